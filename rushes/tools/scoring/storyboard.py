"""A still held beside its storyboard: the draft renderer's own picture of the same set-up, drawn small.

The board is drawn with another seed than the take's, and in foul weather, where the first does not settle it, twice:
then the nearer one counts at each point. A take of the draft renderer agrees with it closely. One of a model is
another picture of the same shot: what its numbers mean is for its own history to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.film.take import TakeKind
from rushes.tools.protocols import Sight
from rushes.tools.scoring.boards import is_airy, storyboard
from rushes.tools.scoring.pictures import Picture
from rushes.tools.scoring.regions import Region, people_in
from rushes.tools.scoring.structure import Map, agreement, apart, small_size, small_still, structure

_BESIDE = 8
"""Pixels around people that belong neither to them nor to the place."""

_ENOUGH = 0.1
"""Of the frame: where less is left beside people, nothing is said of the place."""

_TOO_SMALL = 480
"""Pixels a frame is wide: in smaller ones people are a few dots, and snowflakes and rain fill the frame."""

_LOPSIDED = 0.05
"""Agreement that a board loses when it is turned about: of one that is alike both ways nothing can be said."""

_SETTLED = 0.9
"""Agreement from which another board is not worth its drawing."""

_MOST_OF_THEM = 75
"""Percentile of somebody's region: a swapped coat counts, a lifted hand does not."""


@dataclass(frozen=True, slots=True)
class _Board:
    """The drawings of a set-up, their maps, and who is where."""

    drawings: tuple[Picture, ...]
    maps: tuple[Map, ...]
    people: tuple[Region, ...]
    place: NDArray[np.bool_]


class StoryboardScorer:
    """A `TakeScorer` of stills. Nothing is measured of a clip (its keyframe was), nor of a frame under 480 pixels wide.

    - `board`: agreement of the whole picture with the board, -1 to 1 (see `structure`).
    - `board-mirrored`: by how much the picture turned about agrees better than as it is, in parts of what the board
      itself loses by that, -2 to 2: about -1 as it should be, 1 for a mirrored one. Only where the board loses enough.
    - `board-people`, `board-place`: agreement where people are, the least of them, and where they are not; only where
      there is enough of either.
    - `board-colour`, `board-people-colour`, `board-place-colour`: how far colours are off, in Delta E (CIE 1976): the
      mean of all, the third quartile within the worst person's region, the median of the place.
    """

    def measure(self, sight: Sight) -> Mapping[str, float]:
        """The measures of a still; none of a clip. Raises BadMedia."""
        if sight.kind is not TakeKind.KEYFRAME:
            return {}
        size, picture = small_still(sight.media)
        if size.width < _TOO_SMALL:
            return {}
        own, turned = structure(picture), structure(np.ascontiguousarray(picture[:, ::-1]))
        drawn = _board(sight.setup, size, 1)
        found = _agreements(own, turned, drawn)
        if is_airy(sight.setup) and found["board"] < _SETTLED:
            drawn = _board(sight.setup, size, 2)
            found = _agreements(own, turned, drawn)
        return found | _colours(picture, drawn)

    def close(self) -> None:
        """Nothing is loaded."""


def _board(setup: Setup, take: Size, count: int) -> _Board:
    drawings, size = tuple(storyboard(setup, take, number) for number in range(count)), small_size(take)
    people = people_in(setup, size)
    place = np.ones((size.height, size.width), dtype=np.bool_)
    for one in people:
        place[max(0, one.top - _BESIDE) : one.bottom + _BESIDE, max(0, one.left - _BESIDE) : one.right + _BESIDE] = (
            False
        )
    return _Board(drawings, tuple(structure(drawing) for drawing in drawings), people, place)


def _agreements(own: Map, turned: Map, board: _Board) -> dict[str, float]:
    """How a picture's map, as it is and turned about, agrees with the board's."""
    whole = max(agreement(own, drawn) for drawn in board.maps)
    found = {"board": whole}
    lopsided = 1 - agreement(structure(np.ascontiguousarray(board.drawings[0][:, ::-1])), board.maps[0])
    if lopsided > _LOPSIDED:
        better = (max(agreement(turned, drawn) for drawn in board.maps) - whole) / lopsided
        found["board-mirrored"] = float(np.clip(better, -2, 2))
    if board.people:
        each = ((one.rows, one.columns) for one in board.people)
        found["board-people"] = min(max(agreement(own[box], drawn[box]) for drawn in board.maps) for box in each)
    if board.place.mean() > _ENOUGH:
        place = board.place
        found["board-place"] = max(agreement(own[place], drawn[place]) for drawn in board.maps)
    return found


def _colours(picture: Picture, board: _Board) -> dict[str, float]:
    off = np.min([apart(picture, drawing) for drawing in board.drawings], axis=0)
    found = {"board-colour": float(off.mean())}
    if board.people:
        each = (np.percentile(off[one.rows, one.columns], _MOST_OF_THEM) for one in board.people)
        found["board-people-colour"] = float(max(each))
    if board.place.mean() > _ENOUGH:
        found["board-place-colour"] = float(np.median(off[board.place]))
    return found
