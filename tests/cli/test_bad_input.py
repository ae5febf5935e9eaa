"""Bad input: one clear sentence with the way out, exit code 3, nothing lost, no traceback."""

import os
import subprocess
import sys

import pytest

from rushes.cli.door import run

GOOD = "Ada waited by the mill. The wheel turned. She said that it was late.\n" * 8


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(capsys, *words):
    assert run(list(words)) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip()
    return said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t \n"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        ("zeros.txt", bytes(4000)),
        ("book.epub", b"PK\x03\x04 not really"),
        ("book.docx", b"PK\x03\x04 not really"),
        ("script.fdx", b"<FinalDraft><Content><Paragraph>"),
        ("script.fountain", b"Zorb grakna flim.\n\nNok tarn vesh!\n"),
    ],
)
def test_what_cannot_be_filmed_is_refused_and_leaves_nothing(here, capsys, name, content):
    (here / name).write_bytes(content)
    refused(capsys, "make", name)
    assert [entry.name for entry in here.iterdir()] == [name]


def test_a_missing_file_and_a_folder(here, capsys):
    refused(capsys, "make", "nowhere.txt")
    (here / "folder.txt").mkdir()
    refused(capsys, "make", "folder.txt")


def test_fifty_megabytes_are_refused_quickly(here, capsys):
    with (here / "huge.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"It was late. " * 80_660)
    assert "MB" in refused(capsys, "make", "huge.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(here, encoding, capsys):
    (here / "letter.txt").write_bytes(("Où est-elle? — “Late,” said Ada.\n" + GOOD).encode(encoding))
    assert run(["new", "letter.txt", "film", "--size", "96x54"]) == 0
    assert run(["plan", "-p", "film"]) == 0


def test_another_text_in_the_same_project(here, capsys):
    (here / "a.txt").write_text(GOOD)
    (here / "b.txt").write_text(GOOD + "The end.")
    assert run(["new", "a.txt", "film"]) == 0
    assert "another text" in refused(capsys, "make", "b.txt", "-p", "film")


def test_somebody_elses_folder(here, capsys):
    (here / "a.txt").write_text(GOOD)
    (here / "mine").mkdir()
    (here / "mine" / "diary.txt").write_text("private")
    assert "not empty" in refused(capsys, "make", "a.txt", "-p", "mine")
    assert [entry.name for entry in (here / "mine").iterdir()] == ["diary.txt"]


@pytest.mark.parametrize(
    "toml", ["[picture]\nsize = '3x3'\n", "[budget]\nclips = 0\n", "[nonsense]\n", "= 3", "[gates.clip]\nluma = 'x'\n"]
)
def test_a_bad_profile(here, capsys, toml):
    (here / "a.txt").write_text(GOOD)
    (here / "mine.toml").write_text(toml)
    assert "mine.toml" in refused(capsys, "make", "a.txt", "--profile", "mine.toml")
    assert "draft" in refused(capsys, "make", "a.txt", "--profile", "nonsense")


@pytest.mark.skipif(os.geteuid() != 0 and not hasattr(os, "fork"), reason="needs a process of its own")
def test_a_full_disk(here, capsys):
    """A file size limit stands in for a full disk: writes fail in the middle of the film, nothing finished is lost."""
    (here / "a.txt").write_text(GOOD)
    assert run(["new", "a.txt", "film", "--size", "96x54"]) == 0
    assert run(["plan", "-p", "film"]) == 0
    code = """
import errno, os, sys
from rushes.memory import vault
keep, left = vault.Vault.keep, [4]
def full(self, file):
    left[0] -= 1
    if left[0] < 0:
        with vault.disk_trouble(self.folder):
            raise OSError(errno.ENOSPC, 'No space left on device')
    return keep(self, file)
vault.Vault.keep = full
from rushes.cli.door import run
sys.exit(run(['shoot', '-p', 'film']))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert run(["verify", "-p", "film"]) == 0
    assert run(["shoot", "-p", "film"]) == 0


def test_a_folder_that_cannot_be_written(here, capsys, monkeypatch):
    import errno
    from pathlib import Path

    (here / "a.txt").write_text(GOOD)

    def read_only(self, *args, **kwargs):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", read_only)
    assert "can't be written" in refused(capsys, "make", "a.txt", "-p", "film")


def test_two_processes_on_one_project(here, capsys):
    (here / "a.txt").write_text(GOOD)
    assert run(["new", "a.txt", "film", "--size", "96x54"]) == 0
    from rushes.memory.project import open_for_writing

    with open_for_writing(here / "film"):
        done = subprocess.run(
            [sys.executable, "-m", "rushes", "shoot", "-p", "film"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 3
        assert "is working on" in done.stderr
        assert run(["status", "-p", "film"]) == 0


def test_control_characters_of_foreign_text_do_not_reach_the_terminal(here, capsys):
    (here / "esc\x1b[31m.txt").write_text("\x1b]52;c;aGk=\x07" + GOOD)
    run(["new", "esc\x1b[31m.txt", "film"])
    run(["plan", "-p", "film"])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
