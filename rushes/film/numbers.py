"""Scene and shot numbers. Once given they never move.

A scene number is digits and letters: `10`, and after it `10A`, `10B`. A shot is its
scene's number and its own: `10A-3`, and after it `10A-3A`. A take is its shot's number,
a letter for its kind and a count: `10A-3/k2` (keyframe), `10A-3/c1` (clip), `10A-3/p1` (print).
"""

import re
from collections.abc import Iterable, Sequence

from rushes.errors import NoSuchShot

NUMBER = r"[1-9][0-9]{0,4}[A-Z]{0,3}"
SCENE_PATTERN = rf"^{NUMBER}$"
SHOT_PATTERN = rf"^{NUMBER}-{NUMBER}$"

_PART = re.compile(r"([1-9][0-9]{0,4})([A-Z]{0,3})")


def sort_key(number: str) -> tuple[tuple[int, int, str], ...]:
    """Film order: 9 < 10 < 10A < 10B < 10AA < 11, part by part.

    Raises ValueError for what is not a scene or shot number.
    """
    keys: list[tuple[int, int, str]] = []
    for part in number.split("-"):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"not a scene or shot number: {number!r}")
        keys.append((int(match[1]), len(match[2]), match[2]))
    return tuple(keys)


def scene_of(shot: str) -> str:
    """The scene's number of a shot: `10A-3` → `10A`."""
    return shot.split("-", 1)[0]


def inserted_after(number: str, taken: Iterable[str]) -> str:
    """A free number that sorts after `number` and before its next whole one: 10 → 10A, 10A → 10B.

    `taken` are all numbers in use, omitted ones too.
    """
    head, _, last = number.rpartition("-")
    match = _PART.fullmatch(last)
    if match is None:
        raise ValueError(f"not a scene or shot number: {number!r}")
    prefix = f"{head}-" if head else ""
    used = set(taken)
    letters = match[2]
    while True:
        letters = _next_letters(letters)
        if len(letters) > 3:
            raise ValueError(f"no free number left after {number!r}")
        candidate = f"{prefix}{match[1]}{letters}"
        if candidate not in used:
            return candidate


def _next_letters(letters: str) -> str:
    """'' → A, A → B, Z → AA."""
    if not letters:
        return "A"
    if letters[-1] != "Z":
        return letters[:-1] + chr(ord(letters[-1]) + 1)
    return _next_letters(letters[:-1]) + "A"


def select(words: Sequence[str], shots: Sequence[str]) -> list[str]:
    """The shots that a person's words name, in film order and without repeats.

    A word is a shot (`3-2`), a scene (`3`), a range of either (`3-2..3-5`, `2..4`) or `all`;
    commas separate words too. `shots` are the project's shot numbers in film order.

    Raises NoSuchShot for a word that names nothing.
    """
    chosen: set[str] = set()
    for word in (part for raw in words for part in raw.upper().split(",") if part):
        found = [shot for shot in shots if _named(word, shot)]
        if not found:
            raise NoSuchShot(
                f"There is no shot or scene called {word!r} in this project.",
                "`rushes status` lists what there is; a shot reads like 3-2, a scene like 3, a range like 3-1..3-4.",
            )
        chosen.update(found)
    return [shot for shot in shots if shot in chosen]


def _named(word: str, shot: str) -> bool:
    if word == "ALL":
        return True
    first, dots, last = word.partition("..")
    try:
        low, high = sort_key(first), sort_key(last if dots else first)
    except ValueError:
        return False
    key = sort_key(shot)
    return low <= key[: len(low)] and key[: len(high)] <= high
