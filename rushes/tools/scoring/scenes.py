"""A scene as a whole: its shots on one sheet, and how they go together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.protocols import Shown
from rushes.tools.scoring.boards import storyboard
from rushes.tools.scoring.embeddings import Embedding, likeness
from rushes.tools.scoring.palette import palette
from rushes.tools.scoring.pictures import Picture
from rushes.tools.scoring.regions import people_in
from rushes.tools.scoring.structure import WIDTH, lab, small_still

_ACROSS = 4
_MARGIN, _LETTERS = 8, 22
"""Pixels of a contact sheet: between pictures, and under each for its number."""

_PAPER, _INK = 24, (216, 216, 216)

_HALF = 25.0
"""Delta E between two places' mean colours at which their tones count as alike by a half; ours, by eye."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is compared: the place's palette and mean colour (L*, a*, b*), and the people's palettes."""

    place: Embedding
    tone: NDArray[np.float32]
    people: Mapping[str, Embedding]


def consistency(shots: Sequence[Shown]) -> dict[str, float]:
    """How the shots of a scene go together.

    - `1-1|1-3`: two shots, 0 to 1: the mean of how alike their place's palettes are, its tone (1 for equal mean
      colours, a half for Delta E 25), and the palette of everybody whom both show.
    - `1-3`: a shot with all others, the mean; `scene`: the mean of all pairs.
    - `off/1-3`: by how much less alike it is to the others than their storyboards are to each other, the mean. A
      close-up is never like a wide shot: what the plan itself parts is not held against a take.
    - `light-step/1-1|1-2`: the difference of the place's mean lightness between two neighbours, in L* (0 to 100);
      `light-step`: the largest of them.
    A scene of one shot has none of these. Raises BadMedia.
    """
    if len(shots) < 2:
        return {}
    seen: dict[str, _Seen] = {}
    planned: dict[str, _Seen] = {}
    for one in shots:
        size, picture = small_still(one.keyframe)
        seen[one.shot] = _seen(picture, one.setup)
        planned[one.shot] = _seen(storyboard(one.setup, size), one.setup)
    pairs = {pair: _alike(seen[pair[0]], seen[pair[1]]) for pair in combinations(seen, 2)}
    off = {pair: _alike(planned[pair[0]], planned[pair[1]]) - value for pair, value in pairs.items()}
    found = {f"{a}|{b}": value for (a, b), value in pairs.items()}
    for shot in seen:
        found[shot] = _mean_with(shot, pairs)
        found[f"off/{shot}"] = _mean_with(shot, off)
    steps = {f"light-step/{a}|{b}": abs(float(seen[a].tone[0] - seen[b].tone[0])) for a, b in pairwise(seen)}
    return found | steps | {"scene": float(np.mean(list(pairs.values()))), "light-step": max(steps.values())}


def _mean_with(shot: str, pairs: Mapping[tuple[str, str], float]) -> float:
    return float(np.mean([value for pair, value in pairs.items() if shot in pair]))


def _seen(picture: Picture, setup: Setup) -> _Seen:
    people = people_in(setup, Size(picture.shape[1], picture.shape[0]))
    beside = np.ones(picture.shape[:2], dtype=np.bool_)
    for person in people:
        beside[person.rows, person.columns] = False
    place = picture[beside][None] if beside.any() else picture
    looks = {person.character: palette(picture[person.rows, person.columns]) for person in people}
    return _Seen(palette(place), lab(place).reshape(-1, 3).mean(axis=0), looks)


def _alike(one: _Seen, other: _Seen) -> float:
    tone = 2.0 ** (-float(np.linalg.norm(one.tone - other.tone)) / _HALF)
    both = sorted(one.people.keys() & other.people.keys())
    people = [likeness(one.people[name], other.people[name]) for name in both]
    return float(np.mean([likeness(one.place, other.place), tone, *people]))


def contact_sheet(shots: Sequence[Shown], scratch: Path) -> Path:
    """A PNG in `scratch`: the shots' keyframes in film order, their numbers under them. Raises BadMedia, ToolFailed."""
    cells = [_cell(one) for one in shots]
    rows = [cells[start : start + _ACROSS] for start in range(0, len(cells), _ACROSS)]
    sheet = np.vstack([_row(row, min(_ACROSS, len(cells))) for row in rows])
    file = scratch / "sheet.png"
    if not cv2.imwrite(str(file), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR)):
        raise ToolFailed("A scene's contact sheet could not be written.", "Is there room on the disk?")
    return file


def _cell(one: Shown) -> Picture:
    _, picture = small_still(one.keyframe)
    cell = np.full((picture.shape[0] + _LETTERS + _MARGIN, WIDTH + _MARGIN, 3), _PAPER, dtype=np.uint8)
    cell[_MARGIN : _MARGIN + picture.shape[0], _MARGIN:] = picture
    foot = (_MARGIN, cell.shape[0] - _MARGIN + 2)
    cv2.putText(cell, one.shot, foot, cv2.FONT_HERSHEY_SIMPLEX, 0.45, _INK, 1, cv2.LINE_AA)
    return cell


def _row(cells: Sequence[Picture], across: int) -> Picture:
    height = max(cell.shape[0] for cell in cells)
    row = np.full((height, across * (WIDTH + _MARGIN) + _MARGIN, 3), _PAPER, dtype=np.uint8)
    for place, cell in enumerate(cells):
        left = place * (WIDTH + _MARGIN)
        row[: cell.shape[0], left : left + cell.shape[1]] = cell
    return row
