"""Still models other than FLUX.1, each at a tiny size through the same painter."""

import numpy as np
import pytest
from doubles.plans import a_manifest
from doubles.tiny_images import KLEIN, KLEIN_GUIDED, QWEN, SD3, Z_IMAGE, Z_IMAGE_GUIDED, tiny_image_model
from PIL import Image

from rushes.film.frames import Size
from rushes.film.setup import setup_for
from rushes.tools.diffusion.painter import DiffusionPainter
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import KeyframeRequest

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

SIZE = Size(64, 48)


def quiet(_done, _steps):
    pass


def a_request(seed=5, **shown):
    manifest = a_manifest()
    scene = manifest.scenes[0]
    return KeyframeRequest(setup_for(manifest, scene, scene.shots[0]), SIZE, seed, **shown)


@pytest.mark.parametrize("text_first", [False, True], ids=["whole", "text first"])
@pytest.mark.parametrize(
    "entry",
    [Z_IMAGE, Z_IMAGE_GUIDED, KLEIN, KLEIN_GUIDED, QWEN, SD3],
    ids=lambda entry: f"{entry.name} {entry.guidance}",
)
def test_every_family_paints_by_its_seed(entry, text_first, tmp_path):
    torch.set_num_threads(1)
    painter = DiffusionPainter(entry, tiny_image_model(entry.pipeline), Fit(Mode.CPU, text_first=text_first))
    steps = []
    made = painter.paint(a_request(), tmp_path, lambda done, every: steps.append((done, every)))
    first = np.asarray(Image.open(made.file))
    assert first.shape == (48, 64, 3)
    assert steps[0] == (0, 3)
    assert steps[-1] == (3, 3)
    assert np.array_equal(first, np.asarray(Image.open(painter.paint(a_request(), tmp_path, quiet).file)))
    assert not np.array_equal(first, np.asarray(Image.open(painter.paint(a_request(6), tmp_path, quiet).file)))


def test_flux_2_sees_reference_stills(tmp_path):
    torch.set_num_threads(1)
    painter = DiffusionPainter(KLEIN, tiny_image_model(KLEIN.pipeline), Fit(Mode.CPU))
    plain = np.asarray(Image.open(painter.paint(a_request(), tmp_path, quiet).file))
    still = tmp_path / "still.png"
    Image.new("RGB", (96, 64), (200, 30, 30)).save(still)  # smaller ones the model refuses
    made = painter.paint(a_request(references=(still,)), tmp_path, quiet)
    assert not np.array_equal(plain, np.asarray(Image.open(made.file)))
    assert "references" not in made.settled
