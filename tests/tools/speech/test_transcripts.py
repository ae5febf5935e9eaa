"""Transcripts beside a recording: cues, and words on the sound."""

import random
import time
from pathlib import Path

import numpy as np
import pytest
from doubles.talk import SENTENCES, srt_of, write_talk
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.errors import BadSource
from rushes.film.words import Exactness
from rushes.tools.speech.alignment import laid_over
from rushes.tools.speech.audio import Recording, listen
from rushes.tools.speech.pauses import Voiced, voiced
from rushes.tools.speech.transcripts import spoken_cues, transcript_beside, words_of

SRT = """\
1
00:00:01,000 --> 00:00:02,500
<i>Good evening,</i>
said the host.

2
00:00:03,000 --> 00:00:04,000
{\\an8}- It is late.

- So it is.
3
00:00:05,000 --> 00:00:06,000
[thunder]

4
01:00:00,250 --> 01:00:01,000
Fish &amp; chips
"""

VTT = """\
WEBVTT - a talk

NOTE nobody reads this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:02.000 align:start position:0%
<v Ada>Good <c.loud>evening</c>.

00:02.500 --> 00:02.400
backwards

00:03.000 --> 00:04.000
(applause)
"""


def test_subrip_is_read_with_its_marks_and_noises_taken_out():
    assert [(cue.start, cue.end, cue.text) for cue in spoken_cues(SRT)] == [
        (1.0, 2.5, "Good evening, said the host."),
        (3.0, 4.0, "It is late. So it is."),
        (3600.25, 3601.0, "Fish & chips"),
    ]


def test_webvtt_is_read_without_notes_styles_and_identifiers():
    assert [(cue.start, cue.end, cue.text) for cue in spoken_cues(VTT, webvtt=True)] == [(1.0, 2.0, "Good evening.")]


ROLLING = """\
WEBVTT

00:00:00.000 --> 00:00:02.000
the<00:00:00.400><c> old</c><00:00:00.900><c> mill</c>

00:00:02.000 --> 00:00:02.010
the old mill

00:00:02.010 --> 00:00:04.000
the old mill
stands<00:00:02.500><c> still</c>

00:00:04.000 --> 00:00:05.000
stands still
today
"""


def test_captions_that_roll_say_every_word_once_at_its_own_time():
    assert [(cue.start, cue.text) for cue in spoken_cues(ROLLING, webvtt=True)] == [
        (0.0, "the"),
        (0.4, "old"),
        (0.9, "mill"),
        (2.01, "stands"),
        (2.5, "still"),
        (4.0, "today"),
    ]


def test_cues_out_of_order_are_put_in_order_and_none_runs_into_the_next():
    text = "00:00:05,000 --> 00:00:09,000\nb\n\n00:00:01,000 --> 00:00:06,000\na\n"
    assert [(cue.start, cue.end, cue.text) for cue in spoken_cues(text)] == [(1.0, 5.0, "a"), (5.0, 9.0, "b")]


@pytest.mark.parametrize("webvtt", [True, False])
def test_any_text_gives_cues_in_order(webvtt: bool):
    signs = [*"\n<>{}\\-[]()0123456789:,. a", "00:00:01,000 --> 00:00:02,000", "<00:00:01.000>", "\n\n"]
    rng = random.Random(7)
    for _ in range(1500):
        cues = spoken_cues("".join(rng.choices(signs, k=rng.randrange(80))), webvtt=webvtt)
        assert all(cue.end > cue.start and cue.text for cue in cues)
        assert all(one.end <= two.start for one, two in zip(cues, cues[1:], strict=False))


@pytest.mark.parametrize("sign", ["<", "{\\", "[", "(", "1", "-->", "- ", "&", " ", "00:00:01,000 --> "])
def test_reading_takes_linear_time(sign):
    before = time.perf_counter()
    spoken_cues("00:00:01,000 --> 00:00:02,000\n" + sign * (500_000 // len(sign)))
    assert time.perf_counter() - before < 5


def test_the_transcript_beside_is_found_timed_ones_first(tmp_path: Path):
    talk = tmp_path / "talk.flac"
    assert transcript_beside(talk) is None
    (tmp_path / "talk.txt").write_text("a")
    (tmp_path / "other.srt").write_text("a")
    assert transcript_beside(talk) == tmp_path / "talk.txt"
    (tmp_path / "talk.srt").write_text("a")
    assert transcript_beside(talk) == tmp_path / "talk.srt"


@pytest.mark.parametrize("suffix", [".srt", ".txt"])
def test_words_lie_where_they_are_said(tmp_path: Path, suffix: str):
    recording, times = write_talk(tmp_path)
    text = srt_of(times) if suffix == ".srt" else " ".join(word for word, _, _ in times)
    transcript = recording.with_suffix(suffix)
    transcript.write_text(text)
    words = words_of(transcript, listen(recording))
    assert [word.text for word in words] == [word for word, _, _ in times]
    off = [abs(word.start - start) for word, (_, start, _) in zip(words, times, strict=True)]
    measured = [one for one, word in zip(off, words, strict=True) if word.exactness is Exactness.MEASURED]
    assert len(measured) == len(SENTENCES)
    assert max(measured) <= 0.02
    assert max(off) <= 0.2


def test_words_find_their_pauses_however_unevenly_they_are_spoken():
    runs = [Voiced(0.3, 0.9), Voiced(1.5, 1.8), Voiced(2.4, 4.0)]
    words = laid_over(["Wait", "here.", "Now,", "go", "over", "to", "the", "other", "side."], runs)
    starts = {word.text: word.start for word in words if word.exactness is Exactness.MEASURED}
    assert starts == {"Wait": 0.3, "Now,": 1.5, "go": 2.4}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "and", "wonderful.", "—", "river,", "漢字"]), min_size=1, max_size=80),
    st.lists(st.tuples(st.floats(0.1, 3), st.floats(0.03, 4)), min_size=1, max_size=40),
)
def test_every_word_gets_a_time_and_times_rise(texts, gaps):
    at, runs = 0.0, []
    for pause, length in gaps:
        runs.append(Voiced(at + pause, at + pause + length))
        at += pause + length
    words = laid_over(texts, runs)
    assert [word.text for word in words] == texts
    assert all(one.start <= one.end <= two.start + 1e-6 for one, two in zip(words, words[1:], strict=False))
    assert words[0].start >= runs[0].start - 1e-3
    assert words[-1].end <= runs[-1].end + 1e-3


def test_an_hour_of_plain_text_is_laid_out_in_seconds():
    rng = np.random.default_rng(1)
    starts = np.cumsum(rng.uniform(0.8, 2.4, 2400))
    runs = [Voiced(float(at), float(at) + 0.6) for at in starts]
    before = time.perf_counter()
    assert len(laid_over(["word"] * 9000, runs)) == 9000
    assert time.perf_counter() - before < 10


def test_a_recording_without_pauses_is_all_voice():
    assert voiced(np.full(300, -20.0, np.float32)) == [Voiced(0.0, 3.0)]


def test_a_transcript_of_another_recording_is_refused(tmp_path: Path):
    quiet = Recording(32_000, 16_000, np.full(200, -30.0, np.float32))
    late = tmp_path / "talk.srt"
    late.write_text("1\n00:10:00,000 --> 00:10:02,000\nLate.\n")
    with pytest.raises(BadSource, match=r"goes on to 600 s; the recording ends at 2 s"):
        words_of(late, quiet)
    late.write_text("nothing here")
    with pytest.raises(BadSource, match="holds no timed words"):
        words_of(late, quiet)
    late.write_text("")
    with pytest.raises(BadSource, match="empty"):
        words_of(late, quiet)
    long = tmp_path / "talk.txt"
    long.write_text("word " * 500)
    with pytest.raises(BadSource, match="500 words for 2 s"):
        words_of(long, quiet)
