"""A narration's beats run as long as shots should, and lose no word."""

from rushes.agents.house.narration import LONGEST, phrased
from rushes.agents.house.plan import plan
from rushes.film.breakdown import Beat, BeatKind, Breakdown, SceneBreakdown
from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.vocabulary import Mood, Setting, TimeOfDay, Weather
from rushes.film.words import Narration, Word, laid_out

TEXT = (
    "Old Bram stood on the quay in a yellow coat and held a lantern while the rain fell on the harbour, and nobody "
    "came, and the bells rang twice. He waited. Ines walked along the beach the next morning and found a brass key."
)


def narration_of(text: str, pause: float = 0.05) -> tuple[str, Narration]:
    at, words = 0.2, []
    for word in text.split():
        words.append(Word(word, at, at + 0.06 * len(word) + 0.05))
        at = words[-1].end + (0.5 if words[-1].ends_clause else pause)
    paragraphs, placed = laid_out(words)
    return "\n\n".join(paragraphs), Narration("0" * 64, round((at + 0.3) * 16000), 16000, placed, "test")


def breakdown_of(text: str, *edges: int) -> Breakdown:
    bounds = [0, *edges, len(text)]
    beats = tuple(
        Beat(BeatKind.ACTION, text[a:b].strip(), Span(start=a, end=b), 0.5)
        for a, b in zip(bounds, bounds[1:], strict=False)
    )
    span = Span(start=0, end=len(text))
    scene = SceneBreakdown("1", "QUAY", "quay", Setting.EXTERIOR, TimeOfDay.DAY, Weather.RAIN, Mood.CALM, span, beats)
    return Breakdown("Quay", "", (), (), (scene,))


def test_long_beats_are_parted_where_clauses_end_and_no_word_is_lost():
    text, narration = narration_of(TEXT)
    beats = phrased(breakdown_of(text, text.index("He waited"), text.index("Ines")), narration).scenes[0].beats
    assert len(beats) >= 4
    assert " ".join(beat.text for beat in beats) == TEXT
    assert any(beat.text.endswith("harbour,") for beat in beats)
    for beat in beats:
        said = [word for word in narration.words if beat.span.start <= word.at < beat.span.end]
        assert said[-1].end - said[0].start <= LONGEST + 1


def test_what_is_said_in_a_moment_joins_its_neighbour():
    text, narration = narration_of(TEXT)
    beats = phrased(breakdown_of(text, text.index("He waited"), text.index("Ines")), narration).scenes[0].beats
    assert not any(beat.text == "He waited." for beat in beats)


def test_a_plan_of_a_narration_leaves_nothing_out():
    text, narration = narration_of(TEXT * 3)
    block = Block(BlockKind.PARAGRAPH, text, Span(start=0, end=len(text)))
    reading = Reading("talk.flac", "narration", "0" * 64, text, (block,), title="Talk", narration=narration)
    manifest = plan(reading, minutes=float(narration.seconds / 60))
    assert manifest.source.kind == "narration"
    assert manifest.left_out == ()
    assert {note.rule for note in manifest.notes}.isdisjoint({"covers", "running-time"})
    mean = float(narration.seconds) / len(list(manifest.shots()))
    assert 2.0 <= mean <= 5.5


def test_a_speech_in_which_nobody_and_nothing_is_shown_shows_who_speaks():
    text, narration = narration_of(
        "And so, my fellow friends: ask not what it can do. Ask what you can do for all of us."
    )
    block = Block(BlockKind.PARAGRAPH, text, Span(start=0, end=len(text)))
    manifest = plan(Reading("talk.flac", "narration", "0" * 64, text, (block,), title="Talk", narration=narration))
    assert [one.name for one in manifest.characters] == ["The speaker"]
    assert all(shot.figures for _, shot in manifest.shots())
    assert text not in manifest.locations[0].description
    with_people, narration = narration_of(TEXT)
    block = Block(BlockKind.PARAGRAPH, with_people, Span(start=0, end=len(with_people)))
    reading = Reading("talk.flac", "narration", "0" * 64, with_people, (block,), title="Talk", narration=narration)
    assert "The speaker" not in {one.name for one in plan(reading).characters}
