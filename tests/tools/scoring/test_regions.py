"""Regions: where the draft renderer draws people is where they are looked for."""

import numpy as np
import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.frames import Size
from rushes.film.manifest import Character, Figure
from rushes.film.setup import setup_for
from rushes.film.vocabulary import Angle, Facing, Move, Place, Pose, ShotSize
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.stage import paint_stage
from rushes.tools.scoring.regions import people_in

FRAME = Size(320, 180)
ADA, BEN = Character(id="ada", name="Ada"), Character(id="ben", name="Ben")
STANDS = Figure(character="ada")


def a_setup(*figures, **changes):
    shot = a_shot("1-1", figures=figures, **changes)
    scene = a_scene("1", 1).model_copy(update={"shots": (shot,)})
    plan = a_manifest().model_copy(update={"characters": (ADA, BEN), "scenes": (scene,)})
    return setup_for(plan, scene, shot)


def painted(setup):
    return Shooting(paint_stage(setup, FRAME, 3), 1, 24.0, 3).frame(0).astype(int)


def recoloured(setup):
    """The same people in other clothes, skins and hair: what changes is theirs."""
    colours = {
        "skin": "#30a060",
        "hair_colour": "#a030c0",
        "main_colour": "#e02020",
        "second_colour": "#2020e0",
        "accent_colour": "#20e020",
    }
    cast = tuple(one.model_copy(update={"look": one.look.model_copy(update=colours)}) for one in setup.cast)
    return setup.model_copy(update={"cast": cast})


def inside(setup):
    inside = np.zeros((FRAME.height, FRAME.width), dtype=bool)
    for region in people_in(setup, FRAME):
        inside[region.rows, region.columns] = True
    return inside


VIEWS = [
    {"size": size, "angle": angle, "move": move}
    for size, angle, move in [
        (ShotSize.LONG, Angle.EYE, Move.STATIC),
        (ShotSize.LONG, Angle.EYE, Move.PAN_LEFT),
        (ShotSize.LONG, Angle.HIGH, Move.TRACK_RIGHT),
        (ShotSize.FULL, Angle.EYE, Move.PAN_RIGHT),
        (ShotSize.FULL, Angle.DUTCH, Move.STATIC),
        (ShotSize.MEDIUM, Angle.EYE, Move.PUSH_IN),
        (ShotSize.CLOSE, Angle.EYE, Move.STATIC),
        (ShotSize.CLOSE, Angle.EYE, Move.PAN_LEFT),
        (ShotSize.CLOSE, Angle.LOW, Move.TILT_UP),
    ]
]


def named(view):
    return "-".join(str(one) for one in view.values())


@pytest.mark.parametrize("view", VIEWS, ids=named)
def test_what_other_people_would_change_lies_where_they_are_looked_for(view):
    setup = a_setup(STANDS, **view)
    changed = np.abs(painted(setup) - painted(recoloured(setup))).max(axis=2) > 24
    assert changed.sum() > 40
    assert changed[inside(setup)].sum() / changed.sum() > 0.9


@pytest.mark.parametrize("view", VIEWS[:2] + VIEWS[6:8], ids=named)
def test_what_people_change_at_all_lies_mostly_where_they_are_looked_for(view):
    setup = a_setup(STANDS, **view)
    empty = setup.model_copy(update={"cast": (), "shot": setup.shot.model_copy(update={"figures": ()})})
    changed = np.abs(painted(setup) - painted(empty)).max(axis=2) > 24
    assert changed.sum() > 40
    assert changed[inside(setup)].sum() / changed.sum() > 0.8


def test_each_of_two_people_is_looked_for_on_their_side():
    setup = a_setup(Figure(character="ada", place=Place.LEFT), Figure(character="ben", place=Place.RIGHT))
    found = {one.character: one for one in people_in(setup, FRAME)}
    assert found.keys() == {"ada", "ben"}
    assert found["ada"].left < found["ben"].left
    assert found["ada"].right < found["ben"].right


def test_a_region_grows_with_the_frame():
    setup = a_setup(STANDS, size=ShotSize.FULL)
    (small,), (large,) = people_in(setup, FRAME), people_in(setup, Size(640, 360))
    assert large.bottom - large.top == pytest.approx(2 * (small.bottom - small.top), abs=4)
    assert large.left == pytest.approx(2 * small.left, abs=4)


def test_nobody_is_looked_for_where_nobody_stands():
    assert people_in(a_setup(), FRAME) == ()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(list(ShotSize)),
    st.sampled_from(list(Angle)),
    st.sampled_from(list(Move)),
    st.lists(
        st.tuples(st.sampled_from(list(Place)), st.sampled_from(list(Facing)), st.sampled_from(list(Pose))), max_size=2
    ),
    st.tuples(st.integers(32, 400), st.integers(24, 300)),
)
def test_every_region_lies_in_the_frame_and_is_not_empty(size, angle, move, stood, frame):
    people = [
        Figure(character=name, place=place, facing=facing, pose=pose)
        for name, (place, facing, pose) in zip(("ada", "ben"), stood, strict=False)
    ]
    setup, frame = a_setup(*people, size=size, angle=angle, move=move), Size(*frame)
    found = people_in(setup, frame)
    assert [one.character for one in found] == [
        one.character for one in found if one.character in {figure.character for figure in people}
    ]
    assert len(found) <= len(people)
    for one in found:
        assert 0 <= one.left < one.right <= frame.width
        assert 0 <= one.top < one.bottom <= frame.height
