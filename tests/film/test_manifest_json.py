import json
import math

import pytest

from rushes.errors import BadPlan
from rushes.film.manifest import Character, Location, Scene, SceneManifest, Shot, SourceNote, Span
from rushes.film.manifest_json import MOST_FAULTS, dump_manifest, load_manifest
from rushes.film.vocabulary import Setting, ShotSize


def plan(shots: int = 2) -> SceneManifest:
    span = Span(start=0, end=10)
    return SceneManifest(
        title="The mill",
        source=SourceNote(name="mill.txt", sha256="a" * 64, kind="prose", length=10),
        characters=(Character(id="ada", name="Ada"),),
        locations=(Location(id="mill", name="the mill"),),
        scenes=(
            Scene(
                number="1",
                heading="INT. MILL",
                location="mill",
                setting=Setting.INTERIOR,
                span=span,
                shots=tuple(
                    Shot(number=f"1-{n + 1}", size=ShotSize.LONG, subject="the mill", seconds=3.5, span=span)
                    for n in range(shots)
                ),
            ),
        ),
    )


def faults_of(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(BadPlan) as caught:
        load_manifest(text)
    return caught.value.faults


def edited(**changes: object) -> str:
    """The plan with its second shot's fields changed."""
    document = json.loads(dump_manifest(plan()))
    document["scenes"][0]["shots"][1].update(changes)
    return json.dumps(document)


def test_what_is_dumped_is_loaded_and_dumps_the_same():
    text = dump_manifest(plan())
    assert load_manifest(text) == plan()
    assert load_manifest(text.encode()) == plan()
    assert load_manifest("\ufeff" + text) == plan()
    assert dump_manifest(load_manifest(text)) == text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"seconds": 900}, "scenes[0].shots[1].seconds: must be at most 20, not 900"),
        ({"seconds": 0.1}, "scenes[0].shots[1].seconds: must be at least 0.5, not 0.1"),
        ({"mood": "sad"}, "scenes[0].shots[1].mood: is not a field of the plan"),
        ({"number": "one"}, "scenes[0].shots[1].number: must look like"),
        ({"action": "a" * 901}, "scenes[0].shots[1].action: must have at most 900 characters"),
        ({"span": {"start": 4, "end": 2}}, "scenes[0].shots[1].span: a span ends before it starts: 4..2"),
        ({"figures": [{"character": "nobody"}]}, "plan: shot 1-2: unknown character 'nobody'"),
        ({"number": "2-2"}, "plan: shot 2-2 stands in scene 1"),
    ],
)
def test_a_fault_is_named_with_its_place(changes, fault):
    found = faults_of(edited(**changes))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_wrong_word_is_answered_with_the_words_there_are():
    (fault,) = faults_of(edited(move="dolly"))
    assert fault.startswith("scenes[0].shots[1].move: must be 'static', 'pan-left'")
    assert fault.endswith("""or 'handheld', not "dolly\"""")


def test_a_missing_field_is_named():
    document = json.loads(dump_manifest(plan()))
    del document["scenes"][0]["shots"][0]["size"]
    assert faults_of(json.dumps(document)) == ("scenes[0].shots[0].size: is missing",)


def test_numbers_are_finite():
    (fault,) = faults_of(dump_manifest(plan()).replace("3.5", "NaN", 1))
    assert "NaN" in fault
    (fault,) = faults_of(dump_manifest(plan()).replace("3.5", "1e999", 1))
    assert fault.startswith("scenes[0].shots[0].seconds: ")
    assert not math.isnan(load_manifest(dump_manifest(plan())).seconds)


def test_a_truncated_document_says_where_it_ends():
    text = dump_manifest(plan())
    (fault,) = faults_of(text[: len(text) // 2])
    assert fault.startswith("line ")
    assert "column" in fault


def test_faults_and_values_stay_bounded():
    document = json.loads(dump_manifest(plan(60)))
    for shot in document["scenes"][0]["shots"]:
        shot["size"] = "x" * 5_000
    found = faults_of(json.dumps(document))
    assert len(found) == MOST_FAULTS
    assert found[-1] == "and 41 more"
    assert max(map(len, found)) < 400


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "ends too early"),
        ("[]", "plan: "),
        ("{}", "title: is missing"),
        ('{"title": "a", "title": "b"}', "stands twice"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        ("[" * 200_000, "nested too deeply"),
        ('{"title": "\\ud83d"}', "title: "),
        ('{"schema_version": 7}', "schema_version: must be 1, not 7"),
        ('{"title": ' + "9" * 10_000 + "}", "plan: "),
    ],
)
def test_what_is_no_plan_is_refused_in_words(text, words):
    assert any(words in fault for fault in faults_of(text))


def test_the_error_lists_its_faults_for_a_person():
    with pytest.raises(BadPlan) as caught:
        load_manifest(edited(seconds=900))
    assert "\n  - scenes[0].shots[1].seconds: must be at most 20, not 900\n" in str(caught.value)
