"""Plans timed to a narration: cuts on words, exact running time, nothing said twice or lost."""

from fractions import Fraction
from itertools import accumulate

import pytest
from doubles.plans import a_manifest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.film.frames import frames_for
from rushes.film.manifest import SceneManifest, Span
from rushes.film.spoken import cues_shown, narration_cues, shot_frames, sound_spans
from rushes.film.timing import RULE, timed
from rushes.film.vocabulary import TransitionIn
from rushes.film.words import Narration, Word, laid_out, orderly

RATES = (Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60), Fraction(12))


def narration_of(gaps: list[tuple[float, float]], tail: float = 0.5) -> Narration:
    """Words of (pause before, length) seconds."""
    at, words = 0.0, []
    for index, (pause, length) in enumerate(gaps):
        mark = "." if index % 7 == 6 else "," if index % 3 == 2 else ""
        words.append(Word(f"word{index}{mark}", at + pause, at + pause + length))
        at += pause + length
    _, placed = laid_out(words)
    return Narration("0" * 64, round((at + tail) * 44100), 44100, placed, "test")


def plan_of(narration: Narration, starts: list[int], seconds: list[float], dissolve: bool = False) -> SceneManifest:
    """A plan with shots that begin with the given words, in the given order."""
    length = narration.words[-1].at + len(narration.words[-1].text)
    base = a_manifest()
    scene, shot = next(base.shots())
    shots = []
    for index, (first, wish) in enumerate(zip(starts, seconds, strict=False)):
        begin = narration.words[first % len(narration.words)].at
        joint = TransitionIn.DISSOLVE if dissolve and index else TransitionIn.FADE_IN
        fields = {"number": f"{scene.number}-{index + 1}", "seconds": wish, "transition_in": joint}
        shots.append(shot.model_copy(update={**fields, "span": Span(start=begin, end=length)}))
    scene = scene.model_copy(update={"shots": tuple(shots), "span": Span(start=0, end=length)})
    source = base.source.model_copy(update={"length": length, "kind": "narration"})
    return base.model_copy(update={"scenes": (scene,), "source": source})


def cuts_of(manifest: SceneManifest, fps: Fraction) -> list[int]:
    return list(accumulate(frames_for(shot.seconds, fps) for _, shot in manifest.shots()))


GAPS = st.lists(st.tuples(st.floats(0, 2.5), st.floats(0.05, 1.2)), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(GAPS, st.lists(st.integers(0, 200), min_size=1, max_size=25), st.data(), st.sampled_from(RATES))
def test_every_cut_falls_on_a_word_and_nothing_drifts(gaps, starts, data, fps):
    narration = narration_of(gaps)
    seconds = data.draw(st.lists(st.floats(0.5, 20), min_size=len(starts), max_size=len(starts)))
    made = timed(plan_of(narration, starts, seconds, dissolve=True), narration, fps)
    cuts = cuts_of(made, fps)
    assert cuts[-1] == narration.frames(fps)
    exact = [Fraction(word.start) * fps for word in narration.words]
    for cut in cuts[:-1]:
        assert min(abs(cut - word) for word in exact) <= Fraction(1, 2)
    said = " ".join(shot.narration for _, shot in made.shots() if shot.narration)
    assert said == " ".join(word.text for word in narration.words)
    assert all(shot.transition_in is not TransitionIn.DISSOLVE for _, shot in made.shots())
    assert all(shot.seconds >= 0.99 for _, shot in made.shots()) or len(cuts) == 1
    SceneManifest.model_validate_json(made.model_dump_json())


@settings(max_examples=20, deadline=None)
@given(GAPS, st.lists(st.integers(0, 200), min_size=1, max_size=25), st.sampled_from(RATES))
def test_a_timed_plan_stays_as_it_is(gaps, starts, fps):
    narration = narration_of(gaps)
    once = timed(plan_of(narration, sorted(starts), [3.0] * len(starts)), narration, fps)
    again = timed(once, narration, fps)
    assert cuts_of(again, fps) == cuts_of(once, fps)
    assert [shot.number for _, shot in again.shots()] == [shot.number for _, shot in once.shots()]


def test_a_shot_begins_with_the_first_word_of_its_span():
    narration = narration_of([(0.3, 0.5)] * 20)
    made = timed(plan_of(narration, [0, 5, 12], [2, 2, 2]), narration, Fraction(24))
    assert cuts_of(made, Fraction(24)) == [
        round((5 * 0.8 + 0.3) * 24),
        round((12 * 0.8 + 0.3) * 24),
        narration.frames(Fraction(24)),
    ]
    assert [shot.narration.split()[0].rstrip(",.") for _, shot in made.shots()] == ["word0", "word5", "word12"]


def test_shots_of_one_word_share_what_is_said_by_their_seconds():
    narration = narration_of([(0.02, 0.38)] * 30)  # 12 s and a tail
    made = timed(plan_of(narration, [0, 0], [2, 6]), narration, Fraction(24))
    first = cuts_of(made, Fraction(24))[0] / 24
    assert first == pytest.approx(12.5 / 4, abs=1.5)


def test_a_shot_out_of_the_storys_order_does_not_move_the_others():
    narration = narration_of([(0.1, 0.7)] * 30)
    made = timed(plan_of(narration, [0, 29, 10, 20], [3, 3, 3, 3]), narration, Fraction(24))
    cuts = cuts_of(made, Fraction(24))
    assert {round((10 * 0.8 + 0.1) * 24), round((20 * 0.8 + 0.1) * 24)} <= set(cuts)
    assert len(cuts) == 4


def test_what_finds_no_second_is_left_out_and_said():
    narration = narration_of([(0.0, 0.5)] * 6, tail=0)
    made = timed(plan_of(narration, [0, 1, 2, 3, 4, 5], [3.0] * 6), narration, Fraction(24))
    assert len(list(made.shots())) == 3
    assert [note.text for note in made.notes if note.rule == RULE] == [
        "3 shots found no second of the narration and are left out."
    ]


def test_long_silences_are_divided_evenly_and_long_talk_on_words():
    narration = narration_of([(0.2, 0.3), (50.0, 0.3), *[(0.1, 0.3)] * 120], tail=45)
    fps = Fraction(25)
    plan = plan_of(narration, [0, 1], [3, 3])
    made = timed(plan, narration, fps)
    lengths = [shot.seconds for _, shot in made.shots()]
    assert max(lengths) <= 20.0
    assert cuts_of(made, fps)[-1] == narration.frames(fps)
    assert [shot.number for _, shot in made.shots()][:4] == ["1-1", "1-1A", "1-1B", "1-2"]


def test_a_divided_shots_numbers_stay_in_order():
    narration = narration_of([(0.1, 0.3)] * 120)
    plan = plan_of(narration, [0, 100], [3, 3])
    scene = plan.scenes[0]
    second = scene.shots[1].model_copy(update={"number": f"{scene.number}-1A"})
    plan = plan.model_copy(update={"scenes": (scene.model_copy(update={"shots": (scene.shots[0], second)}),)})
    made = timed(plan, narration, Fraction(24))
    SceneManifest.model_validate_json(made.model_dump_json())
    assert len(list(made.shots())) >= 3


@settings(max_examples=20, deadline=None)
@given(GAPS, st.sampled_from(RATES))
def test_subtitles_stand_while_their_words_are_said(gaps, fps):
    narration = narration_of(gaps)
    made = timed(plan_of(narration, [0, 3, 9], [3.0] * 3), narration, fps)
    cues = narration_cues(made, narration, fps)
    assert all(one.end <= two.start for one, two in zip(cues, cues[1:], strict=False))
    assert all(0 <= cue.start < cue.end <= narration.frames(fps) and len(cue.text) <= 84 for cue in cues)
    texts = " ".join(word.text for word in narration.words)
    assert all(cue.text in texts for cue in cues)


def test_a_cut_with_every_shot_hears_all_and_with_a_shot_missing_skips_its_words():
    fps = Fraction(24)
    narration = narration_of([(0.3, 0.5)] * 20)
    made = timed(plan_of(narration, [0, 5, 12], [2, 2, 2]), narration, fps)
    planned = shot_frames(made, fps)
    whole = tuple((number, start, end - start) for number, (start, end) in planned.items())
    assert sound_spans(made, narration, whole, fps) == ()
    assert cues_shown(made, narration_cues(made, narration, fps), whole, fps) == narration_cues(made, narration, fps)
    (first, _, frames), _, (last, start, left) = whole
    holed = ((first, 0, frames), (last, frames, left))
    assert sound_spans(made, narration, holed, fps) == (
        (0, Fraction(frames, 24)),
        (Fraction(start, 24), narration.seconds),
    )
    shown = cues_shown(made, narration_cues(made, narration, fps), holed, fps)
    assert shown[-1].end <= frames + left
    later = [cue.text for cue in shown if cue.start >= frames]
    assert later
    assert all(any(f"word{index}" in text for index in range(12, 20)) for text in later)


def test_words_are_put_in_order_and_inside_the_recording():
    heard = [Word(" a ", -1, 0.2), Word("", 0.3, 0.4), Word("b", 0.1, 9.0), Word("c", 0.05, 0.01)]
    assert [(word.text, word.start, word.end) for word in orderly(heard, 2.0)] == [
        ("a", 0.0, 0.2),
        ("b", 0.1, 2.0),
        ("c", 0.1, 0.1),
    ]


def test_paragraphs_end_with_long_pauses_or_where_nothing_is_punctuated_with_breaths():
    stopped = [Word("One.", 0, 1), Word("Two", 3, 4), Word("three.", 6, 7)]
    assert laid_out(stopped)[0] == ["One.", "Two three."]
    bare = [Word("one", 0, 1), Word("two", 1.1, 2), Word("three", 2.5, 3)]
    paragraphs, placed = laid_out(bare)
    text = "\n\n".join(paragraphs)
    assert paragraphs == ["one two", "three"]
    assert [text[word.at : word.at + len(word.text)] for word in placed] == ["one", "two", "three"]
