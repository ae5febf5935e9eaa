"""make, new, plan, shoot, cut: from a story to a film."""

import asyncio
import shlex
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from rushes.agents import cutting
from rushes.agents.brain import Brain
from rushes.agents.director import plan_afresh
from rushes.agents.production import Approvals
from rushes.cli.options import echo_json, json_option, project_option, say, tell
from rushes.cli.progress import listening, watching
from rushes.cli.thinking import Thinks, brain_of, thinking_options
from rushes.configs.profile import Llm, Profile, load_profile, sized
from rushes.errors import BadProject, BudgetSpent, UserMustFix, WaitsForPerson
from rushes.film.frames import seconds_of
from rushes.film.manifest import SceneManifest
from rushes.film.reading import RECORDINGS
from rushes.film.take import TO_SHOOT, ShotState
from rushes.memory.folder import is_project, project_folder
from rushes.memory.project import Project, open_for_reading, open_for_writing, settings_of
from rushes.memory.vault import hard_copy
from rushes.service.crew import now, production_of
from rushes.service.decisions import named_shots
from rushes.service.filming import film
from rushes.service.progress import clock
from rushes.service.projects import home_for, same_source, start

_SOURCE = click.Path(path_type=Path)
_FILM_SUFFIXES = (".mp4", ".m4v", ".mov")


def _profile(name: str, size: str | None, *, slate: bool, subtitles: bool) -> Profile:
    profile = load_profile(name)
    finish = profile.finish.model_copy(
        update={"slate": profile.finish.slate and slate, "subtitles": profile.finish.subtitles and subtitles}
    )
    changed = profile.model_copy(update={"finish": finish})
    return sized(changed, size) if size else changed


def _as_before(folder: Path, wanted: Profile, seed: int, minutes: float | None) -> None:
    """Options of a second `make` can't change a project that is under way; say so instead of ignoring them."""
    given = click.get_current_context().get_parameter_source
    before = settings_of(folder)
    other = {
        "seed": seed != before.seed,
        "minutes": minutes != before.minutes,
        "profile": _shows(wanted) != _shows(before.profile),
        "size": wanted.picture != before.profile.picture,
        "slate": wanted.finish.slate != before.profile.finish.slate,
        "subtitles": wanted.finish.subtitles != before.profile.finish.subtitles,
    }
    typed = [name for name, differs in other.items() if differs and given(name) is ParameterSource.COMMANDLINE]
    if typed:
        raise BadProject(
            f"{folder} was started with another {' and '.join(typed)}.",
            f"Start another project with --project DIR, or edit {folder / 'project.toml'} and give `rushes shoot`"
            " (for another length also `rushes plan --again`).",
        )


def _shows(profile: Profile) -> Profile:
    """The profile without its brain, which may change from one command to the next."""
    return profile.model_copy(update={"crew": profile.crew.model_copy(update={"brain": "house-rules"}), "llm": Llm()})


def _approvals(words: str | None) -> Approvals:
    asked = {"plan", "bible", "shots"} if words == "all" else {words}
    return Approvals(plan="plan" in asked, bible="bible" in asked, shots="shots" in asked)


def _new_project_options(command: Any) -> Any:
    for option in (
        click.option(
            "--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Same seed, same film."
        ),
        click.option(
            "--minutes", type=click.FloatRange(0.05, 600), help="The film's length; else the story's own, up to 10."
        ),
        click.option("--profile", default="draft", show_default=True, help="A shipped profile, or a TOML file's path."),
        click.option("--size", help="The picture, e.g. 1280x720; else the profile's."),
        click.option(
            "--subtitles/--no-subtitles", default=True, help="Burn the words in (film.srt is always written)."
        ),
        click.option("--slate/--no-slate", default=True, help="Burn a discreet slate line in."),
    ):
        command = option(command)
    return command


_first_soon_option = click.option(
    "--first-soon", is_flag=True, help="Finish the first shot before the rest goes on: something to look at early."
)

_approve_option = click.option(
    "--approve",
    type=click.Choice(["plan", "bible", "shots", "all"]),
    help="Stop where a person should look: after the plan, at the bible's stills, after each shot, or at all of these.",
)


@click.command(
    epilog="""\b
Examples:
  rushes make story.txt
  rushes make story.txt --out film.mp4 --minutes 1.5
  rushes make script.fountain -p my-film --approve plan

Given again for the same project it goes on where it stopped; nothing finished is made twice."""
)
@click.argument("source", type=_SOURCE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also put the film (and its .srt) here.")
@project_option
@_new_project_options
@thinking_options
@_approve_option
@_first_soon_option
@json_option
def make(
    source: Path,
    out: Path | None,
    project: Path | None,
    approve: str | None,
    profile: str,
    size: str | None,
    seed: int,
    minutes: float | None,
    slate: bool,
    subtitles: bool,
    thinks: Thinks,
    first_soon: bool,
    as_json: bool,
) -> None:
    """Make a film of SOURCE: prose, a screenplay, a book, or a spoken narration.

    Prose is .txt or .md, a screenplay .fountain or .fdx, a book .epub or .docx, a narration .flac, .wav, .mp3, .m4a
    or .ogg. A transcript beside the narration (.srt, .vtt, .txt) is used; without one Whisper listens.
    """
    folder = project or home_for(source)
    _check_out(out, source)
    wanted = _profile(profile, size, slate=slate, subtitles=subtitles)
    if is_project(folder):
        same_source(folder, source)
        _as_before(folder, wanted, seed, minutes)
        say(f"going on with {folder}")
    else:
        start(folder, source, thinks.on(wanted), seed, minutes, listening())
    with open_for_writing(folder) as opened, brain_of(opened, thinks) as brain:
        unshot = _film(opened, brain, _approvals(approve), (), first_soon=first_soon, as_json=as_json)
        if out:
            _put(opened, out)
        _report(opened, out or opened.film, as_json=as_json)
        _budget_held(unshot)


@click.command(
    epilog="\b\nExample:\n  rushes new story.txt my-film && cd my-film && rushes plan && rushes shoot && rushes cut"
)
@click.argument("source", type=_SOURCE)
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path), required=False)
@_new_project_options
@thinking_options
def new(
    source: Path,
    directory: Path | None,
    profile: str,
    size: str | None,
    seed: int,
    minutes: float | None,
    slate: bool,
    subtitles: bool,
    thinks: Thinks,
) -> None:
    """Read SOURCE and start a project in DIRECTORY (else in a folder named after it)."""
    folder = directory or home_for(source)
    wanted = thinks.on(_profile(profile, size, slate=slate, subtitles=subtitles))
    reading = start(folder, source, wanted, seed, minutes, listening())
    tell(f"{folder}: {reading.title or reading.name}, {reading.kind}, {len(reading.text.split()):,} words.")
    for span, reason in reading.skipped:
        tell(f"left out: {reason} ({span.end - span.start:,} characters)")
    tell(f"Next: rushes plan -p {folder}")


@click.command(
    epilog="""\b
Examples:
  rushes plan                          plan it, or show the plan
  rushes plan --json > plan.json       the Scene Manifest, to edit
  rushes plan --from-json plan.json    take the edited one; only what changed goes stale
  rushes plan --again                  plan afresh from the source"""
)
@project_option
@json_option
@click.option("--from-json", type=click.Path(path_type=Path), help="Take this Scene Manifest as the plan.")
@click.option("--again", is_flag=True, help="Plan afresh.")
@thinking_options
def plan(project: Path | None, as_json: bool, from_json: Path | None, again: bool, thinks: Thinks) -> None:
    """Plan the film and print the plan."""
    folder = project_folder(project)
    with open_for_reading(folder) as opened:
        newest = opened.store.plans.newest()
    if newest is None or from_json or again:
        with open_for_writing(folder) as opened:
            _replan(opened, from_json, thinks)
            newest = opened.store.plans.current()
    if as_json:
        echo_json(newest.manifest.model_dump(mode="json"))
    else:
        _print_plan(newest.manifest)


def _replan(project: Project, from_json: Path | None, thinks: Thinks) -> None:
    if from_json is None:
        with brain_of(project, thinks) as brain, production_of(project, brain=brain) as production:
            say(f"planning, by {brain.name.replace('-', ' ')}")
            asyncio.run(plan_afresh(production))
        return
    from rushes.film.manifest_json import load_manifest  # noqa: PLC0415
    from rushes.service.planning import adopt_edited, read_manifest  # noqa: PLC0415

    plan = adopt_edited(project, load_manifest(read_manifest(from_json)), now())
    stale = sum(1 for one in project.store.shots.all() if one.state is ShotState.STALE)
    say(f"plan {plan.revision} is in force; {stale} shots are stale. `rushes shoot` makes them again.")


def _print_plan(manifest: SceneManifest) -> None:
    tell(f"{manifest.title}: {_count(len(manifest.scenes), 'scene')}, about {clock(manifest.seconds)}")
    for scene in manifest.scenes:
        tell(f"\n{scene.number:>4}  {'OMITTED' if scene.omitted else scene.heading}   [{scene.mood}]")
        for shot in scene.shots:
            move = "" if shot.move == "static" else f", {shot.move}"
            tell(f"      {shot.number:<7}{shot.seconds:4.1f} s  {shot.size}, {shot.angle}{move}: {shot.subject}")
    if manifest.notes:
        tell("\nNotes")
        for note in manifest.notes:
            tell(f"  {note.where or 'film'}: {note.text}")


@click.command(
    epilog="\b\nExamples:\n  rushes shoot          all that has work\n  rushes shoot 3 5-2    scene 3 and shot 5-2"
)
@click.argument("shots", nargs=-1)
@project_option
@thinking_options
@_approve_option
@_first_soon_option
@json_option
def shoot(
    shots: tuple[str, ...],
    project: Path | None,
    thinks: Thinks,
    approve: str | None,
    first_soon: bool,
    as_json: bool,
) -> None:
    """Shoot SHOTS (all that have work, when none are named), judge them, and cut the film."""
    with open_for_writing(project_folder(project)) as opened:
        only = tuple(named_shots(opened, shots)) if shots else ()
        with brain_of(opened, thinks) as brain:
            unshot = _film(opened, brain, _approvals(approve), only, first_soon=first_soon, as_json=as_json)
        _report(opened, opened.film, as_json=as_json)
        _budget_held(unshot)


@click.command()
@project_option
@json_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also put the film (and its .srt) here.")
def cut(project: Path | None, as_json: bool, out: Path | None) -> None:
    """Join the chosen takes into film.mp4 and film.srt. What did not change is not encoded again."""
    _check_out(out)
    with open_for_writing(project_folder(project)) as opened:
        with production_of(opened) as production:
            made = asyncio.run(cutting.cut(production))
        if made is None:
            raise cutting.nothing_to_cut(opened)
        if made.missing:
            say(f"not in the cut, for want of a print: {', '.join(made.missing)}")
        if out:
            _put(opened, out)
        _report(opened, out or opened.film, as_json=as_json)


def _film(
    project: Project, brain: Brain, approvals: Approvals, only: tuple[str, ...], *, first_soon: bool, as_json: bool
) -> tuple[str, ...]:
    """Run the film graph; the shots for which its budget left nothing. Raises WaitsForPerson."""

    def to_shoot() -> int:
        return sum(1 for one in project.store.shots.all() if one.state in TO_SHOOT and (not only or one.number in only))

    with (
        watching(to_shoot, quiet=as_json) as hear,
        production_of(
            project, brain=brain, approvals=approvals, only=only, tell=hear, first_soon=first_soon
        ) as production,
    ):
        ended = film(production)
    if ended.waiting:
        raise WaitsForPerson(
            f"Waiting for you: {', '.join(ended.waiting[:12])}.",
            f"Look (`rushes show SHOT -p {project.folder}`, `rushes plan`), then `rushes approve` or"
            " `rushes reject --note`, then give the same command again.",
        )
    return ended.unshot


def _budget_held(unshot: tuple[str, ...]) -> None:
    """Say with an exit code of its own that the budget ended before the film did. Raises BudgetSpent."""
    if unshot:
        raise BudgetSpent(
            f"The budget is spent, and {_count(len(unshot), 'shot')} not shot: {', '.join(unshot[:12])}.",
            "`rushes shoot` goes on with a fresh budget; [budget] in project.toml sets it.",
        )


def _check_out(out: Path | None, source: Path | None = None) -> None:
    """Before any work: the film's place must be one where nothing else is lost. Raises UserMustFix."""
    if out is None:
        return
    beside = out.with_suffix(".srt")
    if not out.absolute().parent.is_dir():
        raise UserMustFix(f"The folder for {out} does not exist.", "Make it, or name another with --out.")
    if out.suffix.lower() not in _FILM_SUFFIXES:
        raise UserMustFix(f"{out} is no name for a film.", f"End it with {' or '.join(_FILM_SUFFIXES)}.")
    if (
        source
        and source.suffix.lower() in RECORDINGS
        and out.absolute().with_suffix("") == source.absolute().with_suffix("")
    ):
        raise UserMustFix(f"{beside} beside the recording is its transcript's place.", "Name another film with --out.")
    for file in (out, beside):
        if file.exists() and (not file.is_file() or (source and file.samefile(source))):
            raise UserMustFix(f"{file} is not a place for the film.", "Name another with --out.")


def _put(project: Project, out: Path) -> None:
    if not project.film.is_file():
        return
    hard_copy(project.film, out)
    hard_copy(project.film.with_suffix(".srt"), out.with_suffix(".srt"))


def _report(project: Project, film_file: Path, *, as_json: bool) -> None:
    """Where the film is, how long, of how many scenes, shots and takes, and what to do next."""
    store = project.store
    manifest = store.plans.current().manifest
    standings, newest = store.shots.all(), store.cuts.newest()
    if newest is None:
        raise BadProject(
            "No shot could be made, so there is no film.", f"`rushes status -p {project.folder}` says why."
        )
    seconds = float(seconds_of(newest[0], project.settings.profile.film_fps))
    flagged = [one.number for one in standings if one.state in {ShotState.FLAGGED, ShotState.FAILED}]
    scenes = sum(1 for scene in manifest.scenes if not scene.omitted)
    if as_json:
        echo_json(
            {
                "film": str(film_file),
                "subtitles": str(film_file.with_suffix(".srt")),
                "seconds": seconds,
                "scenes": scenes,
                "shots": len(standings),
                "takes": store.takes.count(),
                "flagged": flagged,
                "project": str(project.folder),
                "notes": [note.model_dump() for note in manifest.notes],
            }
        )
        return
    takes = sum(store.takes.count().values())
    brain = store.plans.current().brain.replace("-", " ")
    tell(f"{film_file}  {clock(seconds)}")
    made = f"{_count(scenes, 'scene')}, {_count(len(standings), 'shot')}, {_count(takes, 'take')}"
    tell(f"{made}. Planned by {brain}, drawn by the {project.settings.profile.crew.keyframe} renderer.")
    for note in manifest.notes:
        if not note.where:
            tell(note.text)
    where = f"-p {shlex.quote(str(project.folder))}"
    if flagged:
        tell(f"Worth a look: {', '.join(flagged[:12])} (rushes show {flagged[0]} {where})")
    first = standings[0].number
    tell("\nNext:")
    tell(f"  rushes status {where}      where every shot stands")
    tell(f"  rushes show {first} {where}    one shot, its words and takes")
    tell(f'  rushes chat "make {first} closer" {where} && rushes shoot {where}')
    tell(f"  rushes chat {where}      talk with the director; `help` lists what can be said")
    tell("  rushes doctor     what this machine has")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
