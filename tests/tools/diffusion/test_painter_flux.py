"""FLUX at a tiny size: the real pipeline, loaded from its real layout, painting."""

import shutil

import numpy as np
import pytest
from doubles.plans import a_manifest
from doubles.tiny_flux import FLUX, SCHNELL, tiny_flux, write_flux, write_lora
from PIL import Image

from rushes.configs.styles import Style, style_named
from rushes.errors import ToolFailed, UserMustFix
from rushes.film.frames import Size
from rushes.film.manifest import KeyframePrompt
from rushes.film.setup import setup_for
from rushes.tools.diffusion.loras import lora_named, loras_in
from rushes.tools.diffusion.painter import DiffusionPainter, Wishes
from rushes.tools.diffusion.prompts import words_for
from rushes.tools.fitting import Fit, Mode
from rushes.tools.protocols import KeyframeRequest

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

SIZE, CPU = Size(80, 46), Fit(Mode.CPU)


@pytest.fixture(autouse=True)
def _one_thread():
    torch.set_num_threads(1)


def a_setup(composition="A mill at dusk.", texture="Grain."):
    manifest = a_manifest()
    scene = manifest.scenes[0]
    shot = scene.shots[0].model_copy(
        update={"keyframe_prompt": KeyframePrompt(composition=composition, texture=texture)}
    )
    return setup_for(manifest, scene, shot)


def request(seed=5, size=SIZE, **prompt):
    return KeyframeRequest(a_setup(**prompt), size, seed)


def quiet(_done, _steps):
    pass


@pytest.fixture
def painted(tmp_path):
    """Paints in a folder of its own each time; gives the pixels."""
    count = iter(range(100))

    def paint(painter, asked):
        folder = tmp_path / str(next(count))
        folder.mkdir()
        return np.asarray(Image.open(painter.paint(asked, folder, quiet).file))

    return paint


@pytest.fixture(scope="module")
def painter():
    return DiffusionPainter(FLUX, tiny_flux(), CPU)


def test_a_keyframe_is_a_png_of_exactly_the_size_asked_for(painter, tmp_path):
    made = painter.paint(request(), tmp_path, quiet)
    assert made.file.parent == tmp_path
    with Image.open(made.file) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (80, 46))
    assert made.settled == {"held": "cpu", "cut": "its middle 80x46 cut from 80x48"}


def test_the_seed_decides(painter, painted):
    again = DiffusionPainter(FLUX, tiny_flux(), CPU)
    one = painted(painter, request(5))
    assert np.array_equal(one, painted(painter, request(5)))
    assert np.array_equal(one, painted(again, request(5)))
    assert not np.array_equal(one, painted(painter, request(6)))


def test_the_prompt_decides(painter, painted):
    assert not np.array_equal(painted(painter, request()), painted(painter, request(composition="A lamp.")))


def test_schnell_paints_without_guidance(painted):
    painter = DiffusionPainter(SCHNELL, tiny_flux(guided=False), CPU)
    assert painted(painter, request()).shape == (46, 80, 3)


def test_progress_is_told_each_step_and_may_stop_the_work(painter, tmp_path):
    heard = []
    painter.paint(request(), tmp_path, lambda done, steps: heard.append((done, steps)))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]

    class StopError(Exception):
        pass

    def stop(done, _steps):
        if done == 1:
            raise StopError

    with pytest.raises(StopError):
        painter.paint(request(), tmp_path, stop)
    assert painter.paint(request(), tmp_path, quiet).file.is_file()


def test_text_encoders_read_first_and_leave_without_a_difference(painter, painted):
    apart = DiffusionPainter(FLUX, tiny_flux(), Fit(Mode.CPU, text_first=True))
    apart.prepare([request().setup, request(composition="A lamp.").setup])
    assert np.array_equal(painted(apart, request()), painted(painter, request()))
    assert apart._pipeline.text_encoder_2 is None
    painted(apart, request(composition="A lamp."))
    assert apart._pipeline is not None


def test_blocks_fetched_one_by_one_paint_the_same(painter, painted):
    grouped = DiffusionPainter(FLUX, tiny_flux(), Fit(Mode.GROUP_OFFLOAD), "cpu")
    seen = painted(grouped, request()).astype(int)
    # Group offload works in 16 bits, the CPU in 32.
    assert np.abs(seen - painted(painter, request())).mean() < 12


def test_rounded_weights_paint_another_picture_and_are_another_revision(painter, painted):
    rounded = DiffusionPainter(FLUX, tiny_flux(), Fit(Mode.CPU, eight_bit=True))
    assert not np.array_equal(painted(rounded, request()), painted(painter, request()))
    assert rounded._pipeline.transformer.transformer_blocks[0].attn.to_q.weight.dtype is torch.float8_e4m3fn
    assert rounded.spec.revision != painter.spec.revision


def test_a_picture_in_tiles_is_nearly_the_same(painter, painted):
    tiled = DiffusionPainter(FLUX, tiny_flux(), Fit(Mode.CPU, tiled=True))
    assert painted(tiled, request()).shape == painted(painter, request()).shape
    assert tiled._pipeline.vae.use_tiling


def test_when_memory_runs_out_it_settles_for_less_and_says_so(tmp_path, monkeypatch):
    painter = DiffusionPainter(FLUX, tiny_flux(), CPU)
    call = painter._call

    def scarce(pipeline, words, asked, size, progress):
        if size.width > 64 or not pipeline.vae.use_tiling:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory")
        return call(pipeline, words, asked, size, progress)

    monkeypatch.setattr(painter, "_call", scarce)
    made = painter.paint(request(), tmp_path, quiet)
    assert made.settled["settled"] == [
        "the picture is decoded in tiles",
        "the picture is made at 64x32 instead of 80x48",
    ]
    assert made.settled["held"] == "cpu, tiled"
    with Image.open(made.file) as picture:
        assert picture.size == (80, 46)


def test_a_style_adds_its_words():
    noir = style_named("film-noir")
    words = words_for(a_setup(), noir)
    assert words.startswith("A mill at dusk. ")
    assert noir.composition in words
    assert words.endswith(noir.texture)
    with pytest.raises(UserMustFix, match="claymation"):
        style_named("cubism")


def test_style_and_steps_are_in_the_revision(painter):
    def revision(**wishes):
        return DiffusionPainter(FLUX, tiny_flux(), CPU, wishes=Wishes(**wishes)).spec.revision

    assert len({painter.spec.revision, revision(style=Style(texture="Ink.")), revision(steps=3)}) == 3
    assert painter.spec.revision == revision()


def test_a_lora_changes_the_picture_by_its_weight(painter, painted, tmp_path):
    write_lora(tmp_path / "loras" / "wobble.safetensors")
    assert list(loras_in(tmp_path / "loras")) == ["wobble"]

    def at(weight):
        worn = lora_named(tmp_path / "loras", "wobble", weight)
        return painted(DiffusionPainter(FLUX, tiny_flux(), CPU, wishes=Wishes(loras=(worn,))), request())

    plain = painted(painter, request())
    assert np.abs(at(0.0).astype(int) - plain).max() <= 1
    assert not np.array_equal(at(1.0), plain)


def test_loras_are_bounded_known_and_safetensors(tmp_path):
    write_lora(tmp_path / "wobble.safetensors")
    (tmp_path / "evil.bin").write_bytes(b"cos\nsystem\n")
    (tmp_path / "broken.safetensors").write_bytes(b"\xff" * 40)
    for name, weight, words in (
        ("wobble", 3.0, "from -2 to 2"),
        ("evil", 1.0, "no LoRA called 'evil'"),
        ("../wobble", 1.0, "no LoRA called"),
        ("broken", 1.0, "safetensors"),
    ):
        with pytest.raises(UserMustFix, match=words):
            lora_named(tmp_path, name, weight)
    shutil.copy(tiny_flux() / "vae" / "diffusion_pytorch_model.safetensors", tmp_path / "vae.safetensors")
    with pytest.raises(UserMustFix, match="is no LoRA"):
        lora_named(tmp_path, "vae")


def test_pickles_and_foreign_code_are_refused(tmp_path):
    folder = write_flux(tmp_path / "flux")
    (folder / "vae" / "diffusion_pytorch_model.bin").write_bytes(b"cos\nsystem\n")
    with pytest.raises(UserMustFix, match="could run code: vae/diffusion_pytorch_model"):
        DiffusionPainter(FLUX, folder, CPU).paint(request(), tmp_path, quiet)
    (folder / "vae" / "diffusion_pytorch_model.bin").unlink()
    index = folder / "model_index.json"
    index.write_text(index.read_text().replace('"transformers",\n    "CLIPTextModel"', '"os",\n    "CLIPTextModel"'))
    with pytest.raises(UserMustFix, match="'os', which is no part of"):
        DiffusionPainter(FLUX, folder, CPU).paint(request(), tmp_path, quiet)


def test_an_incomplete_folder_is_said_so(tmp_path):
    folder = write_flux(tmp_path / "flux")
    (folder / "transformer" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(UserMustFix, match="can't be loaded"):
        DiffusionPainter(FLUX, folder, CPU).paint(request(), tmp_path, quiet)


def test_numbers_that_run_away_are_no_picture(tmp_path):
    painter = DiffusionPainter(FLUX, tiny_flux(), CPU)
    painter._call = lambda *_: np.full((48, 80, 3), np.nan, dtype=np.float32)
    with pytest.raises(ToolFailed, match="numbers ran away"):
        painter.paint(request(), tmp_path, quiet)


def test_what_fits_nowhere_is_never_begun():
    with pytest.raises(UserMustFix, match="does not fit this machine: too small"):
        DiffusionPainter(FLUX, tiny_flux(), Fit(Mode.NONE, reason="too small"))
