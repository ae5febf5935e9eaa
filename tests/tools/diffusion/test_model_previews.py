"""Previews of tiny models: small pictures on the way, and the same picture at the end."""

from fractions import Fraction

import numpy as np
import pytest
from doubles.plans import a_manifest
from doubles.tiny_flux import FLUX, tiny_flux
from doubles.video_entries import LIBRARY_WARNINGS, video_entry
from PIL import Image

from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.tools.diffusion import preview
from rushes.tools.diffusion.mover import DiffusionMover
from rushes.tools.diffusion.painter import DiffusionPainter
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import KeyframeRequest, MotionRequest

pytest.importorskip("diffusers", reason="it comes with rushes[render]")
pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]

SIZE, CPU = Size(96, 64), Fit(Mode.CPU)


def a_setup():
    manifest = a_manifest()
    return setup_for(manifest, manifest.scenes[0], manifest.scenes[0].shots[0])


class Watching:
    """Progress that opens each preview as it comes."""

    def __init__(self):
        self.seen = []

    def __call__(self, done, steps, shown=None):
        if shown:
            self.seen.append(np.asarray(Image.open(shown)))


def painted(folder):
    folder.mkdir()
    watching = Watching()
    painter = DiffusionPainter(FLUX, tiny_flux(), CPU)
    return painter.paint(KeyframeRequest(a_setup(), SIZE, 3), folder, watching).file.read_bytes(), watching.seen


def test_a_still_is_shown_while_it_is_painted_and_comes_out_the_same(tmp_path, monkeypatch):
    plain, none = painted(tmp_path / "plain")
    assert none == [], "too soon"
    monkeypatch.setattr(preview, "EVERY", 0.0)
    shown, seen = painted(tmp_path / "shown")
    assert shown == plain
    assert len(seen) >= 2
    assert seen[0].shape[2] == 3
    assert seen[0].shape[0] < seen[0].shape[1] <= 384


def test_a_clip_is_shown_by_the_picture_in_its_middle(tmp_path, monkeypatch):
    monkeypatch.setattr(preview, "EVERY", 0.0)
    from doubles.tiny_video import tiny_folder

    still = tmp_path / "still.png"
    Image.new("RGB", (96, 54), "teal").save(still)
    watching = Watching()
    mover = DiffusionMover(video_entry("mochi"), tiny_folder("mochi"), CPU, "cpu")
    mover.move(MotionRequest(a_setup(), still, 1, Size(96, 54), 4, Fraction(12), 5), tmp_path, watching)
    assert watching.seen
    assert watching.seen[0].shape[2] == 3


@pytest.mark.parametrize("mode", [Mode.MODEL_OFFLOAD, Mode.GROUP_OFFLOAD])
def test_nothing_is_shown_of_a_model_that_is_offloaded(mode, tmp_path, monkeypatch):
    monkeypatch.setattr(preview, "EVERY", 0.0)
    previews = preview.Previews(tmp_path, Fit(mode))
    assert previews.due(None, None, SIZE) is None
