"""What a prompt says more clearly after a measure failed."""

import pytest
from doubles.plans import a_manifest, a_scene, a_shot
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.prompting.remedies import remedies
from rushes.film.manifest import Character, Figure, Location
from rushes.film.measures import MEASURES
from rushes.film.setup import setup_for

ADA = Character(id="ada", name="Ada", description="A miller with flour on her sleeves.")
BEN = Character(id="ben", name="Ben")
MILL = Location(id="mill", name="The mill", description="A mill by a brook.")


def a_setup(*people, place=MILL):
    shot = a_shot("1-1", figures=tuple(Figure(character=one.id) for one in people), dialogue=())
    scene = a_scene("1", 1).model_copy(update={"shots": (shot,)})
    changes = {"characters": (ADA, BEN), "locations": (place,), "scenes": (scene,)}
    return setup_for(a_manifest().model_copy(update=changes), scene, shot)


SHOWN = a_setup(ADA, BEN)


@pytest.mark.parametrize("measure", ["identity", "identity-margin", "clip-identity", "board-people"])
def test_who_was_not_recognised_is_described_again(measure):
    assert remedies([measure], SHOWN) == "Ada: A miller with flour on her sleeves."


@pytest.mark.parametrize("measure", ["place-likeness", "board-place"])
def test_a_place_that_was_not_recognised_is_described_again(measure):
    assert remedies([measure], SHOWN) == "The mill: A mill by a brook."


def test_what_has_no_description_is_not_described():
    assert remedies(["identity"], a_setup(BEN)) == ""
    assert remedies(["board-place"], a_setup(place=Location(id="mill", name="The mill"))) == ""


def test_light_focus_and_bars_have_words_of_their_own():
    assert remedies(["sharpness"], SHOWN) == "In sharp focus."
    assert remedies(["letterbox"], SHOWN) == "The picture fills the whole frame, without bars."
    assert remedies(["copied"], SHOWN) == "A scene of its own, not a character sheet."
    assert "exposed" in remedies(["dark"], SHOWN)


def test_words_for_several_faults_stand_once_each_and_in_their_order():
    assert remedies(["luma", "sharpness", "dark", "bright"], SHOWN) == (
        "Well exposed, detail in light and shadow. In sharp focus."
    )
    told = remedies(["identity", "board-people", "place-likeness"], SHOWN)
    assert told == "Ada: A miller with flour on her sleeves. The mill: A mill by a brook."


def test_for_what_words_cannot_mend_there_are_none():
    assert remedies([], SHOWN) == ""
    assert remedies(["width", "frozen", "unheard-of"], SHOWN) == ""


@given(st.lists(st.sampled_from(list(MEASURES))))
def test_more_faults_never_say_less_and_a_fault_twice_says_no_more(failed):
    told = remedies(failed, SHOWN)
    assert remedies([*failed, *failed], SHOWN) == told
    assert all(remedies([one], SHOWN) in told for one in failed)
