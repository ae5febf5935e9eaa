"""overnight: the crew alone until the morning."""

import math
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from rushes.cli.options import echo_json, json_option, project_option, say, tell
from rushes.errors import BadProject, BudgetSpent, Interrupted, RushesError, UserMustFix, WaitsForPerson
from rushes.film.night import Limits, deadline
from rushes.film.prices import Prices
from rushes.film.trace import first_fault
from rushes.memory.folder import project_folder
from rushes.memory.nights import nights_folder

_SHORTEST = 30.0
"""Seconds that a night has at least: its end alone may take that long."""

_EVERY_DAY = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")
_EVERY_NIGHT = re.compile(r"[0-9]{1,2}:[0-9]{2}|[0-9.]+(s|min|m|h)")
"""What a unit may say of when a night begins and ends: it says the same every night."""

_SETTLES = 15.0
"""Seconds in which a detached night either keeps its projects or says why not."""


@click.group(
    invoke_without_command=True,
    epilog="""\b
Examples:
  rushes overnight --until 07:00                     this project, until seven
  rushes overnight --until 8h --max-disk 40 --detach and log out
  rushes overnight --until 07:00 --queue films.txt   several, one project folder a line
  rushes overnight status                            how far it is
  rushes overnight stop                              after the steps in hand, with film and report
  rushes overnight report                            what came of it
  rushes overnight resume                            go on with one that broke off
  rushes overnight unit --until 07:00                a systemd user unit for it

The critic decides; what needs a person is set aside with the reason. The whole film comes first, then better takes of
the weakest shots. RUSHES_WEBHOOK is a webhook's address as --webhook is, without standing in the list of processes.""",
)
@project_option
@click.option("--until", metavar="WHEN", help="The deadline for film and report: 07:00, 8h, 90min, 2026-11-23T07:00.")
@click.option("--queue", type=click.Path(dir_okay=False, path_type=Path), help="A file of project folders, one a line.")
@click.option("--max-takes", type=click.IntRange(1), help="Stills and clips, at most.")
@click.option("--gpu-hours", type=click.FloatRange(0, min_open=True), help="Hours of cards at work, at most.")
@click.option("--max-disk", type=click.FloatRange(0, min_open=True), metavar="GB", help="What may be written, at most.")
@click.option("--cost", type=click.FloatRange(0, min_open=True), help="Money, at most, by the prices given.")
@click.option("--per-hour", type=click.FloatRange(0), default=0.0, help="Price of an hour of this machine.")
@click.option("--per-kwh", type=click.FloatRange(0), default=0.0, help="Price of a kilowatt-hour.")
@click.option("--watts", type=click.FloatRange(0), help="The machine at work, where no card says what it draws.")
@click.option("--notify", is_flag=True, help="Tell the desktop in the morning.")
@click.option("--webhook", metavar="URL", envvar="RUSHES_WEBHOOK", help="Tell this address in the morning.")
@click.option("--go-on", is_flag=True, help="Go on with a night that broke off, where there is one with time left.")
@click.option("--detach", is_flag=True, help="Work on when this terminal is closed.")
@json_option
@click.pass_context
def overnight(
    ctx: click.Context,
    project: Path | None,
    until: str | None,
    queue: Path | None,
    max_takes: int | None,
    gpu_hours: float | None,
    max_disk: float | None,
    cost: float | None,
    per_hour: float,
    per_kwh: float,
    watts: float | None,
    notify: bool,
    webhook: str | None,
    go_on: bool,
    detach: bool,
    as_json: bool,
) -> int | None:
    """Shoot without anybody until a deadline: the whole film, then better takes, a film and a report in the morning."""
    if ctx.invoked_subcommand:
        return None
    if until is None:
        raise click.UsageError("Say until when: --until 07:00.")
    folders = _folders(project, queue)
    if cost and not (per_hour or per_kwh):
        raise UserMustFix("A limit of money needs a price.", "Give --per-hour, or --per-kwh (and --watts).")
    prices = Prices(_watts(watts) if per_kwh else 0.0, per_kwh, per_hour)
    limits = _limits(_deadline(until), max_takes or 0, gpu_hours or 0.0, max_disk or 0.0, cost or 0.0, prices)
    if detach:
        return _detached(folders, webhook, as_json=as_json)
    from rushes.service.night.asked import Asked  # noqa: PLC0415 - the night loads when one begins
    from rushes.service.night.standing import night_named, unfinished  # noqa: PLC0415

    before = unfinished(folders[0], datetime.now(UTC)) if go_on else None
    if before:
        return _kept(before, webhook, as_json=as_json)
    names = tuple(map(str, folders))
    asked = Asked(night=night_named(datetime.now(UTC)), projects=names, limits=limits, notify=notify)
    return _kept(asked, webhook, as_json=as_json)


@overnight.command()
@project_option
@json_option
def status(project: Path | None, as_json: bool) -> None:
    """How far the night is, or how the last one ended."""
    from rushes.service.night.standing import standing  # noqa: PLC0415

    facts = standing(project_folder(project)).facts()
    if as_json:
        echo_json(facts)
        return
    for line in _told(facts):
        tell(line)


@overnight.command()
@project_option
@click.option("--wait/--no-wait", default=True, help="Wait until film and report are there.")
def stop(project: Path | None, wait: bool) -> None:
    """End the night after the steps in hand: the film is cut and the report written."""
    from rushes.memory.lock import holder  # noqa: PLC0415

    nights = nights_folder(project_folder(project))
    process = holder(nights) if nights.is_dir() else None
    if process is None:
        raise UserMustFix("No night is under way here.", "`rushes overnight status` tells of the last one.")
    with suppress(ProcessLookupError):  # it ended by itself meanwhile
        os.kill(process, signal.SIGTERM)
    while wait and holder(nights) == process:
        time.sleep(0.3)
    tell("It stopped. `rushes overnight report` tells of it." if wait else "It stops after the steps in hand.")


@overnight.command()
@project_option
@click.option("--webhook", metavar="URL", envvar="RUSHES_WEBHOOK", help="Tell this address in the morning.")
@json_option
def resume(project: Path | None, webhook: str | None, as_json: bool) -> int:
    """Go on with a night that broke off: a reboot, a crash. Nothing where none did."""
    from rushes.service.night.standing import unfinished  # noqa: PLC0415

    asked = unfinished(project_folder(project), datetime.now(UTC))
    if asked is None:
        say("No night broke off that has time left.")
        return 0
    return _kept(asked, webhook, as_json=as_json)


@overnight.command()
@project_option
@json_option
@click.argument("night", required=False)
def report(project: Path | None, as_json: bool, night: str | None) -> None:
    """What came of the newest NIGHT, or of another."""
    from rushes.memory.nights import newest_night, read_night  # noqa: PLC0415
    from rushes.memory.project import open_for_reading  # noqa: PLC0415
    from rushes.service.night.morning import morning_of  # noqa: PLC0415
    from rushes.service.night.morning_words import in_words  # noqa: PLC0415

    folder = project_folder(project)
    named = night or newest_night(folder)
    if named is None:
        raise UserMustFix("There was no night here yet.", "`rushes overnight --until 07:00` begins one.")
    with open_for_reading(folder) as opened:
        facts = morning_of(opened, read_night(folder, named), datetime.now(UTC))
    if as_json:
        echo_json(facts)
        return
    for line in in_words(facts):
        tell(line)


@overnight.command()
@project_option
@click.option("--until", metavar="WHEN", required=True, help="The deadline, e.g. 07:00.")
@click.option(
    "--at", "begins", metavar="HH:MM", default="23:00", show_default=True, help="When it begins, every night."
)
def unit(project: Path | None, until: str, begins: str) -> None:
    """Print the systemd user units for this project, with where they go."""
    if not _EVERY_DAY.fullmatch(begins):
        raise click.BadParameter(f"{begins} is no time of day: give one like 23:00.")
    if not _EVERY_NIGHT.fullmatch(until):
        raise click.BadParameter(f"{until} is for one night: give one like 07:00 or 8h.")
    _deadline(until)
    folder = project_folder(project).resolve()
    text = (resources.files("rushes.configs") / "rushes-overnight.service").read_text(encoding="utf-8")
    program = f"{_quoted(sys.executable)} -P -m rushes"
    values = {"PROGRAM": program, "PROJECT": _quoted(str(folder)), "UNTIL": until, "AT": begins}
    tell(re.sub(f"@({'|'.join(values)})@", lambda found: values[found[1]], text).rstrip())


def _quoted(word: str) -> str:
    """A word as systemd reads it."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "%": "%%", "$": "$$"}
    return '"' + "".join(escapes.get(letter, letter) for letter in word) + '"'


def _folders(project: Path | None, queue: Path | None) -> list[Path]:
    if queue is None:
        return [project_folder(project).resolve()]
    from rushes.service.night.standing import projects_in  # noqa: PLC0415

    if project:
        raise click.UsageError("Give --project or --queue, not both.")
    try:
        named = projects_in(queue.read_text(encoding="utf-8").splitlines(), queue.absolute().parent)
    except (OSError, ValueError) as error:  # the latter also for a name that can be none
        raise UserMustFix(f"{queue} can't be read: {error}.", "Name a text file of project folders.") from error
    found = [project_folder(folder) for folder in named]
    if not found:
        raise UserMustFix(f"{queue} names no project.", "Write one project's folder a line.")
    if len(set(found)) < len(found):
        raise UserMustFix(f"{queue} names a project twice.", "Name each once.")
    return found


def _deadline(words: str) -> datetime:
    now = datetime.now().astimezone()
    try:
        found = deadline(words, now)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    if (found - now).total_seconds() < _SHORTEST:
        raise UserMustFix(f"{words} is too near: film and report need longer than that.", "Give the crew more time.")
    return found


def _limits(until: datetime, takes: int, gpu_hours: float, disk_gb: float, cost: float, prices: Prices) -> Limits:
    """The limits as they were given. A figure that is none (nan, inf) or beyond all nights is wrong usage."""
    if not all(map(math.isfinite, (prices.watts, prices.per_kwh, prices.per_hour))):
        raise click.UsageError("A price and the watts are plain numbers.")
    try:
        return Limits(until=until, takes=takes, gpu_hours=gpu_hours, disk_gb=disk_gb, cost=cost, prices=prices)
    except ValidationError as error:
        raise click.UsageError(f"That limit is none: {first_fault(error)}.") from error


def _watts(given: float | None) -> float:
    """What the machine draws, for the price of it where nothing measures that; a card that does needs no figure."""
    from rushes.studio.machine import power_limit  # noqa: PLC0415

    found = given if given is not None else power_limit()
    if found is None:
        raise UserMustFix("Nobody says what this machine draws.", "Give --watts, e.g. --watts 900.")
    return found


def _kept(asked: Any, webhook: str | None, *, as_json: bool) -> int:
    """Keep a night in this process, and tell of it at the end; the exit code."""
    from rushes.cli.progress import watching  # noqa: PLC0415
    from rushes.memory.lock import keeping_night  # noqa: PLC0415
    from rushes.service.night.standing import keep_asked, lay_out  # noqa: PLC0415
    from rushes.service.night.watchdog import Watchdog  # noqa: PLC0415

    lay_out(asked.folders)
    until = asked.limits.until.astimezone()
    with ExitStack() as kept:
        for folder in asked.folders:
            kept.enter_context(keeping_night(nights_folder(folder)))
        keep_asked(asked)  # now that no other night is under way, whose words these would replace
        stopping = kept.enter_context(_signalled())
        hear = kept.enter_context(watching(lambda: _to_shoot(asked.folders), quiet=as_json))
        say(f"night {asked.night}, until {until:%a %H:%M}; Ctrl-C ends it after the steps in hand")
        outcome = Watchdog(asked, tell=hear, say=say, stopping=stopping).keep()
    return _told_of(asked, outcome, webhook, as_json=as_json)


@contextmanager
def _signalled() -> Generator[threading.Event]:
    """Set by Ctrl-C, SIGTERM, and the end of the terminal where nobody asked to ignore that."""
    stopping = threading.Event()
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, lambda _number, _frame: stopping.set()) for number in numbers}
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _to_shoot(folders: Sequence[Path]) -> int:
    """How many shots of the project at work have work; several projects count together."""
    from rushes.film.take import TO_SHOOT  # noqa: PLC0415
    from rushes.memory.project import open_for_reading  # noqa: PLC0415

    count = 0
    for folder in folders:
        with open_for_reading(folder) as opened:
            count += sum(one.state in TO_SHOOT for one in opened.store.shots.all())
    return count


def _told_of(asked: Any, outcome: str, webhook: str | None, *, as_json: bool) -> int:
    """The morning report of every project, told to whoever asked for it; the exit code."""
    from rushes.film.night_log import DEADLINE, STOPPED  # noqa: PLC0415
    from rushes.memory.nights import read_night  # noqa: PLC0415
    from rushes.memory.project import open_for_reading  # noqa: PLC0415
    from rushes.service.night.morning import morning_of  # noqa: PLC0415
    from rushes.service.night.morning_words import in_words  # noqa: PLC0415

    mornings: list[dict[str, Any]] = []
    for folder in asked.folders:
        try:
            with open_for_reading(folder) as opened:
                mornings.append(morning_of(opened, read_night(folder, asked.night), datetime.now(UTC)))
        except RushesError as error:  # of the others is told all the same
            say(f"{folder.name}: {error}")
    if as_json:
        echo_json(mornings)
    for facts in mornings:
        for line in () if as_json else ("", *in_words(facts)):
            tell(line)
        _announced(facts, asked, webhook)
    if outcome == STOPPED:
        raise Interrupted("The night was stopped.", "`rushes overnight resume` goes on, while there is time.")
    if not mornings:
        raise UserMustFix(f"Nothing came of the night: {outcome}.", "`nights/log.jsonl` says what happened.")
    unshot = sum(facts["shots"] - facts["finished"] for facts in mornings)
    if unshot and outcome != DEADLINE and any(facts["refused"] for facts in mornings):
        raise BudgetSpent(f"The night ended with {unshot} shots not shot: {outcome}.", "Another night goes on.")
    blocked = [facts["title"] for facts in mornings if facts["aside"] and not facts["finished"]]
    if blocked and outcome != DEADLINE:
        raise WaitsForPerson(
            f"Set aside, with nothing shot: {', '.join(blocked)}.",
            "`rushes overnight report` says what stands in the way.",
        )
    return 0


def _announced(facts: dict[str, Any], asked: Any, webhook: str | None) -> None:
    from rushes.service.night import notice  # noqa: PLC0415

    tried: list[tuple[str, Callable[[], str]]] = []
    if asked.notify:
        tried.append(("The desktop was not told", lambda: notice.notify(facts)))
    if webhook:
        tried.append(("The webhook was not told", lambda: notice.post(webhook, facts)))
    for what, told in tried:
        why = told()
        if why:
            say(f"{what}: {why}")


def _detached(folders: list[Path], webhook: str | None, *, as_json: bool) -> int:
    """The same command in a process of its own, without a terminal; its first seconds are waited for."""
    from rushes.memory.lock import holder, keeping_night  # noqa: PLC0415
    from rushes.service.night.standing import lay_out  # noqa: PLC0415

    words = [word for word in sys.argv[1:] if word != "--detach"]
    lay_out(folders)
    nights = nights_folder(folders[0])
    if holder(nights):  # its words would be lost
        with keeping_night(nights):
            pass
    out = nights / "out.txt"
    environment = os.environ | ({"RUSHES_WEBHOOK": webhook} if webhook else {})
    with out.open("wb") as printed:
        child = subprocess.Popen(  # noqa: S603 - our own command, with the words it was given
            [sys.executable, "-P", "-m", "rushes", *_without_webhook(words)],
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
        )
    until = time.monotonic() + _SETTLES
    while child.poll() is None and holder(nights) != child.pid and time.monotonic() < until:
        time.sleep(0.1)
    if child.poll() is not None:
        raise BadProject("The night did not begin:", out.read_text(encoding="utf-8", errors="replace").strip())
    if as_json:
        echo_json({"process": child.pid, "said": str(out)})
    else:
        tell(
            f"The crew is at work (process {child.pid}). `rushes overnight status -p {folders[0]}` says how far it is."
        )
    return 0


def _without_webhook(words: list[str]) -> list[str]:
    """The command's words without the webhook's address, which is handed over where no list of processes shows it."""
    kept: list[str] = []
    skip = False
    for word in words:
        if skip or word.startswith("--webhook="):
            skip = False
        elif word == "--webhook":
            skip = True
        else:
            kept.append(word)
    return kept


def _told(facts: dict[str, Any]) -> list[str]:
    if facts["night"] is None:
        return ["There was no night here yet. `rushes overnight --until 07:00` begins one."]
    began, until = (datetime.fromisoformat(facts[one]).astimezone() for one in ("began", "until"))
    if facts["ended"]:
        first = f"Night {facts['night']} ended: {facts['ended']}."
    elif facts["under_way"]:
        first = f"Under way since {began:%H:%M}, until {until:%a %H:%M} (process {facts['process']})."
    else:
        first = f"Night {facts['night']} broke off. `rushes overnight resume` goes on, until {until:%a %H:%M}."
    lines = [first, f"takes      {facts['takes']}", f"cuts       {facts['cuts']}{_last(facts['last_cut'])}"]
    if facts["at"] and not facts["ended"]:
        lines.append(f"at         {facts['at']}")
    if facts["refused"]:
        lines.append(f"refused    {facts['refused']} calls, for the limits")
    lines += [f"aside      {one}" for one in facts["aside"]]
    lines += [f"lost       {one}" for one in facts["lost"]]
    return lines


def _last(cut: str | None) -> str:
    return f", the newest at {datetime.fromisoformat(cut).astimezone():%H:%M}" if cut else ""
