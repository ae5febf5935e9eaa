import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.agents.prompting import keyframe_prompt, motion_prompt, phrases, prompted
from rushes.agents.prompting.keyframe import thing
from rushes.agents.prompting.sentences import fitted, in_one_line, sentence
from rushes.film.manifest import Character, Figure, Line, Location, Scene, SceneManifest, Shot, SourceNote, Span, Style
from rushes.film.manifest_json import dump_manifest, load_manifest
from rushes.film.setup import Setup, setup_for
from rushes.film.vocabulary import (
    Angle,
    Facing,
    Feeling,
    Mood,
    Move,
    Place,
    Pose,
    Prop,
    SetKind,
    Setting,
    ShotSize,
    TimeOfDay,
    Weather,
)

ADA = Character(id="ada", name="Ada", description="Ada: a tall woman with red hair in a green coat.")
BO = Character(id="bo", name="Bo", description="A short old man with a white beard.")
SPAN = Span(start=0, end=1)


def setup_of(*figures: Figure, setting: Setting = Setting.INTERIOR, **shot: object) -> Setup:
    fields = {"number": "1-1", "size": ShotSize.MEDIUM, "subject": "Ada", "seconds": 3, "span": SPAN}
    made = Shot.model_validate(fields | {"figures": figures} | shot)
    return Setup(
        location=Location(
            id="mill", name="the mill", kind=SetKind.WORKSHOP, description="Flour dust hangs in the air."
        ),
        setting=setting,
        time_of_day=TimeOfDay.EVENING,
        weather=Weather.RAIN,
        mood=Mood.TENSE,
        style=Style(look="gaslight and brass", texture="35mm film, soft grain, umber palette."),
        cast=tuple({"ada": ADA, "bo": BO}[figure.character] for figure in figures),
        shot=made,
    )


def figure(name: str, **changes: object) -> Figure:
    return Figure.model_validate({"character": name} | changes)


def test_a_keyframe_is_told_by_framing_people_place_light_and_stock():
    ada = figure("ada", place=Place.LEFT, facing=Facing.RIGHT, pose=Pose.SIT, feeling=Feeling.SAD)
    prompt = keyframe_prompt(setup_of(ada, props=(Prop.BREAD,), action="Ada sat by the wheel."))
    assert prompt.composition == (
        "Medium shot, to the waist, eye-level camera, 50mm lens. "
        "Ada: a tall woman with red hair in a green coat. "
        "Sitting left of centre, looking right, with a sad face. "
        "Ada sat by the wheel. A loaf of bread in the picture. "
        "Interior: the mill. Flour dust hangs in the air. "
        "Warm evening lamplight, soft shadows, falling rain, wet surfaces outside the window. "
        "Tense mood, hard contrast. Gaslight and brass."
    )
    assert prompt.texture == "35mm film, soft grain, umber palette."


def test_every_shot_has_the_cast_word_for_word():
    for size in ShotSize:
        composition = keyframe_prompt(setup_of(figure("ada"), figure("bo"), size=size)).composition
        assert ADA.description in composition
        assert BO.description in composition


def test_who_speaks_is_seen_speaking():
    talk = setup_of(figure("ada"), figure("bo"), dialogue=(Line(speaker="bo", text="Go."),), action="Bo speaks.")
    composition = keyframe_prompt(talk).composition
    assert composition.count("speaking") == 1
    assert "Bo, standing in the centre, facing the camera, speaking." in composition
    assert "Bo speaks, lips" in motion_prompt(talk).physics
    assert "Ada stands" in motion_prompt(talk).physics


def test_a_shoulder_is_a_back_in_the_foreground():
    over = setup_of(figure("ada", facing=Facing.RIGHT), figure("bo", facing=Facing.AWAY), angle=Angle.OVER_SHOULDER)
    assert "Bo, standing in the near foreground, seen from behind." in keyframe_prompt(over).composition


def test_an_insert_is_the_thing_alone():
    prompt = keyframe_prompt(setup_of(size=ShotSize.INSERT, props=(Prop.KEY,), subject="key", action="The key, close."))
    assert "A key in sharp detail" in prompt.composition
    assert "The key, close." not in prompt.composition


def test_motion_is_the_camera_and_everything_that_moves():
    walk = setup_of(
        figure("ada", facing=Facing.LEFT, pose=Pose.WALK),
        setting=Setting.EXTERIOR,
        move=Move.TRACK_LEFT,
        props=(Prop.LANTERN,),
        action="Ada went home.",
    )
    prompt = motion_prompt(walk)
    assert prompt.camera == "The camera tracks left alongside the subject."
    assert prompt.physics == (
        "Ada walks to the left with an even step. Ada went home. "
        "The lantern sways and its light swings across the walls. Rain falls steadily and ripples in the puddles."
    )


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        (phrases.SIZES, ShotSize),
        (phrases.LENSES, ShotSize),
        (phrases.ANGLES, Angle),
        (phrases.LIGHTS, TimeOfDay),
        (phrases.INDOOR_LIGHTS, TimeOfDay),
        (phrases.WEATHERS, Weather),
        (phrases.MOODS, Mood),
        (phrases.PLACES, Place),
        (phrases.FACINGS, Facing),
        (phrases.POSES, Pose),
        (phrases.FEELINGS, Feeling),
        (phrases.MOVES, Move),
    ],
)
def test_there_is_a_phrase_for_every_word(words, vocabulary):
    assert set(words) == set(vocabulary)


def test_every_prop_reads_as_a_noun_with_its_article():
    assert {thing(prop) for prop in Prop} >= {"a lamp", "an umbrella", "a musical instrument", "tools", "the moon"}
    assert not [thing(prop) for prop in Prop if thing(prop).startswith(("a a", "a e", "a i", "a o", "a u"))]


@given(st.lists(st.text(max_size=400), max_size=6), st.integers(1, 900))
def test_prompts_stay_within_their_bounds(sentences, limit):
    assert len(fitted(sentences, limit)) <= limit


def test_sentences_are_cut_at_words():
    assert fitted(["The wheel turned slowly.", "", "Water fell."], 30) == "The wheel turned slowly."
    assert fitted(["The wheel turned slowly."], 14) == "The wheel"
    assert sentence("a key,") == "A key."
    assert sentence("") == ""
    assert in_one_line("a\n  b") == "a b"


def test_long_descriptions_do_not_break_the_bounds():
    long = Character(id="ada", name="Ada", description="tall " * 179)
    crowd = setup_of(figure("ada"), figure("bo"), action="Ada walked. " * 70, move=Move.HANDHELD)
    crowd = crowd.model_copy(update={"cast": (long, BO)})
    assert len(keyframe_prompt(crowd).composition) <= 900
    assert len(motion_prompt(crowd).physics) <= 900


def test_a_whole_plan_is_prompted_and_still_loads():
    shot = setup_of(figure("ada"), dialogue=(Line(speaker="ada", text="Go."),)).shot
    scene = Scene(number="1", heading="INT.", location="mill", setting=Setting.INTERIOR, span=SPAN, shots=(shot,))
    plan = SceneManifest(
        title="A film",
        source=SourceNote(name="a.txt", sha256="0" * 64, kind="prose", length=1),
        characters=(ADA,),
        locations=(Location(id="mill", name="the mill"),),
        scenes=(scene,),
    )
    done = prompted(plan)
    (filmed,) = done.scenes[0].shots
    assert "speaking" in filmed.keyframe_prompt.composition
    assert filmed.motion_prompt.camera
    assert load_manifest(dump_manifest(done)) == done
    assert prompted(done) == done
    assert setup_for(done, done.scenes[0], filmed).shot.keyframe_prompt == filmed.keyframe_prompt
