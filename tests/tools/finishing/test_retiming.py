"""Another rate: exact counts, whole instants untouched, cuts never crossed, memory bounded."""

import subprocess
import weakref
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from doubles import tiny_rife
from doubles.tiny_esrgan import entry
from hypothesis import given
from hypothesis import strategies as st

from rushes.errors import BadMedia, ToolFailed, UserMustFix
from rushes.film.frames import retimed
from rushes.tools.finishing import piping
from rushes.tools.finishing.cuts import heeding_cuts, is_cut
from rushes.tools.finishing.minterpolate import FfmpegInterpolator
from rushes.tools.finishing.timeline import instants, retimed_stream
from rushes.tools.fitting import Fit, Mode

F24, F60 = Fraction(24), Fraction(60)
RATES = st.sampled_from(
    [Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(30), Fraction(50), Fraction(60), Fraction(120)]
)


def numbered(count):
    """Frames that say which they are."""
    return (np.full((2, 2, 3), number % 256, np.uint8) for number in range(count))


def mixed(first, second, parts):
    for part in parts:
        yield np.round(first + (second.astype(float) - first) * float(part)).astype(np.uint8)


def slope(height=64, width=96, at=0.0):
    """A soft picture that moves to the right."""
    columns = np.arange(width) - at
    wave = 128 + 60 * np.sin(columns / 9.0) + 40 * np.sin(columns / 23.0)
    rows = 20 * np.sin(np.arange(height) / 7.0)[:, None]
    return np.clip(np.stack([wave + rows, wave - rows, 255 - wave + rows], -1), 0, 255).astype(np.uint8)


def test_85_frames_of_24_become_211_of_60():
    shown = list(instants(F24, F60, retimed(85, F24, F60)))
    assert len(shown) == 211
    assert (shown[0].before, shown[0].part) == (0, 0)
    assert (shown[-1].before, shown[-1].part) == (84, 0)
    assert [instant.before for instant in shown if instant.part == 0] == list(range(0, 85, 2))
    assert {instant.part for instant in shown} == {Fraction(step, 5) for step in range(5)}


@given(frames=st.integers(1, 60), source=RATES, target=RATES)
def test_a_stream_has_the_count_asked_for_and_keeps_its_whole_instants(frames, source, target):
    count = retimed(frames, source, target)
    made = [int(frame[0, 0, 0]) for frame in retimed_stream(numbered(frames), source, target, count, mixed)]
    assert len(made) == count
    assert made[0] == 0
    for place, instant in enumerate(instants(source, target, count)):
        assert instant.before <= frames - 1
        if instant.part == 0:
            assert made[place] == instant.before
    if ((frames - 1) * target / source).denominator == 1:
        assert made[-1] == frames - 1


def test_behind_the_last_frame_it_is_held():
    made = [int(frame[0, 0, 0]) for frame in retimed_stream(numbered(3), F24, F60, 9, mixed)]
    assert made[5:] == [2, 2, 2, 2]


def test_a_stream_without_frames_is_no_clip():
    with pytest.raises(BadMedia):
        list(retimed_stream(iter([]), F24, F60, 3, mixed))
    with pytest.raises(BadMedia):
        list(FfmpegInterpolator().retime(iter([]), F24, F60, 3))


def test_ten_thousand_frames_pass_in_the_memory_of_a_few():
    alive, most = set(), 0

    def frames():
        nonlocal most
        for number in range(10_000):
            frame = np.full((4, 6, 3), number % 7, np.uint8)
            alive.add(number)
            weakref.finalize(frame, alive.discard, number)
            most = max(most, len(alive))
            yield frame
            del frame

    count = sum(1 for _ in retimed_stream(frames(), F24, F60, retimed(10_000, F24, F60), mixed))
    assert count == 24_998
    assert most <= 4


def test_a_cut_is_another_picture_and_not_another_light():
    street, room = slope(), np.random.default_rng(3).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    assert is_cut(street, room)
    assert is_cut(street, 255 - street)
    assert not is_cut(street, slope(at=6))
    assert not is_cut(street, (street * 0.4).astype(np.uint8))
    assert not is_cut(np.zeros_like(street), np.full_like(street, 5))


def test_across_a_cut_the_nearer_side_is_shown():
    street, room = slope(), np.random.default_rng(3).integers(0, 256, (64, 96, 3), dtype=np.uint8)
    made = list(retimed_stream(iter([street, room]), F24, Fraction(120), 6, heeding_cuts(_never)))
    assert [np.array_equal(frame, street) for frame in made] == [True, True, True, False, False, False]
    assert all(np.array_equal(frame, room) for frame in made[3:])


def _never(first, second, parts):
    raise AssertionError("asked for what lies between")


class TestRife:
    @pytest.fixture(autouse=True)
    def one_thread(self):
        pytest.importorskip("torch").set_num_threads(1)

    def tool(self, folder):
        from rushes.tools.finishing.interpolator import RifeInterpolator

        return RifeInterpolator(entry("interpolator", pipeline="rife"), folder, Fit(Mode.CPU), "cpu")

    @pytest.mark.parametrize("version", tiny_rife.BUILDS)
    def test_each_version_is_known_by_its_shapes(self, version):
        from rushes.tools.finishing.rife_weights import build_of

        shapes = {name: tuple(tensor.shape) for name, tensor in tiny_rife.rife(version).state_dict().items()}
        assert build_of(shapes) == tiny_rife.BUILDS[version]

    def test_the_published_426_has_these_numbers(self):
        """Comfy-Org's rife_v4.26.safetensors is 22,674,688 bytes: header and 5,664,776 numbers of four."""
        import torch

        from rushes.tools.finishing.ifnet import Build, IFNet

        build = Build((192, 128, 96, 64, 32), (16, 8, 4, 2, 1), 13, 8, 1, "named", 16, 4)
        with torch.device("meta"):
            assert sum(parameter.numel() for parameter in IFNet(build).parameters()) == 5_664_776

    def test_five_frames_become_eleven_the_same_each_time(self, tmp_path):
        tool = self.tool(tiny_rife.published(tmp_path / "m", tiny_rife.rife()))
        frames = [slope(at=3 * number) for number in range(5)]
        made = list(tool.retime(iter(frames), F24, F60, 11))
        assert len(made) == 11
        assert all(np.array_equal(made[5 * half], frames[2 * half]) for half in range(3))
        assert all(frame.shape == (64, 96, 3) and frame.dtype == np.uint8 for frame in made)
        assert len({frame.tobytes() for frame in made}) == 11
        again = list(tool.retime(iter(frames), F24, F60, 11))
        assert all(np.array_equal(one, other) for one, other in zip(made, again, strict=True))

    def test_both_published_forms_make_the_same_picture(self, tmp_path):
        frames = [slope(), slope(at=4)]
        one = self.tool(tiny_rife.published(tmp_path / "a", tiny_rife.rife()))
        other = self.tool(tiny_rife.repacked(tmp_path / "b", tiny_rife.rife()))
        made = [list(tool.retime(iter(frames), F24, Fraction(48), 3))[1] for tool in (one, other)]
        assert np.array_equal(*made)

    def test_no_size_is_too_odd(self, tmp_path):
        tool = self.tool(tiny_rife.published(tmp_path / "m", tiny_rife.rife("4.6")))
        frames = [slope(37, 51), slope(37, 51, at=2)]
        assert [frame.shape for frame in tool.retime(iter(frames), F24, F60, 3)] == [(37, 51, 3)] * 3

    def test_flow_draws_the_picture_where_it_points(self):
        import torch

        from rushes.tools.finishing.ifnet import warped

        picture = torch.arange(48.0).reshape(1, 1, 6, 8)
        flow = torch.zeros(1, 2, 6, 8)
        flow[:, 0], flow[:, 1] = 2, 1
        drawn = warped(picture, flow)
        assert torch.allclose(drawn[0, 0, :5, :6], picture[0, 0, 1:, 2:], atol=1e-4)
        assert torch.allclose(drawn[0, 0, 5, 7], picture[0, 0, 5, 7], atol=1e-4)

    def test_other_weights_are_refused(self, tmp_path):
        from safetensors.torch import save_file

        state = tiny_rife.rife().state_dict()
        for name, broken in {
            "missing": {key: value for key, value in state.items() if key != "block2.convblock.3.beta"},
            "more": state | {"block4.gate.weight": state["encode.cnn0.bias"].clone()},
            "none": {"weight": state["encode.cnn0.bias"].clone()},
        }.items():
            (tmp_path / name).mkdir()
            save_file(broken, tmp_path / name / "flownet.safetensors")
            with pytest.raises(UserMustFix, match=r"RIFE 4\.5 to 4\.26"):
                next(self.tool(tmp_path / name).retime(iter([slope(), slope(at=2)]), F24, F60, 3))


class TestFfmpeg:
    def test_the_count_is_exact_and_source_frames_stay_themselves(self):
        frames = [slope(at=2 * number) for number in range(9)]
        made = list(FfmpegInterpolator().retime(iter(frames), F24, F60, 21))
        assert len(made) == 21
        assert all(np.array_equal(made[5 * pair], frames[2 * pair]) for pair in range(5))

    def test_what_lies_between_is_nearer_the_truth_than_either_neighbour(self):
        frames = [slope(at=6 * number) for number in range(9)]
        made = list(FfmpegInterpolator().retime(iter(frames), F24, Fraction(48), 17))
        for place in range(3, 13, 2):
            truth = slope(at=3 * place).astype(int)
            error, side = (
                np.abs(other.astype(int) - truth)[:, 16:-16].mean() for other in (made[place], frames[place // 2])
            )
            assert error < side / 2

    @pytest.mark.parametrize("frames", [1, 2, 3])
    def test_short_clips_are_held_to_their_count(self, frames):
        given = [slope(at=number) for number in range(frames)]
        made = list(FfmpegInterpolator().retime(iter(given), F24, F60, 8))
        assert len(made) == 8
        assert np.array_equal(made[0], given[0])
        assert np.array_equal(made[-1], given[-1])

    def test_it_invents_nothing_across_a_cut(self):
        room = np.random.default_rng(3).integers(0, 256, (64, 96, 3), dtype=np.uint8)
        frames = [slope()] * 4 + [room] * 4
        for frame in FfmpegInterpolator().retime(iter(frames), F24, F60, 18):
            apart = [np.abs(frame.astype(int) - side).mean() for side in (frames[0], room)]
            assert min(apart) < 1

    def test_whoever_leaves_early_leaves_no_process(self, monkeypatch):
        started: list[subprocess.Popen[bytes]] = []

        def starting(*words, **named):
            started.append(subprocess.Popen(*words, **named))
            return started[-1]

        watched = SimpleNamespace(Popen=starting, PIPE=subprocess.PIPE, DEVNULL=subprocess.DEVNULL)
        monkeypatch.setattr(piping, "subprocess", watched)
        stream = FfmpegInterpolator().retime((slope(at=number) for number in range(500)), F24, F60, 1000)
        next(stream)
        stream.close()
        assert len(started) == 1
        assert started[0].poll() is not None

    def test_trouble_with_a_frame_comes_out_where_frames_are_taken(self):
        def failing():
            yield slope()
            yield slope()
            raise ToolFailed("The lens fell off.")

        with pytest.raises(ToolFailed, match="lens"):
            list(FfmpegInterpolator().retime(failing(), F24, F60, 90))

    def test_tiny_frames_are_refused_in_words(self):
        with pytest.raises(ToolFailed, match="too small"):
            list(FfmpegInterpolator().retime(iter([np.zeros((8, 8, 3), np.uint8)]), F24, F60, 2))
