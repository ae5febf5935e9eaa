"""Mochi from a keyframe, on a tiny Mochi in its real layout."""

import numpy as np
import pytest
from doubles.video_entries import LIBRARY_WARNINGS
from PIL import Image

from rushes.tools.fitting import Fit, Mode

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]

WIDTH, HEIGHT, FRAMES = 32, 32, 7
ROUND_TRIP = 2e-6
"""Between the clip's first picture and the still through the VAE alone, of 1: 32-bit arithmetic in another order.

Measured 7e-7, on pictures whose standard deviation is 0.08.
"""


@pytest.fixture(scope="module")
def pipeline():
    from doubles.tiny_video import tiny_folder

    from rushes.tools.diffusion.loading import load
    from rushes.tools.diffusion.mochi import MochiKeyframePipeline

    return load(MochiKeyframePipeline, tiny_folder("mochi"), Fit(Mode.CPU))


@pytest.fixture(scope="module")
def still():
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8))


def clip(pipeline, still, *, seed=3, **more):
    more = {"num_inference_steps": 3, "max_sequence_length": 16} | more
    return pipeline(
        "rain",
        image=still,
        height=HEIGHT,
        width=WIDTH,
        num_frames=FRAMES,
        generator=torch.Generator().manual_seed(seed),
        output_type="np",
        **more,
    ).frames[0]


def round_trip(pipeline, still, frames):
    """The still, held for some frames, through the VAE and back."""
    pixels = pipeline.video_processor.preprocess(still, height=HEIGHT, width=WIDTH).unsqueeze(2)
    with torch.no_grad():
        latents = pipeline.vae.encode(pixels.repeat(1, 1, frames, 1, 1)).latent_dist.mode()
        decoded = pipeline.vae.decode(latents).sample
    return pipeline.video_processor.postprocess_video(decoded, output_type="np")[0]


@pytest.mark.parametrize("strength", [0.3, 0.95, 1.0])
def test_the_first_picture_is_the_keyframe_through_the_vae(pipeline, still, strength):
    made = clip(pipeline, still, strength=strength)
    alone = round_trip(pipeline, still, 1)
    assert made.shape == (FRAMES, HEIGHT, WIDTH, 3)
    assert np.abs(made[0] - alone[0]).max() < ROUND_TRIP
    assert np.abs(made[-1] - alone[0]).max() > 0.05


def test_at_strength_0_it_is_the_still_held(pipeline, still):
    made = clip(pipeline, still, strength=0.0)
    held = round_trip(pipeline, still, FRAMES)
    assert made.std() > 0.02
    assert np.abs(made - held).max() < 4 * ROUND_TRIP


def test_more_strength_goes_farther_from_the_still(pipeline, still):
    held = round_trip(pipeline, still, FRAMES)
    far = [np.abs(clip(pipeline, still, strength=strength) - held).mean() for strength in (0.1, 0.5, 0.95)]
    assert far == sorted(far)


def test_a_seed_is_a_clip(pipeline, still):
    first, again, other = clip(pipeline, still), clip(pipeline, still), clip(pipeline, still, seed=4)
    assert np.array_equal(first, again)
    assert np.abs(first - other).max() > 0.05


def test_without_a_still_it_is_its_parent(pipeline):
    from diffusers import MochiPipeline

    stock = MochiPipeline(**pipeline.components)
    stock.set_progress_bar_config(disable=True)
    ours, theirs = (
        one(
            "rain",
            height=HEIGHT,
            width=WIDTH,
            num_frames=7,
            num_inference_steps=2,
            max_sequence_length=16,
            generator=torch.Generator().manual_seed(3),
            output_type="np",
        ).frames[0]
        for one in (pipeline, stock)
    )
    assert np.array_equal(ours, theirs)


def test_the_scheduler_is_put_back(pipeline, still):
    before = pipeline.scheduler
    clip(pipeline, still)
    assert pipeline.scheduler is before


def test_every_step_is_told_and_may_stop_it(pipeline, still):
    seen = []

    def stop(_pipeline, step, _time, tensors):
        seen.append(step)
        if step == 1:
            raise InterruptedError
        return tensors

    with pytest.raises(InterruptedError):
        clip(pipeline, still, callback_on_step_end=stop)
    assert seen == [0, 1]
    assert type(pipeline.scheduler).__name__ == "FlowMatchEulerDiscreteScheduler"


def test_strength_is_a_noise_level_and_not_a_share_of_the_steps():
    from diffusers.pipelines.mochi.pipeline_mochi import linear_quadratic_schedule

    from rushes.tools.diffusion.mochi import levels_from

    levels = np.array(linear_quadratic_schedule(64, 0.025))
    assert levels[32] == pytest.approx(0.975)
    half = levels_from(levels, 0.5)
    assert half[0] == 0.5
    assert half[1] < 0.5
    assert len(half) < 20
    assert (np.diff(half) < 0).all()
    assert len(levels_from(levels, 0)) == 0
    assert np.array_equal(levels_from(levels, 1), levels)
