from rushes.agents.house.breakdown import break_down
from rushes.film.breakdown import BeatKind
from rushes.film.vocabulary import Age, Form, Garment, Hair, Pose, SetKind, Setting, TimeOfDay, TransitionIn, Weather
from rushes.tools.reading import read_bytes

SCRIPT = """FADE IN:

INT. LIGHTHOUSE - LAMP ROOM - NIGHT #2#

Rain beats the glass. NELL ORTEGA (60s), grey hair in a bun, a yellow oilskin, kneels by the lamp. With her is BOLT, a
dented copper robot.

NELL
(whispering)
Hold the light.

BOLT (O.S.)
I am holding it.

NELL
Higher!

DISSOLVE TO:

EXT. BEACH - CONTINUOUS #5A#

They run along the sand. A ship lies on the rocks.

THE OLD MAN
Help us!

The old man falls.

FADE TO BLACK.
"""


def breakdown(text=SCRIPT):
    return break_down(read_bytes(text.encode(), "light.fountain"))


def test_headings_give_place_time_and_number():
    told = breakdown()
    first, second = told.scenes
    kinds = {place.id: (place.name, place.kind) for place in told.locations}
    assert [first.number, second.number] == ["2", "5A"]
    assert kinds[first.location] == ("Lighthouse, Lamp Room", SetKind.ROOM)
    assert (first.setting, first.time_of_day, first.weather) == (Setting.INTERIOR, TimeOfDay.NIGHT, Weather.RAIN)
    assert kinds[second.location] == ("Beach", SetKind.BEACH)
    assert (second.setting, second.time_of_day) == (Setting.EXTERIOR, TimeOfDay.NIGHT)


def test_transitions_are_kept():
    first, second = breakdown().scenes
    assert (first.transition_in, first.fade_out) == (TransitionIn.FADE_IN, False)
    assert (second.transition_in, second.fade_out) == (TransitionIn.DISSOLVE, True)


def test_scene_numbers_that_do_not_rise_are_given_anew():
    told = breakdown(SCRIPT.replace("#5A#", "#1#"))
    assert [scene.number for scene in told.scenes] == ["1", "2"]


def test_the_cast_comes_from_cues_and_introductions():
    people = {one.id: one for one in breakdown().characters}
    assert set(people) == {"nell-ortega", "bolt", "old-man"}
    nell = people["nell-ortega"].look
    assert (nell.age, nell.hair, nell.garment) == (Age.OLD, Hair.BUN, Garment.COAT)
    assert people["bolt"].look.form is Form.ROBOT
    assert people["old-man"].look.age is Age.OLD


def test_voices_off_are_heard_and_not_seen():
    lines = [beat for beat in breakdown().scenes[0].beats if beat.kind is BeatKind.SPEECH]
    assert [(line.speaker, line.delivery) for line in lines] == [
        ("nell-ortega", "whispering"),
        ("bolt", ""),
        ("nell-ortega", ""),
    ]
    assert "bolt" not in lines[1].present
    assert lines[2].addressee == "bolt"


def test_action_shows_who_does_it():
    fall = breakdown().scenes[1].beats[-1]
    assert (fall.present, fall.pose) == (("old-man",), Pose.FALL)
    running = breakdown().scenes[1].beats[0]
    assert running.pose is Pose.RUN
    assert set(running.present) == {"nell-ortega", "bolt"}
