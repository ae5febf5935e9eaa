"""The draft painter and mover as tools: files that keep the protocol's promises."""

import threading
from fractions import Fraction
from itertools import pairwise

import av
import numpy as np
import pytest

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.film.vocabulary import Angle, Move, Pose, SetKind, ShotSize, TimeOfDay, Weather
from rushes.tools.draft.mover import DraftMover
from rushes.tools.draft.painter import DraftPainter
from rushes.tools.draft.stage import paint_stage
from rushes.tools.protocols import KeyframeRequest, MotionRequest

SMALL = Size(160, 90)


def quiet(_done, _total):
    """Progress nobody watches."""


def shoot(setup, folder, *, frames=24, size=SMALL, fps=Fraction(24), seed=4, progress=quiet):
    folder.mkdir(exist_ok=True)
    keyframe = DraftPainter().paint(KeyframeRequest(setup, size, 3), folder, quiet).file
    request = MotionRequest(setup, keyframe, 3, size, frames, fps, seed)
    return keyframe, DraftMover().move(request, folder, progress).file


def decoded(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def picture(path):
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def psnr(one, other):
    error = ((one.astype(np.float64) - other) ** 2).mean()
    return 10 * np.log10(255**2 / max(error, 1e-9))


def test_a_clip_keeps_its_promises(setup_of, tmp_path):
    keyframe, clip = shoot(setup_of(SetKind.HARBOUR, move=Move.PAN_LEFT), tmp_path, frames=31)
    frames = decoded(clip)
    assert len(frames) == 31
    assert frames[0].shape == (90, 160, 3)
    assert psnr(frames[0], picture(keyframe)) >= 28
    with av.open(str(clip)) as container:
        assert not container.streams.audio
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (stream.codec_context.colorspace, stream.codec_context.color_primaries) == (1, 1)
        assert (stream.codec_context.color_trc, stream.codec_context.color_range) == (1, 1)
        assert stream.average_rate == 24
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "keyframe.png"]


def test_a_clip_keeps_its_colours(setup_of, tmp_path):
    for hour in (TimeOfDay.NIGHT, TimeOfDay.DUSK):
        keyframe, clip = shoot(setup_of(SetKind.HARBOUR, time_of_day=hour), tmp_path, frames=2, size=Size(320, 180))
        drift = decoded(clip)[0].mean(axis=(0, 1)) - picture(keyframe).mean(axis=(0, 1))
        assert np.abs(drift).max() < 2.5


def test_the_same_request_gives_the_same_bytes_and_another_seed_starts_the_same(setup_of, tmp_path):
    setup = setup_of(SetKind.FOREST, move=Move.HANDHELD, weather=Weather.FOG)
    keyframe, first = shoot(setup, tmp_path / "a")
    again_key, again = shoot(setup, tmp_path / "b")
    _, reroll = shoot(setup, tmp_path / "c", seed=5)
    assert keyframe.read_bytes() == again_key.read_bytes()
    assert first.read_bytes() == again.read_bytes()
    assert first.read_bytes() != reroll.read_bytes()
    assert psnr(decoded(reroll)[0], picture(keyframe)) >= 28


@pytest.mark.parametrize("move", list(Move))
def test_every_move_shows_and_a_still_camera_lives(setup_of, tmp_path, move):
    _, clip = shoot(setup_of(SetKind.SQUARE, figures=2, move=move), tmp_path, frames=25)
    frames = [frame.astype(np.float64) for frame in decoded(clip)]
    steps = [np.abs(a - b).mean() for a, b in pairwise(frames)]
    assert np.abs(frames[-1] - frames[0]).mean() > (0.15 if move is Move.STATIC else 1.5)
    assert sum(step > 0.005 for step in steps) > 12, "frozen"
    brightness = [frame.mean() for frame in frames]
    assert max(abs(a - b) for a, b in pairwise(brightness)) < 3, "flickers"


def test_a_push_parts_near_from_far_and_a_zoom_does_not(setup_of):
    scales = {}
    for move in (Move.PUSH_IN, Move.ZOOM_IN):
        stage = paint_stage(setup_of(SetKind.STREET, move=move), SMALL, 1)
        drift = stage.move.drift_at(1.0)
        scales[move] = (drift.scale(6.0), drift.scale(200.0))
    near, far = scales[Move.PUSH_IN]
    assert near > 1.08 > 1.02 > far > 1.0
    assert scales[Move.ZOOM_IN][0] == scales[Move.ZOOM_IN][1] >= 1.08


@pytest.mark.parametrize(("move", "axis"), [(Move.PAN_RIGHT, 0), (Move.TRACK_LEFT, 0), (Move.TILT_UP, 1)])
def test_turns_and_tracks_travel_far_enough(setup_of, move, axis):
    stage = paint_stage(setup_of(SetKind.FIELD, move=move), Size(1280, 720), 1)
    camera = stage.framing.camera
    start, end = (stage.move.drift_at(t).carried(camera, (640.0, 360.0), camera.distance) for t in (0.0, 1.0))
    assert abs(end[axis] - start[axis]) >= 0.05 * (1280, 720)[axis]


def test_walkers_step_and_cross_the_frame(setup_of, tmp_path):
    _, clip = shoot(setup_of(SetKind.LIMBO, pose=Pose.WALK), tmp_path, frames=49)
    frames = decoded(clip)
    stander = shoot(setup_of(SetKind.LIMBO), tmp_path, frames=49)[1]
    assert (
        np.abs(frames[-1].astype(int) - frames[0]).mean()
        > 2 * np.abs(decoded(stander)[-1].astype(int) - decoded(stander)[0]).mean()
    )


def test_two_threads_get_what_one_gets(setup_of, tmp_path):
    setups = [setup_of(SetKind.TAVERN, size=ShotSize.CLOSE), setup_of(SetKind.SEA, angle=Angle.DUTCH)]
    alone = [shoot(setup, tmp_path / f"alone{i}")[1].read_bytes() for i, setup in enumerate(setups)]
    together = {}

    def work(index):
        together[index] = shoot(setups[index], tmp_path / f"both{index}")[1].read_bytes()

    threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[0], together[1]] == alone


def test_progress_is_told_and_may_stop_the_work(setup_of, tmp_path):
    told = []
    shoot(setup_of(), tmp_path, frames=20, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (20, 20)
    assert [done for done, _ in told] == sorted({done for done, _ in told})

    def stop(done, _total):
        if done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        shoot(setup_of(), tmp_path, frames=40, progress=stop)


def test_a_scratch_folder_that_cannot_be_written_is_a_failed_tool(setup_of, tmp_path):
    with pytest.raises(ToolFailed):
        DraftPainter().paint(KeyframeRequest(setup_of(), SMALL, 1), tmp_path / "nowhere", quiet)


def test_odd_rates_and_single_frames(setup_of, tmp_path):
    _, clip = shoot(setup_of(), tmp_path, frames=1, fps=Fraction(30000, 1001), size=Size(64, 36))
    assert len(decoded(clip)) == 1


def test_the_revision_names_code_and_is_stable():
    spec = DraftPainter().spec
    assert spec == DraftMover().spec
    assert spec.revision.startswith("draft-")
    assert len(spec.revision) == len("draft-") + 12


@pytest.mark.parametrize("kind", [SetKind.LIMBO, SetKind.SPACE, SetKind.OFFICE])
def test_an_empty_place_under_a_resting_camera_is_not_frozen(setup_of, tmp_path, kind):
    _, clip = shoot(setup_of(kind, figures=0), tmp_path, frames=25)
    frames = decoded(clip)
    assert np.abs(frames[-1].astype(int) - frames[0]).mean() > 0.15
