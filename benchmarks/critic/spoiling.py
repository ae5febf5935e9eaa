"""Makers that fail now and then, and are told apart by their seeds: a known share of weak takes, of known kinds."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.critic import defects
from rushes.film.setup import Setup
from rushes.film.vocabulary import SetKind
from rushes.studio.kit.toolbox import Loadout, Toolbox
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, MotionRequest, Progress
from rushes.tools.scoring.pictures import count, pictures

STILLS = ("blurred", "colour shift", "mirrored", "wrong place", "wrong colours")
CLIPS = ("frozen", "flicker", "colour shift midway", "black frames")

_PLACES = (SetKind.BEACH, SetKind.KITCHEN, SetKind.STREET, SetKind.FOREST, SetKind.STUDY)
_COLOURS = ("#d94f2b", "#2bd9a8", "#d9d02b", "#8a2bd9")


def spoilt(seed: int, share: float, kinds: Sequence[str]) -> str:
    """The defect that a take of this seed gets; empty for a sound one."""
    rng = Random(f"spoilt {seed}")
    return rng.choice(kinds) if rng.random() < share else ""


class _Spoiling:
    """A maker that spoils a share of its takes; everything else is the inner one's."""

    def __init__(self, inner: Any, share: float) -> None:
        self._inner = inner
        self._share = share

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    @property
    def spec(self) -> BackendSpec:
        spec: BackendSpec = self._inner.spec
        return spec


class SpoilingPainter(_Spoiling):
    """A painter whose takes are spoilt by their seeds."""

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        defect = spoilt(request.seed, self._share, STILLS)
        setup = _otherwise(request.setup, defect, Random(request.seed))
        asked = KeyframeRequest(
            setup, request.size, request.seed, request.references, request.control, request.reference_weight
        )
        made: MadeFile = self._inner.paint(asked, scratch, progress)
        spoil = defects.STILLS.get(defect)
        if spoil:
            defects.written_still(spoil(pictures(made.file, (0,))[0], Random(request.seed)), made.file)
        return made


class SpoilingMover(_Spoiling):
    """A mover whose takes are spoilt by their seeds."""

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        made: MadeFile = self._inner.move(request, scratch, progress)
        spoil = defects.CLIPS.get(spoilt(request.seed, self._share, CLIPS))
        if spoil:
            shown = pictures(made.file, tuple(range(count(made.file))))
            frames = spoil([shown[number] for number in sorted(shown)], Random(request.seed))
            defects.written_clip(frames, made.file)
        return made


def _otherwise(setup: Setup, defect: str, rng: Random) -> Setup:
    """The set-up that a spoilt still really shows."""
    if defect == "wrong place":
        kind = rng.choice([one for one in _PLACES if one is not setup.location.kind])
        return setup.model_copy(update={"location": setup.location.model_copy(update={"kind": kind})})
    if defect == "wrong colours" and setup.cast:
        first = setup.cast[0]
        look = first.look.model_copy(update={"main_colour": rng.choice(_COLOURS), "hair_colour": rng.choice(_COLOURS)})
        return setup.model_copy(update={"cast": (first.model_copy(update={"look": look}), *setup.cast[1:])})
    return setup


class SpoilingTools:
    """A toolbox with such makers; everything else is its own."""

    def __init__(self, inner: Toolbox, share: float) -> None:
        self._inner = inner
        self.painter = SpoilingPainter(inner.painter, share)
        self.mover = SpoilingMover(inner.mover, share)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def spoiling_tools(given: Mapping[str, Any]) -> SpoilingTools:
    """A worker's tools: a loadout, and the share of takes that are spoilt."""
    return SpoilingTools(Toolbox(Loadout.model_validate(given["loadout"])), float(given["share"]))
