import time
from itertools import chain

from coverage_stories import SENTENCES, act, in_order, say, scene, stories, told
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.agents.house.coverage.moments import LINE_LIMIT, beats_of, words_of
from rushes.agents.house.coverage.selection import WORDS_IN_A_SHOT, kept_scenes, selected
from rushes.film.breakdown import BeatKind


@settings(max_examples=40, deadline=None)
@given(stories(), st.integers(1, 80))
def test_every_scene_keeps_something_and_no_more_is_told_than_there_is_room(story, count):
    beats = [beats_of(one, story.text) for one in story.breakdown.scenes]
    chosen = selected(beats, count)
    peopled = sum(1 for row in beats if row)
    assert sum(map(len, chosen)) == max(peopled, min(count, sum(map(len, beats))))
    for row, moments in zip(beats, chosen, strict=True):
        assert bool(row) == bool(moments)
        assert in_order([moment.span.start for moment in moments])
        for moment in moments:
            first = row.index(moment.beats[0])
            assert moment.beats == tuple(row[first : first + len(moment.beats)])
            spoken = sum(len(beat.text) for beat in moment.speeches)
            assert spoken <= LINE_LIMIT
            assert len(moment.beats) == 1 or sum(map(words_of, moment.beats)) <= WORDS_IN_A_SHOT


def test_with_room_for_all_nothing_is_left_out():
    beats = [act(text, "ada") for text in SENTENCES]
    (row,) = selected([beats], 99)
    assert list(chain.from_iterable(moment.beats for moment in row)) == beats


def test_the_heavy_beats_survive():
    story = told([(scene(), [act(f"{text} {text} {text}", weight=n in {2, 5}) for n, text in enumerate(SENTENCES)])])
    beats = beats_of(story.breakdown.scenes[0], story.text)
    kept = set(chain.from_iterable(moment.beats for moment in selected([beats], 2)[0]))
    assert {beats[2], beats[5]} <= kept


def test_a_film_with_room_keeps_every_scene():
    scenes = [scene(number=str(n)) for n in range(1, 11)]
    assert kept_scenes(scenes, 15) == list(range(10))


def test_a_short_film_keeps_the_weightiest_scenes_over_the_whole_story():
    scenes = [scene(beats=(act("x", weight=0.9 if n in {3, 8} else 0.1),)) for n in range(12)]
    assert kept_scenes(scenes, 10) == [0, 3, 8, 11]
    assert kept_scenes(scenes, 5) == [0, 11]
    assert kept_scenes(scenes, 1) == [0]
    assert len(kept_scenes(scenes, 17)) == 6


@given(st.integers(1, 60), st.integers(1, 90))
def test_first_and_last_scene_are_always_kept_when_there_is_room_for_two(scenes, shots):
    kept = kept_scenes([scene()] * scenes, shots)
    assert kept == sorted(set(kept))
    assert kept[0] == 0
    assert len(kept) < 2 or kept[-1] == scenes - 1


def test_long_speeches_are_parted_where_they_stand():
    speech = "One two three four five, six seven eight nine ten. " * 6
    story = told([(scene(), [say(speech.strip(), "ada")])])
    text = story.text.replace(" six ", "\nsix ")
    parts = beats_of(story.breakdown.scenes[0], text)
    assert len(parts) > 2
    for part in parts:
        assert " ".join(text[part.span.start : part.span.end].split()).rstrip(",") == part.text.rstrip("…")
    assert [part.weight for part in parts] == sorted((part.weight for part in parts), reverse=True)


def test_a_novel_of_eight_thousand_beats_is_chosen_from_quickly():
    beats = [act(text, weight=(n * 37 % 100) / 100, kind=BeatKind.ACTION) for n, text in enumerate(SENTENCES * 1000)]
    rows = [beats[start : start + 100] for start in range(0, 8000, 100)]
    started = time.process_time()
    chosen = selected(rows, 170)
    assert sum(map(len, chosen)) == 170
    assert time.process_time() - started < 2
