"""A round on the board: what a person might press, and by what is seen that it was heard."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.floor.terminal import Screen

_ABOUT = 26
"""The line that says what the cursor stands on, at the terminal's 40 lines."""

Shown = Callable[[str, Screen], bool]
"""Whether it is seen, by what the line was before."""


@dataclass(frozen=True, slots=True)
class Key:
    sent: bytes
    shown: Shown

    def done(self, screen: Screen) -> Callable[[], bool]:
        """Whether it is seen on the screen, to be asked as long as it is not."""
        before = _stands_on(screen)
        return lambda: self.shown(before, screen)


def _stands_on(screen: Screen) -> str:
    """Without what follows the dash, which a crew may change."""
    return screen.line(_ABOUT).split(" — ")[0]


def _moves(key: bytes) -> Key:
    return Key(key, lambda before, screen: _stands_on(screen) != before)


def _shows(key: bytes, words: str) -> Key:
    return Key(key, lambda _before, screen: words in screen)


def _hides(key: bytes, words: str) -> Key:
    return Key(key, lambda _before, screen: words not in screen)


_DOWN, _UP, _PAGE_DOWN, _PAGE_UP = (_moves(key) for key in (b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[5~"))
_HOME, _END = _moves(b"\x1b[H"), _moves(b"\x1b[F")
_NEXT_SCENE, _SCENE_BEFORE, _MARK, _MARK_ALL = (_moves(key) for key in (b"J", b"K", b" ", b"*"))
_TAB, _BACK_TAB, _ESCAPE = b"\t", b"\x1b[Z", b"\x1b[27u"
"""Escape as new terminals send it: after the old one a program has to wait whether more comes."""

_MOVES = (*[_DOWN] * 6, _PAGE_DOWN, _NEXT_SCENE, _PAGE_DOWN, _PAGE_UP, _UP, _END, _UP, _SCENE_BEFORE, _PAGE_UP)
_FILTERS = (_shows(_TAB, "[waiting"), _shows(_TAB, "[weak"), _shows(_BACK_TAB, "[waiting"), _shows(_BACK_TAB, "[all"))
_SEARCH = (_shows(b"/", "words of a number"), _hides(b"7", " 1-6 "), _shows(_ESCAPE, " 1-6 "))
_DIALOG = (_shows(b"g", "Which shot?"), _hides(_ESCAPE, "Which shot?"))

KEYS = (*_MOVES, _MARK, _HOME, *_FILTERS, _DOWN, _HOME, *_SEARCH, *_DIALOG, _MARK_ALL, _moves(_ESCAPE))
