"""A take held beside the pictures it should be like: a still beside the bible's, a clip beside its keyframe.

Needs no model: people and places are told by their palettes (`palette`), pictures by their structure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from rushes.film.frames import Size
from rushes.film.take import TakeKind
from rushes.tools.protocols import Reference, Sight
from rushes.tools.scoring.embeddings import Embedding, EmbeddingCache, Uncached, likeness, margins, sha256_of, to_bytes
from rushes.tools.scoring.palette import NAME, palette
from rushes.tools.scoring.pictures import Picture, pictures
from rushes.tools.scoring.regions import Region, people_in
from rushes.tools.scoring.structure import Map, agreement, apart, small, small_still, structure

_MIDDLE = 0.2
"""Of a region's width, left off at each side: there the place shows."""

_PARTS = (1.0, 0.4, 0.22)
"""Of a sheet's figure from the top: head to toe, to the waist, the head. A shot shows one of these."""


class LikenessScorer:
    """A `TakeScorer` for all kinds of takes.

    Of a still, where the bible has pictures:
    - `identity`: how like their sheets its people are, the least of them, 0 to 1;
    - `identity-margin`: by how much each is more like their own sheet than like anybody else's, the least, -1 to 1;
    - `place-likeness`: how like the place's plate it is beside its people, 0 to 1;
    - `copied`: agreement with the sheet it agrees with most, -1 to 1: a shot that repeats a sheet is no shot.
    Of a clip, by its first frame: `opening`, agreement with its keyframe, -1 to 1, `opening-people`, the least of that
    where its people are, and `opening-colour`, how far colours are off, in Delta E (CIE 1976).
    """

    def __init__(self, cache: EmbeddingCache | None = None) -> None:
        self._cache = cache or Uncached()
        self._known: dict[Path, _Still] = {}

    def measure(self, sight: Sight) -> Mapping[str, float]:
        """What applies. Raises BadMedia."""
        if sight.bare:
            return {}
        if sight.kind is TakeKind.CLIP:
            return _opening(sight)
        _, picture = small_still(sight.media)
        people = people_in(sight.setup, Size(picture.shape[1], picture.shape[0]))
        return (
            self._identity(picture, people, sight) | self._place(picture, people, sight) | self._copied(picture, sight)
        )

    def close(self) -> None:
        """Nothing is loaded."""

    def _identity(self, picture: Picture, people: Sequence[Region], sight: Sight) -> dict[str, float]:
        looks = {one.character: palette(picture[one.rows, _middle(one)]) for one in people}
        self._keep(sight.media, looks)
        return margins(looks, self._sheets(sight))

    def _keep(self, media: Path, looks: Mapping[str, Embedding]) -> None:
        """So that a report can say how alike somebody stays over the film."""
        content = sha256_of(media) if looks else ""
        for character, look in looks.items():
            if self._cache.get(content, f"{NAME}#{character}", 0) is None:
                self._cache.add(content, f"{NAME}#{character}", 0, to_bytes(look))

    def _sheets(self, sight: Sight) -> dict[str, tuple[Embedding, ...]]:
        """The palettes of each character's stills."""
        found: dict[str, tuple[Embedding, ...]] = {}
        for one in sight.bible:
            if not one.place:
                found[one.subject] = (*found.get(one.subject, ()), *self._palettes(one))
        return found

    def _place(self, picture: Picture, people: Sequence[Region], sight: Sight) -> dict[str, float]:
        plates = [one for one in sight.bible if one.place]
        beside = np.ones(picture.shape[:2], dtype=np.bool_)
        for one in people:
            beside[one.rows, one.columns] = False
        if not plates or not beside.any():
            return {}
        seen = palette(picture[beside][None])
        return {"place-likeness": max(likeness(seen, self._palettes(plate)[0]) for plate in plates)}

    def _copied(self, picture: Picture, sight: Sight) -> dict[str, float]:
        sheets = [self._looked_at(one).structure for one in sight.bible if not one.place]
        own = structure(picture)
        alike = [agreement(own, sheet) for sheet in sheets if sheet.shape == own.shape]
        return {"copied": max(alike)} if alike else {}

    def _palettes(self, still: Reference) -> tuple[Embedding, ...]:
        """Of the figure on a sheet, in parts; of all of a plate and of what a person gave."""
        return self._looked_at(still).palettes

    def _looked_at(self, still: Reference) -> "_Still":
        if still.file not in self._known:
            picture = small(pictures(still.file, (0,))[0])
            self._known[still.file] = _Still(_read(picture, still), structure(picture))
        return self._known[still.file]


@dataclass(frozen=True, slots=True)
class _Still:
    """What is compared of a reference."""

    palettes: tuple[Embedding, ...]
    structure: Map


def _read(picture: Picture, still: Reference) -> tuple[Embedding, ...]:
    people = people_in(still.sheet, Size(picture.shape[1], picture.shape[0])) if still.sheet else ()
    if not people:
        return (palette(picture),)
    one = people[0]
    height = one.bottom - one.top
    return tuple(palette(picture[one.top : one.top + max(3, int(part * height)), _middle(one)]) for part in _PARTS)


def _middle(one: Region) -> slice:
    aside = int(_MIDDLE * (one.right - one.left))
    return slice(one.left + aside, one.right - aside)


def _opening(sight: Sight) -> dict[str, float]:
    if not sight.stills:
        return {}
    first = pictures(sight.media, (0,))[0]
    still = pictures(sight.stills[0], (0,))[0]
    if first.shape != still.shape:  # painted larger than it is moved
        still = np.asarray(cv2.resize(still, first.shape[1::-1], interpolation=cv2.INTER_AREA), dtype=np.uint8)
    first, still = small(first), small(still)
    one, other = structure(first), structure(still)
    people = people_in(sight.setup, Size(first.shape[1], first.shape[0]))
    alike = [agreement(one[who.rows, who.columns], other[who.rows, who.columns]) for who in people]
    found = {"opening": agreement(one, other), "opening-colour": float(apart(first, still).mean())}
    return found | ({"opening-people": min(alike)} if alike else {})
