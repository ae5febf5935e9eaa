"""What is true of every breakdown, whatever the text."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.agents.house.breakdown import break_down
from rushes.agents.house.breakdown.sentences import LIMIT
from rushes.errors import BadSource
from rushes.film.manifest import Character, Location
from rushes.film.numbers import sort_key
from rushes.tools.reading import read_bytes

VOCABULARY = """
Mara Tobias the old keeper said asked “ ” ‘ ’ " ' . , ! ? — … she he they I went to into harbour kitchen laboratory
outside The next morning At night rain storm lamp red coat white beard Mrs. Dr. Hale Captain a boy dog laughed ran
suddenly INT. EXT. ROOM - DAY MARA (V.O.) CUT TO: *** # CHAPTER I II _very_ It was
"""
WORDS = st.sampled_from(sorted(set(VOCABULARY.split())))
GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "\r\n", "  ", "\t"])
PROSE = st.lists(st.tuples(WORDS, GAPS), max_size=160).map(lambda rows: "".join(word + gap for word, gap in rows))
NAMES = st.sampled_from(["a.txt", "a.md", "a.fountain"])


@settings(max_examples=80, deadline=None)
@given(PROSE | st.text(max_size=300), NAMES)
def test_a_breakdown_holds_together(text, name):
    try:
        reading = read_bytes(text.encode("utf-8", "replace"), name)
    except BadSource:
        return
    told = break_down(reading)
    people = {one.id for one in told.characters}
    places = {one.id for one in told.locations}
    assert len(people) == len(told.characters) <= 25
    assert all(isinstance(one, Character) for one in told.characters)
    assert all(isinstance(one, Location) for one in told.locations)
    _scenes_hold(told, places, reading)
    for scene in told.scenes:
        assert set(scene.cast) <= people
        _beats_hold(scene, people, reading)
    assert break_down(reading) == told


def _scenes_hold(told, places, reading):
    assert told.scenes
    keys = [sort_key(scene.number) for scene in told.scenes]
    assert keys == sorted(set(keys))
    at = reading.blocks[0].span.start
    for scene in told.scenes:
        assert scene.location in places
        assert scene.span.start == at
        assert scene.heading
        at = scene.span.end
    assert at == reading.blocks[-1].span.end


def _beats_hold(scene, people, reading):
    at = scene.span.start
    for beat in scene.beats:
        assert at <= beat.span.start < beat.span.end <= scene.span.end
        at = beat.span.end
        assert 0 < len(beat.text) <= LIMIT
        assert 0 <= beat.weight <= 1
        assert {*beat.present, beat.speaker, beat.addressee} - {None} <= people
        stood = iter(reading.text[beat.span.start : beat.span.end])
        assert all(any(sign == other for other in stood) for sign in beat.text if sign.isalnum())


def test_a_long_story_is_broken_down_in_seconds():
    chapter = (
        "Anna came into the kitchen at dawn and put the letter on the table. “Read it,” she said. Otto looked at the "
        "fire and did not answer, and the rain ran down the window like a thing that had somewhere to go. {}\n\n"
        "“You never ask,” said Anna. “You never did.”\n\n"
    )
    pages = [f"CHAPTER {number}\n\n" + "".join(chapter.format(number) for _ in range(38)) for number in range(1, 21)]
    text = "\n\n".join(pages)
    assert len(text) > 180_000
    reading = read_bytes(text.encode(), "novel.txt")
    start = time.process_time()
    told = break_down(reading)
    assert time.process_time() - start < 6  # about 1 s on a free core; a novel is three times as long
    assert len(told.scenes) >= 20
    assert {one.id for one in told.characters} == {"anna", "otto"}


def test_a_megabyte_of_one_letter_takes_no_time():
    for sign in ("a", "A", "“", ".", " x"):
        reading = read_bytes((sign * (200_000 // len(sign))).encode(), "one.txt")
        start = time.process_time()
        assert break_down(reading).scenes
        assert time.process_time() - start < 4
