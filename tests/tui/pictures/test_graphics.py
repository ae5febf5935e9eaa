"""What the terminal is asked, on a pseudo-terminal whose other end the test plays."""

import os
import re
import select
import subprocess
import sys
import termios
import time

import pytest

from rushes.errors import UserMustFix
from rushes.tui.pictures.graphics import graphics_in, graphics_of_terminal

ASKS = """
import sys
from rushes.tui.pictures.graphics import graphics_of_terminal
found = graphics_of_terminal()
import os, select, termios, tty
tty.setcbreak(0, termios.TCSANOW)  # as the application does
late = os.read(0, 99) if select.select([0], [], [], float(sys.argv[1]))[0] else b""
print("FOUND", found, "textual_image.widget" in sys.modules, "late", late, flush=True)
"""

KITTY = (
    re.compile(rb"\x1b_G[^\x1b]*a=q[^\x1b]*\x1b\\"),
    lambda ask: b"\x1b_Gi=" + re.search(rb"i=(\d+)", ask)[1] + b";OK\x1b\\",
)
PLAIN = (re.compile(rb"\x1b\[c"), lambda _ask: b"\x1b[?62;22c")
SIXEL = (re.compile(rb"\x1b\[c"), lambda _ask: b"\x1b[?62;4;22c")
WELL = (re.compile(rb"\x1b\[5n"), lambda _ask: b"\x1b[0n")
CELLS = (re.compile(rb"\x1b\[16t"), lambda _ask: b"\x1b[6;20;10t")


def asked_on(*answers, delay=0.0, size=(24, 80), **environment):
    """What a child says that asks a terminal which answers so, after so long; how long it took; what was not answered."""
    ours, theirs = os.openpty()
    termios.tcsetwinsize(ours, size)
    clean = {
        name: value for name, value in os.environ.items() if name not in {"TMUX", "TERM_PROGRAM", "RUSHES_GRAPHICS"}
    }
    child = subprocess.Popen(
        [sys.executable, "-c", ASKS, str(4 * delay)],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=clean | {"TERM": "xterm-256color"} | environment,
    )
    os.close(theirs)
    heard = said = b""
    until = time.monotonic() + 60
    while b"FOUND" not in heard or not heard.endswith(b"\n"):
        assert time.monotonic() < until
        if select.select([ours], [], [], 0.1)[0]:
            try:
                more = os.read(ours, 4096)
            except OSError:
                break
            heard += more
            said += more
            found = sorted((match.start(), match, answer) for ask, answer in answers for match in ask.finditer(said))
            if found:
                time.sleep(delay)
                os.write(ours, b"".join(answer(match[0]) for _, match, answer in found))
                said = b""
    child.wait(20)
    os.close(ours)
    return re.search(rb"FOUND (\w+) (\w+) late b['\"](.*)['\"]", heard).groups(), heard


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((PLAIN, WELL), "halfblocks"),
        ((SIXEL, WELL, CELLS), "sixel"),
        ((KITTY, PLAIN, WELL, CELLS), "kitty"),
        ((KITTY, SIXEL, WELL, CELLS), "sixel"),
        ((), "halfblocks"),
    ],
)
def test_the_terminal_is_believed_and_no_answer_is_left_over(answers, found):
    said, _ = asked_on(*answers)
    assert said == (found.encode(), str(found != "halfblocks").encode(), b"")


def test_a_terminal_far_away_leaves_no_answer_either():
    """The library waits 0.1 s for each answer; those that come later would be taken for keys."""
    said, _ = asked_on(KITTY, PLAIN, WELL, CELLS, delay=0.25)
    assert said == (b"kitty", b"True", b"")


@pytest.mark.parametrize(
    "environment", [{"TMUX": "/tmp/tmux-0/default,1,0"}, {"TERM_PROGRAM": "tmux"}, {"TERM": "linux"}, {"TERM": "dumb"}]
)
def test_where_it_would_be_swallowed_or_printed_nothing_is_asked(environment):
    said, heard = asked_on(KITTY, SIXEL, WELL, **environment)
    assert said == (b"halfblocks", b"False", b"")
    assert b"\x1b" not in heard


def test_a_word_from_outside_counts_in_tmux_too():
    said, heard = asked_on(SIXEL, WELL, CELLS, TMUX="x", RUSHES_GRAPHICS="sixel")
    assert said[0] == b"sixel"
    assert b"FOUND" in heard
    said, heard = asked_on(SIXEL, WELL, RUSHES_GRAPHICS="halfblocks")
    assert said == (b"halfblocks", b"False", b"")
    assert b"\x1b" not in heard


def test_a_terminal_without_a_size_is_too_much_for_the_library():
    said, _ = asked_on(SIXEL, WELL, CELLS, size=(0, 0))
    assert said[0] == b"halfblocks"


def test_a_word_that_means_nothing(monkeypatch):
    monkeypatch.setenv("RUSHES_GRAPHICS", "crayons")
    with pytest.raises(UserMustFix, match="crayons"):
        graphics_of_terminal()


def test_in_a_pipe_nothing_is_asked(monkeypatch):
    for name in ("TMUX", "TERM_PROGRAM", "RUSHES_GRAPHICS"):
        monkeypatch.delenv(name, raising=False)
    assert graphics_of_terminal() == "halfblocks"


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (b"", "halfblocks"),
        (b"\x1b[?4c", "halfblocks"),  # a VT132: the first number is the terminal's kind
        (b"\x1b[?64;4c", "sixel"),
        (b"\x1b[?64;14;44c", "halfblocks"),
        (b"\x1b_Gi=1;ENOTSUPPORTED\x1b\\\x1b[?62c", "halfblocks"),
        (b"jj\x1b_Gi=1;OK\x1b\\\x1b[?62;52c", "kitty"),
    ],
)
def test_answers(answer, found):
    assert graphics_in(answer) == found
