import pytest

from rushes.film.manifest import Character, Figure, Location, Look, Shot, Span, Style
from rushes.film.setup import Setup
from rushes.film.vocabulary import (
    Angle,
    Facing,
    Garment,
    Headwear,
    Mood,
    Move,
    Place,
    SetKind,
    Setting,
    ShotSize,
    TimeOfDay,
    Weather,
)

_CAST = (
    Character(id="mara", name="Mara", look=Look(garment=Garment.COAT, main_colour="#8a3b2f")),
    Character(id="odo", name="Odo", look=Look(main_colour="#2f4f6b", headwear=Headwear.BRIMMED)),
)
_INDOORS = set(list(SetKind)[: list(SetKind).index(SetKind.SHIP_DECK)])


def make_setup(kind=SetKind.ROOM, *, figures=1, props=(), location="a-place", words="", seconds=3.0, pose=None, **shot):
    scene = {
        "setting": Setting.INTERIOR if kind in _INDOORS else Setting.EXTERIOR,
        "time_of_day": shot.pop("time_of_day", TimeOfDay.DAY),
        "weather": shot.pop("weather", Weather.CLEAR),
        "mood": shot.pop("mood", Mood.NEUTRAL),
    }
    blocking = (
        Figure(character="mara", place=Place.LEFT if figures > 1 else Place.CENTRE, facing=Facing.RIGHT),
        Figure(character="odo", place=Place.RIGHT, facing=Facing.LEFT),
    )[:figures]
    if pose is not None:
        blocking = tuple(figure.model_copy(update={"pose": pose}) for figure in blocking)
    taken = {"size": ShotSize.LONG, "angle": Angle.EYE, "move": Move.STATIC, **shot}
    return Setup(
        location=Location(id=location, name="The place", kind=kind, description=words),
        style=Style(),
        cast=_CAST[:figures],
        shot=Shot(
            number="1-1",
            subject="somebody",
            figures=blocking,
            props=tuple(props),
            seconds=seconds,
            span=Span(start=0, end=1),
            **taken,
        ),
        **scene,
    )


@pytest.fixture
def setup_of():
    """Builds a setup; see make_setup for what can be asked of it."""
    return make_setup
