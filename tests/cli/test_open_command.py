"""open: it needs a terminal, and a film or a story, not both."""

import os
import pty
import select
import subprocess
import sys
import time

import pytest
from doubles.floors import a_draft


def test_without_a_terminal_it_says_so(said, tmp_path):
    code, _, err = said("open", "-p", tmp_path)
    assert (code, err) == (3, "The studio floor needs a terminal. Every command works in a pipe: `rushes --help`.\n")


def opened(words, place, keys, until, patience=60):
    """The command in a terminal of its own: what it painted until some words came, and its exit code after `keys`."""
    parent, child = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "RUSHES_GRAPHICS": "halfblocks", "COLUMNS": "100", "LINES": "30"}
    process = subprocess.Popen(
        [sys.executable, "-m", "rushes", "open", *words],
        stdin=child, stdout=child, stderr=child, cwd=place, env=env, start_new_session=True,
    )  # fmt: skip
    os.close(child)
    painted, ends = b"", time.monotonic() + patience
    sent = False
    while process.poll() is None and time.monotonic() < ends:
        if select.select([parent], [], [], 0.1)[0]:
            try:
                painted += os.read(parent, 65536)
            except OSError:
                break
        if not sent and until in painted:
            os.write(parent, keys)
            sent = True
    process.wait(10)
    os.close(parent)
    return painted, process.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_in_a_terminal_it_opens_the_film_and_quits(tmp_path):
    film = a_draft(tmp_path / "film")
    painted, code = opened(["-p", str(film)], tmp_path, b"q", b"planned")
    assert b"1-1" in painted
    assert code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_a_story_and_a_film_are_one_too_many(tmp_path):
    painted, code = opened(["story.md", "-p", str(tmp_path)], tmp_path, b"", b"never")
    assert b"Give a story or --project, not both." in painted
    assert code == 3
