"""Prints, parts, dissolves and the join, on real ffmpeg."""

from fractions import Fraction

import av
import numpy as np
import pytest
from doubles.cards import encode
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.errors import ToolFailed
from rushes.film.cut import JOINT_FRAMES, Dissolve, Fade, Part
from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.subtitles import Cue
from rushes.tools import lettering
from rushes.tools.editor import FfmpegEditor
from rushes.tools.finishing.wishes import Wishes
from rushes.tools.footage import packets
from rushes.tools.protocols import Lettering, PrintRequest

FPS = Fraction(24)
ENCODING = Encoding(FPS, 20, "veryfast")
EDITOR = FfmpegEditor()


def lumas(file):
    with av.open(str(file)) as container:
        return [float(frame.to_ndarray(format="gray").mean()) for frame in container.decode(video=0)]


def picture(file, number):
    with av.open(str(file)) as container:
        return list(container.decode(video=0))[number].to_ndarray(format="gray")


@pytest.fixture
def clip(tmp_path):
    return grey(tmp_path, 120, "clip")


def grey(folder, level, name, frames=24):
    file = folder / f"{name}.mp4"
    encode([np.full((90, 160, 3), level, np.uint8)] * frames, FPS, file)
    return file


def a_print(clip, tmp_path, text="", slate=""):
    cues = (Cue(6, 18, text),) if text else ()
    return EDITOR.print(PrintRequest(clip, Lettering(slate, cues), ENCODING), tmp_path, lambda _done, _steps: None).file


def test_a_print_keeps_size_and_frames(clip, tmp_path):
    made = a_print(clip, tmp_path)
    assert picture(made, 0).shape == (90, 160)
    assert packets(made) == 24


def test_subtitles_stand_for_their_frames_only(clip, tmp_path):
    made = a_print(clip, tmp_path, text="It is late.")
    brightest = [picture(made, number).max() for number in (5, 6, 17, 18)]
    assert [level > 200 for level in brightest] == [False, True, True, False]


def test_the_slate_stands_in_the_lower_left(clip, tmp_path):
    frame = picture(a_print(clip, tmp_path, slate="1-1/c1  MILL"), 3)
    changed = np.argwhere(np.abs(frame.astype(int) - 120) > 15)
    assert changed[:, 0].min() > 60
    assert changed[:, 1].max() < 100


def test_the_same_print_is_the_same_bytes(clip, tmp_path):
    assert a_print(clip, tmp_path, "Twice.").read_bytes() == a_print(clip, tmp_path, "Twice.").read_bytes()


@pytest.mark.parametrize("text", ["it's 100 % [b]; \\n {x}:'\"", "a" * 3000, "[NIGHT] %{pts} $HOME `ls`"])
def test_hostile_words_are_only_drawn(clip, tmp_path, text):
    assert packets(a_print(clip, tmp_path, text, text)) == 24


def test_letters_the_font_has_not_are_left_to_the_subtitle_file():
    assert lettering.can_letter("Où est l’été? — “Ça va…”")
    assert not lettering.can_letter("夜の海")


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_any_text_becomes_a_strip(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("strip")
    lettering.subtitle_strip(text, Size(320, 180), folder / "s.png")
    lettering.slate_strip(text, Size(320, 180), folder / "l.png")
    assert (folder / "s.png").stat().st_size > 0


def test_fades_run_over_their_part(clip, tmp_path):
    made = a_print(clip, tmp_path)
    rising = lumas(EDITOR.part(made, Part("m", 0, 12, Fade.IN), ENCODING, tmp_path))
    falling = lumas(EDITOR.part(made, Part("m", 12, 24, Fade.OUT), ENCODING, tmp_path))
    assert len(rising) == len(falling) == 12
    assert rising[0] < 25 < rising[6] < rising[-1]
    assert falling[0] > falling[6] > falling[-1]
    assert falling[-1] < 35


@pytest.mark.parametrize(("start", "end"), [(0, 9), (12, 30), (12, 21), (5, 17)])
def test_a_part_is_its_frames_exactly(tmp_path, start, end):
    cards = [np.full((90, 160, 3), 40 + 6 * number, np.uint8) for number in range(30)]
    encode(cards, FPS, tmp_path / "steps.mp4")
    made = a_print(tmp_path / "steps.mp4", tmp_path)
    part = EDITOR.part(made, Part("m", start, end), ENCODING, tmp_path)
    assert lumas(part) == pytest.approx(lumas(made)[start:end], abs=1.5)


def test_what_follows_a_joint_is_copied_not_encoded(tmp_path):
    made = a_print(grey(tmp_path, 90, "long", 30), tmp_path)
    part = EDITOR.part(made, Part("m", JOINT_FRAMES, 30), ENCODING, tmp_path)
    with av.open(str(made)) as one, av.open(str(part)) as other:
        whole, copied = ([bytes(packet) for packet in file.demux(video=0) if packet.size] for file in (one, other))
    assert copied == whole[JOINT_FRAMES:]


def test_a_dissolve_goes_from_one_to_the_other(tmp_path):
    dark, light = (a_print(grey(tmp_path, level, f"g{level}"), tmp_path) for level in (60, 200))
    mixed = lumas(EDITOR.dissolve(dark, light, Dissolve("d", 12, "l", 12), ENCODING, tmp_path))
    assert len(mixed) == 12
    first, last = lumas(dark)[0], lumas(light)[0]
    assert mixed == pytest.approx([first + (last - first) * step / 12 for step in range(12)], abs=3)


def test_a_join_is_frame_exact_and_streams(tmp_path):
    prints = [
        a_print(grey(tmp_path, level, f"j{level}", frames), tmp_path)
        for level, frames in ((60, 10), (120, 7), (200, 13))
    ]
    film = EDITOR.join(prints, tmp_path)
    levels = [round(level / 10) for level in lumas(film)]
    assert len(levels) == 30
    assert len(set(levels)) == 3
    with av.open(str(film)) as container:
        stamps = [packet.pts * packet.time_base for packet in container.demux(video=0) if packet.pts is not None]
    assert sorted(stamps) == [Fraction(frame, 24) for frame in range(30)]
    head = film.read_bytes()[:4096]
    assert head.index(b"moov") < 100


@pytest.mark.parametrize("fps", [10, 12, 24, 60])
def test_a_copied_part_joins_an_encoded_one_at_an_even_pace(tmp_path, fps):
    clip = grey(tmp_path, 120, "clip", frames=30)
    slow = Encoding(Fraction(fps), 20, "veryfast")
    ask = PrintRequest(clip, Lettering(), slow, Wishes(fps_out=str(fps), frames=30))
    made = EDITOR.print(ask, tmp_path, lambda _done, _steps: None).file
    body = EDITOR.part(made, Part("", JOINT_FRAMES, 30), slow, tmp_path)
    fade = EDITOR.part(made, Part("", 0, JOINT_FRAMES, Fade.IN), slow, tmp_path)
    with av.open(str(EDITOR.join([fade, body], tmp_path))) as container:
        track = container.streams.video[0]
        times = [packet.pts * track.time_base for packet in container.demux(track) if packet.size]
    assert times == [Fraction(frame, fps) for frame in range(30)]


def test_a_quote_in_the_folder_name(tmp_path):
    folder = tmp_path / "Ada's ☂ film"
    folder.mkdir()
    clip = grey(folder, 90, "clip", 6)
    made = a_print(clip, folder)
    assert packets(EDITOR.join([made, made], folder)) == 12


def test_what_ffmpeg_cannot_read_is_a_failure_of_the_tool(tmp_path):
    (tmp_path / "clip.mp4").write_bytes(b"#EXTM3U\nhttp://127.0.0.1/x")
    with pytest.raises(ToolFailed):
        a_print(tmp_path / "clip.mp4", tmp_path)
