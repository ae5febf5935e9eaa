"""What the terminal can show pictures with. It is asked once, before the application has the keyboard.

The library that draws pixels (textual_image) asks as well, while it is imported: it waits 0.1 s for each answer, and an
answer that comes later, as over a slow line, is taken for keys. So it is imported here, only where the terminal
has said that it draws pixels, and every answer is read before the application begins.
"""

import importlib
import os
import re
import select
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal, cast, get_args

from rushes.errors import UserMustFix

Graphics = Literal["kitty", "sixel", "halfblocks"]

_NAMED = "RUSHES_GRAPHICS"
_PATIENCE = 1.0
"""Seconds for an answer: twice around the world."""

_NO_ANSWER = {"", "dumb", "linux"}
"""Terminals, as TERM has them, that would print the question."""

_QUESTION = b"\x1b_Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\r\x1b[2K\x1b[c"
"""Kitty's question, which others ignore or show (hence the wiped line), and one that every terminal answers."""

_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]*)c")
_ANSWERED = re.compile(rb"\x1b\[\?[\d;]*c$")
_SIXEL = b"4"
_KITTY = b"\x1b_Gi=1;OK"

_ARE_YOU_WELL = b"\x1b[5n"
_WELL = re.compile(rb"\x1b\[\d+n$")


def graphics_of_terminal() -> Graphics:
    """How pictures are drawn here: as RUSHES_GRAPHICS says, else as the terminal answers. To be called before the app.

    In tmux always half-blocks: it swallows kitty's pictures, and only new ones know sixels. Raises UserMustFix where
    the variable names no such way.
    """
    found = _named() or _asked()
    if found != "halfblocks":
        try:
            importlib.import_module("textual_image.widget")
        except Exception:  # noqa: BLE001 - a library of pixels that can't cope is no reason to show nothing
            found = "halfblocks"
        _ask(_ARE_YOU_WELL, _WELL)
    return found


def graphics_in(answer: bytes) -> Graphics:
    """What the answer to the question says. Some that draw sixels say yes to kitty too, and draw its pictures wrong."""
    attributes = _ATTRIBUTES.search(answer)
    if attributes and _SIXEL in attributes[1].split(b";")[1:]:
        return "sixel"
    return "kitty" if _KITTY in answer else "halfblocks"


def _named() -> Graphics | None:
    word = os.environ.get(_NAMED, "")
    if word and word not in get_args(Graphics):
        raise UserMustFix(f"{_NAMED} is {word!r}.", f"Set it to {', '.join(get_args(Graphics))}, or not at all.")
    return cast("Graphics", word) if word else None


def _asked() -> Graphics:
    if os.environ.get("TMUX") or os.environ.get("TERM_PROGRAM") == "tmux":
        return "halfblocks"
    return graphics_in(_ask(_QUESTION, _ANSWERED))


def _ask(question: bytes, answered: re.Pattern[bytes]) -> bytes:
    """What the terminal says until it has answered, or lost our patience; nothing where there is no terminal."""
    if sys.platform == "win32" or os.environ.get("TERM", "") in _NO_ANSWER:
        return b""
    keyboard, screen = sys.__stdin__, sys.__stdout__
    if not (keyboard and screen and keyboard.isatty() and screen.isatty()):
        return b""
    said = b""
    until = time.monotonic() + _PATIENCE
    with _unechoed(keyboard.fileno()) as fd:
        screen.flush()
        os.write(screen.fileno(), question)
        while not answered.search(said) and select.select([fd], [], [], max(0.0, until - time.monotonic()))[0]:
            said += os.read(fd, 1024)
    return said


@contextmanager
def _unechoed(fd: int) -> Generator[int]:
    """The keyboard, letter by letter and unseen."""
    import termios  # noqa: PLC0415 - not everywhere
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(fd)
    tty.setcbreak(fd, termios.TCSANOW)
    try:
        yield fd
    finally:
        termios.tcsetattr(fd, termios.TCSANOW, before)
