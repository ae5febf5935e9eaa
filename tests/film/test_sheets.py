"""The bible's pictures as set-ups: who is shown and where is shot, once each."""

import pytest
from doubles.plans import a_manifest, a_scene, a_shot

from rushes.film.manifest import Character, Figure, Location, Style
from rushes.film.setup import Setup
from rushes.film.sheets import character_sheet, location_plate, subjects
from rushes.film.take import BIBLE, take_id
from rushes.film.vocabulary import SetKind, ShotSize, TimeOfDay, Weather

ADA = Character(id="ada", name="Ada", description="A miller of forty with flour on her sleeves.")
BEN = Character(id="ben", name="Ben")
MILL = Location(id="mill", name="The mill", kind=SetKind.FARM, description="A mill by a brook.")
STYLE = Style(look="grim", texture="35mm film.")


def test_a_sheet_shows_one_person_and_no_place():
    sheet = character_sheet(ADA, STYLE)
    assert [one.id for one in sheet.cast] == ["ada"]
    assert [one.character for one in sheet.shot.figures] == ["ada"]
    assert sheet.location.kind is SetKind.LIMBO
    assert sheet.shot.size is ShotSize.FULL
    assert "Ada" in sheet.shot.keyframe_prompt.composition
    assert ADA.description in sheet.shot.keyframe_prompt.composition
    assert sheet.shot.keyframe_prompt.texture == STYLE.texture


def test_sheets_differ_by_nothing_but_who_stands_there():
    one, other = character_sheet(ADA, STYLE), character_sheet(BEN, STYLE)
    same = {"cast": (), "shot": None}
    assert one.model_copy(update=same) == other.model_copy(update=same)
    assert one.shot != other.shot


def test_a_plate_is_the_place_without_people_in_its_scenes_light():
    scene = a_scene("1", 1, time_of_day=TimeOfDay.NIGHT, weather=Weather.RAIN)
    plate = location_plate(MILL, scene, STYLE)
    assert (plate.cast, plate.shot.figures, plate.location) == ((), (), MILL)
    assert (plate.time_of_day, plate.weather, plate.setting) == (TimeOfDay.NIGHT, Weather.RAIN, scene.setting)
    assert MILL.description in plate.shot.keyframe_prompt.composition


@pytest.mark.parametrize("length", [0, 700, 900])
def test_both_are_valid_set_ups_however_long_the_words_are(length):
    person = ADA.model_copy(update={"name": "N" * 80, "description": "d" * length})
    place = MILL.model_copy(update={"name": "M" * 80, "description": "d" * length})
    for setup in (character_sheet(person, STYLE), location_plate(place, a_scene("1", 1), STYLE)):
        assert Setup.model_validate_json(setup.model_dump_json()) == setup
        assert len(setup.shot.keyframe_prompt.composition) <= 900


def a_plan(*scenes):
    places = (MILL, Location(id="road", name="The road"), Location(id="moon", name="The moon"))
    people = (BEN, ADA, Character(id="cy", name="Cy"))
    return a_manifest().model_copy(update={"characters": people, "locations": places, "scenes": scenes})


def test_everybody_shown_and_every_place_shot_is_a_subject_once():
    both = a_shot("2-1", figures=(Figure(character="ada"), Figure(character="ben")))
    plan = a_plan(
        a_scene("1", 3),
        a_scene("2", 1, location="road").model_copy(update={"shots": (both,)}),
        a_scene("3", 2),
        a_scene("4", 1, location="moon", omitted=True),
    )
    found = subjects(plan)
    assert [(one.id, one.place) for one in found] == [
        ("ben", False),
        ("ada", False),
        ("mill", True),
        ("road", True),
    ]
    assert len({one.filed for one in found}) == len(found)


def test_a_plate_has_the_light_of_the_first_scene_that_is_shot_there():
    plan = a_plan(
        a_scene("1", 1, omitted=True, weather=Weather.SNOW),
        a_scene("2", 1, weather=Weather.RAIN),
        a_scene("3", 1, weather=Weather.FOG),
    )
    plate = next(one for one in subjects(plan) if one.id == "mill")
    assert plate.setup.weather is Weather.RAIN


def test_a_subjects_takes_are_filed_under_the_bible():
    found = subjects(a_manifest())
    assert [one.filed for one in found] == [f"{BIBLE}ada", f"{BIBLE}mill"]
    assert take_id(found[0].filed, "keyframe", 2) == "bible/ada/k2"
