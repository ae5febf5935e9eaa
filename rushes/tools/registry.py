"""Which backends there are, by name. Listing them imports nothing heavy; taking one does."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from rushes.errors import UserMustFix
from rushes.tools.protocols import KeyframePainter, MotionMaker, TakeScorer

_PAINTERS = {"draft": "rushes.tools.draft.painter:DraftPainter"}
_MOVERS = {"draft": "rushes.tools.draft.mover:DraftMover"}
_SCORERS = {
    "technical": "rushes.tools.footage:TechnicalScorer",
    "storyboard": "rushes.tools.scoring.storyboard:StoryboardScorer",
}


def painter(name: str) -> KeyframePainter:
    """The keyframe painter of that name. Raises UserMustFix for an unknown one."""
    return cast("KeyframePainter", _make(_PAINTERS, "keyframe painter", name))


def motion_maker(name: str) -> MotionMaker:
    """The motion maker of that name. Raises UserMustFix for an unknown one."""
    return cast("MotionMaker", _make(_MOVERS, "motion maker", name))


def scorer(name: str) -> TakeScorer:
    """The scorer of that name. Raises UserMustFix for an unknown one."""
    return cast("TakeScorer", _make(_SCORERS, "scorer", name))


def _make(known: dict[str, str], noun: str, name: str) -> object:
    if name not in known:
        raise UserMustFix(f"There is no {noun} called {name!r}.", f"Known are: {', '.join(sorted(known))}.")
    module, _, factory = known[name].partition(":")
    make: Callable[[], object] = getattr(import_module(module), factory)
    return make()
