import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.agents.house.coverage.running_time import running_seconds
from rushes.agents.house.plan import plan
from rushes.errors import BadSource
from rushes.film.grammar import violations
from rushes.film.manifest import SceneManifest, Span
from rushes.film.manifest_json import dump_manifest, load_manifest
from rushes.film.reading import Block, BlockKind, Reading

PARAGRAPHS = (
    "In the morning the rain stopped. Old Hannah Reed, a tall woman in a green coat, opened the door of the mill.",
    "“Who is there?” said Hannah.",
    "“Only me,” said Tom. He was a small boy with red hair and a lantern in his hand.",
    "The great wheel turned slowly in the river, and white water fell from it.",
    "That night they sat in the kitchen by the fire. Nobody spoke. The clock struck nine.",
    "“You must go back,” said Hannah quietly. “You know that.”",
    "Tom looked at the floor. Then he ran out into the dark.",
    "At dawn the snow lay deep on the hill. Hannah walked up alone, and found the lantern, still burning.",
)


def reading_of(paragraphs: tuple[str, ...], **changes: object) -> Reading:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        kind = BlockKind.BREAK if paragraph == "* * *" else BlockKind.PARAGRAPH
        blocks.append(Block(kind, paragraph, Span(start=at, end=at + len(paragraph))))
        at += len(paragraph) + 2
    fields: dict[str, object] = {"name": "mill.txt", "kind": "prose", "sha256": "0" * 64, "title": "The Mill"}
    return Reading(text=text, blocks=tuple(blocks), **(fields | changes))  # type: ignore[arg-type]


def rules(manifest: SceneManifest) -> set[str]:
    return {note.rule for note in manifest.notes}


def test_a_story_becomes_a_plan():
    manifest = plan(reading_of((*PARAGRAPHS[:7], "* * *", PARAGRAPHS[7])))
    assert manifest.title == "The Mill"
    assert {"Hannah", "Tom"} <= {word for one in manifest.characters for word in one.name.split()}
    assert len(manifest.scenes) >= 2
    assert violations(manifest) == ()
    assert 25 <= running_seconds(manifest) <= 60
    assert manifest.style.look
    for _, shot in manifest.shots():
        assert shot.keyframe_prompt.composition
        assert shot.motion_prompt.camera
    assert load_manifest(dump_manifest(manifest)) == manifest


def test_the_same_story_gives_the_same_plan():
    assert dump_manifest(plan(reading_of(PARAGRAPHS))) == dump_manifest(plan(reading_of(PARAGRAPHS)))


@pytest.mark.parametrize("minutes", [0.25, 0.5, 1])
def test_the_film_has_the_asked_length(minutes):
    manifest = plan(reading_of(PARAGRAPHS), minutes=minutes)
    assert running_seconds(manifest) == pytest.approx(minutes * 60, rel=0.05, abs=4)
    assert "running-time" not in rules(manifest)


def test_a_story_too_small_for_its_length_says_so():
    manifest = plan(reading_of(PARAGRAPHS[:1]), minutes=10)
    (note,) = [note for note in manifest.notes if note.rule == "running-time"]
    assert "600 s were aimed at" in note.text


def test_what_is_left_out_is_told_and_summed_up():
    manifest = plan(reading_of(PARAGRAPHS * 12), minutes=0.5)
    assert manifest.left_out
    (note,) = [note for note in manifest.notes if note.rule == "covers"]
    assert note.text.startswith("The film covers ")
    assert sum(part.words for part in manifest.left_out) > 800


def test_what_was_skipped_in_reading_is_listed_with_its_reason():
    reading = reading_of(("A licence.", *PARAGRAPHS))
    skipped = Reading(
        name=reading.name,
        kind="prose",
        sha256=reading.sha256,
        text=reading.text,
        blocks=reading.blocks[1:],
        skipped=((Span(start=0, end=10), "the licence"),),
    )
    first = plan(skipped).left_out[0]
    assert (first.span, first.words, first.reason) == (Span(start=0, end=10), 2, "the licence")


def test_a_story_of_nothing_is_refused_in_a_sentence():
    with pytest.raises(BadSource, match="no story to film"):
        plan(Reading(name="empty.txt", kind="prose", sha256="0" * 64, text="", blocks=()))


@pytest.mark.parametrize("minutes", [0, -1, float("nan"), float("inf")])
def test_a_film_has_some_length(minutes):
    with pytest.raises(ValueError, match="some minutes"):
        plan(reading_of(PARAGRAPHS), minutes=minutes)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=16), st.none() | st.floats(0.05, 1))
def test_the_referee_is_content_with_plans_of_any_stories(paragraphs, minutes):
    manifest = plan(reading_of(tuple(paragraphs)), minutes=minutes)
    assert {note.rule for note in violations(manifest)} <= {"mean-length"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), min_size=1, max_size=5))
def test_any_text_is_planned_or_refused(paragraphs):
    try:
        manifest = plan(reading_of(tuple(paragraphs)))
    except BadSource:
        return
    assert load_manifest(dump_manifest(manifest)) == manifest
