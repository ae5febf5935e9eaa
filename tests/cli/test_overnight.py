"""`rushes overnight`: what it refuses, a short night to its end, and one that is killed, gone on with and stopped."""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from doubles.night_crew import an_asked
from doubles.productions import a_project
from doubles.tiny_films import NEVER_GOOD, a_tiny_film, command, rushes

from rushes.film.night_log import What
from rushes.memory.lock import holder
from rushes.memory.nights import newest_night, nights_folder, read_night
from rushes.service.night.standing import asked_of, keep_asked, lay_out

HOOK = "http://127.0.0.1:9/hook/canary-4711"


@pytest.fixture
def folder(tmp_path):
    return a_project(tmp_path / "film")


def test_help_says_what_there_is_to_say(said):
    code, out, _ = said("overnight", "--help")
    assert code == 0
    for word in ("--until", "--max-takes", "--detach", "status", "resume", "unit", "RUSHES_WEBHOOK"):
        assert word in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say until when"),
        (("--until", "soon"), "is no time"),
        (("--until", "2020-01-01T00:00"), "is over already"),
        (("--until", "9999h"), "more than 7 days away"),
        (("--until", "8h", "--max-takes", "0"), "--max-takes"),
        (("--until", "8h", "--max-takes", "99999999999"), "takes"),
        (("--until", "8h", "--max-disk", "nan"), "disk_gb"),
        (("--until", "8h", "--max-disk", "inf"), "disk_gb"),
        (("--until", "8h", "--gpu-hours", "-1"), "--gpu-hours"),
        (("--until", "8h", "--cost", "5", "--per-hour", "nan"), "plain numbers"),
        (("--until", "8h", "--cost", "nan", "--per-hour", "1"), "cost"),
        (("--until", "8h", "--queue", "nowhere"), "nowhere"),
    ],
)
def test_wrong_usage_is_told_and_begins_nothing(said, folder, words, sentence):
    code, _, err = said("overnight", *words, *(() if "--queue" in words else ("-p", folder)))
    assert (code in {2, 3}, "Traceback" in err) == (True, False)
    assert sentence in err
    assert not nights_folder(folder).exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--until", "5s"), "5s is too near"),
        (("--until", "8h", "--cost", "5"), "A limit of money needs a price"),
        (("stop",), "No night is under way here"),
        (("report",), "There was no night here yet"),
        (("report", "20200101T000000Z"), "There is no night"),
    ],
)
def test_what_a_person_must_mend_is_told_with_code_3(said, folder, words, sentence):
    first = () if words[0].startswith("--") else words[:1]
    code, _, err = said("overnight", *first, "-p", folder, *words[len(first) :])
    assert (code, sentence in err) == (3, True), err


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("", "names no project"),
        ("# film\n\n   \n", "names no project"),
        ("film\nother\nfilm\n", "names a project twice"),
        ("film\n./other/../film  # the same\n", "names a project twice"),
        ("film\nmissing\n", "missing is not a rushes project"),
        ("~nobody-of-that-name/film\n", "is not a rushes project"),
        ("\x00\n", ""),
    ],
)
def test_a_queue_that_does_not_hold_is_refused(said, folder, tmp_path, lines, sentence):
    a_project(tmp_path / "other")
    queue = tmp_path / "films.txt"
    queue.write_text(lines)
    code, _, err = said("overnight", "--until", "8h", "--queue", queue)
    assert (code, "Traceback" in err) == (3, False)
    assert sentence in err
    assert not nights_folder(folder).exists()


def test_a_queue_and_a_project_at_once_are_wrong_usage(said, folder, tmp_path):
    assert said("overnight", "--until", "8h", "--queue", tmp_path / "films.txt", "-p", folder)[0] == 2


def test_before_the_first_night_status_says_so_and_resume_does_nothing(said, folder):
    assert "There was no night here yet" in said("overnight", "status", "-p", folder)[1]
    assert json.loads(said("overnight", "status", "--json", "-p", folder)[1]) == {"under_way": False, "night": None}
    code, _, err = said("overnight", "resume", "-p", folder)
    assert (code, "No night broke off" in err) == (0, True)


def test_a_night_whose_time_is_over_is_not_gone_on_with(said, folder):
    lay_out([folder])
    keep_asked(an_asked(folder, until=datetime.now(UTC) - timedelta(seconds=1)))
    assert "No night broke off" in said("overnight", "resume", "-p", folder)[2]


def test_what_was_asked_and_is_damaged_is_told(said, folder):
    lay_out([folder])
    (nights_folder(folder) / "asked.json").write_text("{")
    code, _, err = said("overnight", "resume", "-p", folder)
    assert (code, "is damaged" in err) == (3, True)


def test_a_short_night_ends_with_film_and_report(tmp_path, said):
    folder = a_tiny_film(tmp_path / "my film")
    done = rushes("overnight", "--until", "1h", "-p", folder, "--json", RUSHES_WEBHOOK="")
    assert done.returncode == 0, done.stderr
    (morning,) = json.loads(done.stdout)
    assert morning["finished"] == morning["shots"] > 0
    assert (folder / "cuts" / "film.mp4").is_file()
    facts = json.loads(said("overnight", "status", "--json", "-p", folder)[1])
    assert (facts["under_way"], facts["ended"]) == (False, "nothing is left to better")
    assert facts["takes"] == 2 * morning["shots"]
    assert "ended: nothing is left to better" in said("overnight", "status", "-p", folder)[1]
    assert json.loads(said("overnight", "report", "--json", "-p", folder)[1])["night"] == morning["night"]
    assert "shots" in said("overnight", "report", "-p", folder)[1]
    assert "No night broke off" in said("overnight", "resume", "-p", folder)[2]


def test_a_limit_ends_it_with_a_code_of_its_own(tmp_path):
    folder = a_tiny_film(tmp_path / "film")
    done = rushes("overnight", "--until", "1h", "--max-takes", "2", "-p", folder)
    assert done.returncode == 5, done.stderr
    assert "2 takes are made" in done.stderr


# One night with everything that may happen to its processes.


class Night:
    """A night of a folder, as it goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def watchdog(self):
        return holder(nights_folder(self.folder))

    def lines(self, *what):
        night = newest_night(self.folder)
        return read_night(self.folder, night).of(*what) if night else []

    @property
    def sittings(self):
        return [int(one.text) for one in self.lines(What.SITTING)]

    def comes(self, holds, seconds=60.0):
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, (self.folder / "nights" / "log.jsonl").read_text()[-3000:]
            time.sleep(0.05)

    def works(self, sittings):
        """Waits until a worker has sat down so often and makes takes."""
        self.comes(lambda: len(self.sittings) >= sittings)
        at_first = len(self.lines(What.OVER))
        self.comes(lambda: len(self.lines(What.OVER)) > at_first)


@pytest.fixture
def night(tmp_path):
    night = Night(a_tiny_film(tmp_path / "film", NEVER_GOOD))
    yield night
    for process in (night.watchdog, *night.sittings):
        if process and b"rushes" in _cmdline(process):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def _cmdline(process):
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def test_a_night_outlives_the_loss_of_its_worker_and_of_its_watchdog(night):
    folder = night.folder
    begun = rushes("overnight", "--until", "1h", "-p", folder, "--webhook", HOOK, "--detach", "--json")
    assert begun.returncode == 0, begun.stderr
    watchdog = json.loads(begun.stdout)["process"]
    night.works(1)
    name = newest_night(folder)
    assert night.watchdog == watchdog
    every = list(Path("/proc").glob("[0-9]*/cmdline"))
    assert not any(HOOK.encode() in _cmdline(int(file.parent.name)) for file in every), (
        "an address in a list of processes"
    )
    told = json.loads(rushes("overnight", "status", "--json", "-p", folder).stdout)
    assert (told["under_way"], told["process"], told["night"]) == (True, watchdog, name)

    asked = asked_of(folder)
    for words in (["--detach"], []):
        second = rushes("overnight", "--until", "2h", "-p", folder, *words)
        assert second.returncode == 3
        assert f"A night is under way in {nights_folder(folder)} (process {watchdog})" in second.stderr
    assert asked_of(folder) == asked, "what the first was asked stands"

    os.kill(night.sittings[-1], signal.SIGKILL)
    night.works(2)
    assert [one.text for one in night.lines(What.LOST)] == ["it was killed by SIGKILL"]

    os.kill(watchdog, signal.SIGKILL)
    resumed = subprocess.Popen(command("overnight", "resume", "-p", folder), stderr=subprocess.PIPE, text=True)
    night.works(3)
    assert (newest_night(folder), night.watchdog) == (name, resumed.pid)
    resumed.send_signal(signal.SIGTERM)
    _, err = resumed.communicate(timeout=60)
    assert resumed.returncode == 130, err
    assert "The night was stopped" in err
    log = read_night(folder, name)
    assert (log.ended, log.stands) == ("it was stopped", False)
    assert (folder / "cuts" / "film.mp4").is_file()
    assert (nights_folder(folder) / f"{name}.json").is_file()


def test_stop_ends_a_detached_night_with_film_and_report(night):
    folder = night.folder
    begun = rushes("overnight", "--until", "1h", "-p", folder, "--detach")
    assert "The crew is at work" in begun.stdout
    night.works(1)
    night.comes(lambda: night.lines(What.CUT))
    stopped = rushes("overnight", "stop", "-p", folder)
    assert stopped.returncode == 0
    assert "It stopped" in stopped.stdout
    assert night.watchdog is None
    assert (folder / "cuts" / "film.mp4").is_file()
    assert (nights_folder(folder) / f"{newest_night(folder)}.json").is_file()
    told = rushes("overnight", "status", "-p", folder)
    assert "ended: it was stopped" in told.stdout


# Units.


def units(text):
    """Each unit's settings by section, as systemd reads them."""
    found, unit, section = {}, None, None
    for line in text.splitlines():
        if match := re.fullmatch(r"# (rushes-\S+)", line):
            unit = found.setdefault(match[1], {})
        elif match := re.fullmatch(r"\[(\w+)\]", line):
            section = unit.setdefault(match[1], {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section[key] = value
    return found


def words_of(line):
    """A command line's words, as systemd parts and unescapes them."""
    words = []
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line):
        word = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], quoted) if quoted else bare
        words.append(word.replace("%%", "%").replace("$$", "$"))
    return words


@pytest.mark.parametrize(
    "name", ["film", "my film", "100%", '50% "$HOME" \\ @UNTIL@', "ünter uns", "two\nlines", "it's; $(here)"]
)
def test_a_units_words_survive_any_folder(said, tmp_path, name):
    folder = a_project(tmp_path / name)
    code, out, _ = said("overnight", "unit", "--until", "07:00", "-p", folder)
    assert code == 0
    found = units(out)
    assert list(found) == [
        "rushes-overnight.service",
        "rushes-overnight.timer",
        "rushes-overnight-resume.service",
    ]
    start = words_of(found["rushes-overnight.service"]["Service"]["ExecStart"])
    assert start[1:] == ["-P", "-m", "rushes", "overnight", "--until", "07:00", "--go-on", "--project", str(folder)]
    again = words_of(found["rushes-overnight-resume.service"]["Service"]["ExecStart"])
    assert again[1:] == ["-P", "-m", "rushes", "overnight", "resume", "--project", str(folder)]
    assert found["rushes-overnight.timer"]["Timer"]["OnCalendar"] == "*-*-* 23:00:00"
    assert "@" not in found["rushes-overnight.service"]["Unit"]["Description"]


@pytest.mark.parametrize(
    "words",
    [("--until", "2026-11-23 07:00"), ("--until", "2030-11-23%07:00"), ("--until", "soon"), ("--until", "25:00")],
)
def test_a_unit_says_the_same_every_night(said, folder, words):
    assert said("overnight", "unit", "-p", folder, *words)[0] == 2


@pytest.mark.parametrize("at", ["8h", "24:00", "2026-11-23T07:00", "7", ""])
def test_a_night_begins_at_a_time_of_day(said, folder, at):
    assert said("overnight", "unit", "-p", folder, "--until", "07:00", "--at", at)[0] == 2


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(said, tmp_path):
    out = said("overnight", "unit", "--until", "07:00", "-p", a_project(tmp_path / "my 100% film"))[1]
    parts = re.split(r"^# (rushes-\S+)\n", out, flags=re.MULTILINE)[1:]
    files = [tmp_path / name for name in parts[::2]]
    for file, text in zip(files, parts[1::2], strict=True):
        file.write_text(text)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--user", *map(str, files)], capture_output=True, text=True, check=False
    )
    assert "rushes-overnight" not in checked.stderr, checked.stderr
