"""What a director can count on in a draft frame: place, light, framing, sameness."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.frames import Size
from rushes.film.vocabulary import Angle, Facing, Mood, Move, Prop, SetKind, ShotSize, TimeOfDay, Weather
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.sets import LOTS
from rushes.tools.draft.stage import paint_stage
from tests.tools.draft.conftest import make_setup

SMALL = Size(160, 90)


def still(setup, seed=3, size=SMALL):
    return Shooting(paint_stage(setup, size, seed), 1, 24.0, seed).frame(0)


def luma(frame):
    return float((frame.astype(np.float64) @ (0.2126, 0.7152, 0.0722)).mean())


def difference(one, other):
    return float(np.abs(one.astype(np.float64) - other).mean())


def test_every_kind_of_place_is_built_and_none_looks_like_another(setup_of):
    assert set(LOTS) == set(SetKind)
    frames = {kind: still(setup_of(kind, figures=0)) for kind in SetKind}
    kinds = list(SetKind)
    for i, kind in enumerate(kinds):
        assert frames[kind].shape == (90, 160, 3)
        assert frames[kind].std() > 4, f"{kind} is an empty frame"
        for other in kinds[:i]:
            assert difference(frames[kind], frames[other]) > 2.5, f"{kind} looks like {other}"


@pytest.mark.parametrize("hour", list(TimeOfDay))
def test_no_light_leaves_the_readable_range(setup_of, hour):
    for weather in Weather:
        for kind, mood in (
            (SetKind.STUDY, Mood.FEARFUL),
            (SetKind.STREET, Mood.FEARFUL),
            (SetKind.SNOWFIELD, Mood.JOYFUL),
        ):
            frame = still(setup_of(kind, figures=0, time_of_day=hour, weather=weather, mood=mood), size=Size(64, 36))
            assert 18 < luma(frame) < 235


def test_night_is_darker_and_bluer_than_day(setup_of):
    day, night = (still(setup_of(SetKind.VILLAGE, time_of_day=hour)) for hour in (TimeOfDay.DAY, TimeOfDay.NIGHT))
    assert luma(night) < luma(day) * 0.6
    assert night[..., 2].mean() / night[..., 0].mean() > day[..., 2].mean() / day[..., 0].mean()


@pytest.mark.parametrize("choices", [TimeOfDay, Weather, Mood, ShotSize, Angle])
def test_every_choice_shows(setup_of, choices):
    name = {TimeOfDay: "time_of_day", Weather: "weather", Mood: "mood", ShotSize: "size", Angle: "angle"}[choices]
    frames = [still(setup_of(SetKind.STREET, figures=2, props=(Prop.LAMP,), **{name: choice})) for choice in choices]
    for i, frame in enumerate(frames):
        for other in frames[:i]:
            assert difference(frame, other) > 0.4


def test_the_same_request_gives_the_same_pixels_and_another_seed_nearly_the_same_set(setup_of):
    setup = setup_of(SetKind.HARBOUR, time_of_day=TimeOfDay.DUSK)
    first, again, reroll = still(setup, 5), still(setup, 5), still(setup, 6)
    assert np.array_equal(first, again)
    assert 0 < difference(first, reroll) < 12


def test_a_location_keeps_its_layout_from_shot_to_shot_and_another_differs(setup_of):
    one = still(setup_of(SetKind.GRAVEYARD, figures=0, location="st-agnes"), 1)
    same = still(setup_of(SetKind.GRAVEYARD, figures=0, location="st-agnes"), 2)
    other = still(setup_of(SetKind.GRAVEYARD, figures=0, location="old-yard"), 1)
    assert difference(one, other) > 2 * difference(one, same)


def test_the_locations_own_words_colour_it(setup_of):
    plain = still(setup_of(SetKind.FARM, figures=0))
    blue = still(setup_of(SetKind.FARM, figures=0, words="A blue barn by the road."))
    assert difference(plain, blue) > 0.5


def test_a_single_figure_looks_into_the_empty_side(setup_of):
    for facing, side in ((Facing.RIGHT, 0), (Facing.LEFT, 1)):
        empty = setup_of(SetKind.LIMBO, figures=0, size=ShotSize.MEDIUM)
        setup = setup_of(SetKind.LIMBO, size=ShotSize.MEDIUM)
        figure = setup.shot.figures[0].model_copy(update={"facing": facing})
        setup = setup.model_copy(update={"shot": setup.shot.model_copy(update={"figures": (figure,)})})
        drawn = np.abs(still(setup).astype(int) - still(empty)).sum(axis=(0, 2)).astype(float)
        middle = (drawn * np.arange(160)).sum() / drawn.sum()
        assert (middle > 80) == bool(side)


def test_over_a_shoulder_someone_dark_stands_before_the_lens(setup_of):
    plain = still(setup_of(SetKind.TAVERN, size=ShotSize.MEDIUM_CLOSE, figures=1))
    over = still(setup_of(SetKind.TAVERN, size=ShotSize.MEDIUM_CLOSE, figures=2, angle=Angle.OVER_SHOULDER))
    assert luma(over[45:, 110:]) < luma(plain[45:, 110:])


def test_an_insert_fills_the_frame_with_its_object(setup_of):
    frame = still(setup_of(SetKind.STUDY, figures=0, size=ShotSize.INSERT, props=(Prop.LETTER,)))
    assert luma(frame[25:70, 60:100]) > luma(frame[75:, :40]) + 20


@settings(max_examples=20, deadline=None)
@given(
    kind=st.sampled_from(SetKind),
    size=st.sampled_from(ShotSize),
    angle=st.sampled_from(Angle),
    move=st.sampled_from(Move),
    weather=st.sampled_from(Weather),
    prop=st.sampled_from(Prop),
    figures=st.integers(0, 2),
    width=st.integers(32, 80),
    height=st.integers(18, 60),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_setup_at_any_even_size_makes_a_frame(kind, size, angle, move, weather, prop, figures, width, height, seed):
    setup = make_setup(kind, figures=figures, props=(prop,), size=size, angle=angle, move=move, weather=weather)
    shooting = Shooting(paint_stage(setup, Size(2 * width, 2 * height), seed), 12, 24.0, seed)
    for index in (0, 6, 11):
        frame = shooting.frame(index)
        assert frame.shape == (2 * height, 2 * width, 3)
        assert frame.min(axis=2).std() > 0.5
