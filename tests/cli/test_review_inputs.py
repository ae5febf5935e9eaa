"""Odd folders, odd bytes, odd words and odd disks: each is either taken as it is, or refused in one sentence."""

import errno
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rushes.cli.door import run
from rushes.errors import DiskTrouble
from rushes.memory.lock import writing
from rushes.memory.vault import disk_trouble

STORY = "Ada waited by the mill. The wheel turned. She said that it was late.\n" * 4
SMALL = ("--size", "96x54", "--minutes", "0.1")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(STORY)
    return tmp_path


@pytest.fixture
def planned(here):
    assert run(["new", "a.txt", "film", *SMALL]) == 0
    assert run(["plan", "-p", "film"]) == 0
    return here / "film"


def refused(capsys, *words):
    capsys.readouterr()
    assert run(list(words)) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said


def asked(capsys, *words):
    capsys.readouterr()
    assert run([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["what?", "take#2", "100%41", "a:b", "-dash"])
def test_a_folder_may_have_any_name(here, capsys, name):
    facts = asked(capsys, "make", "a.txt", f"--project={name}", *SMALL)
    assert Path(facts["film"]) == here / name / "cuts" / "film.mp4"
    assert {entry.name for entry in here.iterdir()} == {"a.txt", name}
    assert asked(capsys, "status", f"--project={name}")["takes"]["print"] == facts["shots"]
    assert run(["verify", f"--project={name}"]) == 0


def test_who_holds_a_project_is_a_courtesy(tmp_path, monkeypatch):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with writing(tmp_path):
        assert (tmp_path / "rushes.lock").exists()


@pytest.mark.parametrize("size", ["banana", "3x3", "641x360", "1280", "-2x-2"])
def test_a_size_that_is_none(here, capsys, size):
    said = refused(capsys, "new", "a.txt", "film", f"--size={size}")
    assert said.count("\n") == 1
    assert not (here / "film").exists()


def test_a_project_of_a_newer_format(planned, capsys):
    settings = planned / "project.toml"
    newer = settings.read_text().replace("format = 1", 'format = 2\nlens = "50mm"')
    settings.write_text(newer)
    for command in ("plan", "shoot"):
        assert "made by a newer rushes" in refused(capsys, command, "-p", "film")
    assert settings.read_text() == newer


@pytest.mark.parametrize("name", ["a.txt/film", "x" * 300, "loop/film"])
def test_a_path_that_cannot_be(here, capsys, name):
    (here / "loop").symlink_to("loop")
    assert name.split("/")[0] in refused(capsys, "make", "a.txt", "-p", name)
    assert not (here / "film").exists()


def test_other_storage_errors_are_named_and_other_errors_pass(tmp_path):
    with pytest.raises(DiskTrouble, match="Stale file handle"), disk_trouble(tmp_path):
        raise OSError(errno.ESTALE, "Stale file handle")
    for error in (BrokenPipeError(errno.EPIPE, "Broken pipe"), FileNotFoundError(errno.ENOENT, "no"), TimeoutError()):
        with pytest.raises(type(error)), disk_trouble(tmp_path):
            raise error


@pytest.mark.parametrize("words", [["status"], ["make", "{story}"], ["new", "{story}", "film"]])
def test_a_folder_that_is_gone(here, words, capsys, monkeypatch):
    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert "no longer exists" in refused(capsys, *(word.format(story=here / "a.txt") for word in words))


def test_bytes_that_are_no_text(planned, here, capsys):
    assert run(["reject", "1-1", "--note", "closer\udcff", "-p", "film"]) == 0
    note = asked(capsys, "show", "1-1", "-p", "film")["note"]
    assert note.startswith("closer")
    assert note.isascii()
    for words in (["show", "1\udcff"], ["why", "1-1/k\udcff"], ["reject", "\udcff"]):
        assert "There is no" in refused(capsys, *words, "-p", "film")
    (here / "a.txt").rename(here / "b\udcff.txt")
    assert run(["new", "b\udcff.txt", "other", *SMALL]) == 0
    assert asked(capsys, "plan", "-p", "other")["title"]


def test_a_terminal_of_few_letters(here):
    latin = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    for words in (["new", "a.txt", "雨", *SMALL], ["status", "-p", "雨"], ["status", "-p", "no 雨"]):
        done = subprocess.run([sys.executable, "-m", "rushes", *words], capture_output=True, check=False, env=latin)
        assert done.returncode == (3 if "no 雨" in words else 0), done.stderr
        assert b"Traceback" not in done.stderr
        assert b"\\u" in done.stdout + done.stderr


@contextmanager
def a_read_only(folder):
    """The folder as somebody sees it who may read it and no more."""
    entries = [folder, *folder.rglob("*")]
    for entry in entries:
        entry.chmod(0o555 if entry.is_dir() else 0o444)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)
        for entry in entries:
            entry.chmod(0o755 if entry.is_dir() else 0o644)


def test_a_project_that_may_only_be_read(here, capsys):
    with TemporaryDirectory() as shelf:
        Path(shelf).chmod(0o755)
        film = f"{shelf}/film"
        assert run(["new", "a.txt", film, *SMALL]) == 0
        assert run(["plan", "-p", film]) == 0
        looking = (["status", "-p", film], ["show", "1-1", "-p", film], ["plan", "-p", film])
        before = [asked(capsys, *words) for words in looking]
        names = sorted(entry.name for entry in Path(film).iterdir())
        with a_read_only(Path(film)):
            assert not os.access(film, os.W_OK, effective_ids=True)
            assert [asked(capsys, *words) for words in looking] == before
            assert "can't be written to" in refused(capsys, "shoot", "-p", film)
        assert sorted(entry.name for entry in Path(film).iterdir()) == names


def test_a_log_that_waits_is_not_passed_over(here, capsys):
    with TemporaryDirectory() as shelf:
        Path(shelf).chmod(0o755)
        film = Path(shelf) / "film"
        assert run(["new", "a.txt", str(film), *SMALL]) == 0
        (film / "rushes.db-wal").write_bytes(b"the newest rows")
        with a_read_only(film):
            assert "can't be used" in refused(capsys, "status", "-p", str(film))


def test_a_plan_can_be_sent_back(planned, capsys):
    assert run(["reject", "plan", "--note", "shorter", "-p", "film"]) == 0
    told = capsys.readouterr()
    assert "rushes plan --again" in told.out
    assert "not kept" in told.err
    assert "waiting" not in asked(capsys, "status", "-p", "film")["states"]
    assert run(["shoot", "--approve", "plan", "-p", "film"]) == 4
    assert asked(capsys, "reject", "plan", "-p", "film")["decision"] == "sent back"
    assert run(["approve", "plan", "-p", "film"]) == 0


def test_a_take_is_found_however_it_is_typed(here, capsys):
    assert run(["make", "a.txt", "-p", "film", *SMALL]) == 0
    assert asked(capsys, "why", "1-1/C1", "-p", "film")["id"] == "1-1/c1"


@pytest.mark.parametrize("command", ["approve", "reject", "reroll"])
def test_without_a_plan_there_is_nothing_to_decide(here, capsys, command):
    assert run(["new", "a.txt", "film", *SMALL]) == 0
    for word in ("all", "plan", "1-1"):
        if (command, word) != ("reroll", "plan"):
            assert "This project has no plan yet" in refused(capsys, command, word, "-p", "film")


def test_new_speaks_of_no_option_that_it_has_not(here, capsys):
    (here / "mine").mkdir()
    (here / "mine" / "diary.txt").write_text("private")
    said = refused(capsys, "new", "a.txt", "mine")
    assert "Choose another folder." in said
    assert "--project" not in said
