"""What models need, where they are placed, and the page that says so."""

from math import prod
from pathlib import Path

import pytest
from doubles.tiny_flux import FLUX, tiny_flux

from rushes.configs.equipment import equipment
from rushes.errors import UserMustFix
from rushes.film.frames import Size
from rushes.tools.fit_table import fit_page
from rushes.tools.fitting import GB, Asked, Mode, Needs
from rushes.tools.placing import place
from rushes.tools.weighing import needs_of, parts_of, tensor_shapes

PAGE = Path(__file__).parents[3] / "docs" / "fit.md"


def test_flux_at_its_full_size():
    needs = needs_of(equipment().named("flux.1-dev"), Asked(Size(2048, 1152)))
    assert needs is not None
    assert needs.transformer == 2 * 11_901_408_320
    assert needs.text_encoders == 2 * (123_060_480 + 4_762_310_656)
    assert needs.vae == 2 * 83_819_683
    small = needs_of(equipment().named("flux.1-dev"), Asked(Size(1024, 576)))
    assert small is not None
    assert 3 * small.activation < 4 * needs.activation
    assert 3.9 < needs.decode / small.decode < 4.1


def test_longer_clips_need_more_and_weigh_the_same():
    entry = equipment().named("mochi-1")
    short, long = (needs_of(entry, Asked(Size(848, 480), frames)) for frames in (7, 85))
    assert short is not None
    assert long is not None
    assert short.weights == long.weights
    assert short.activation < long.activation
    assert short.decode < long.decode


def test_a_model_nobody_counted_is_unknown():
    assert needs_of(FLUX, Asked(Size(64, 64))) is None


def test_a_folder_is_weighed_by_its_headers():
    torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
    from diffusers import FluxTransformer2DModel

    parts = parts_of(tiny_flux())
    loaded = FluxTransformer2DModel.from_pretrained(tiny_flux() / "transformer", local_files_only=True)
    assert parts.numbers["transformer"] == sum(weight.numel() for weight in loaded.parameters())
    assert set(parts.numbers) == {"transformer", "text_encoder", "text_encoder_2", "vae"}
    needs = needs_of(FLUX, Asked(Size(64, 64)), tiny_flux())
    assert needs is not None
    assert needs.block == 2 * parts.largest
    assert torch.get_num_threads() >= 1


def test_what_is_no_safetensors_file_is_said_so(tmp_path):
    for name, content in (("a", b""), ("b", b"\xff" * 16), ("c", b"\x02\0\0\0\0\0\0\0[]")):
        file = tmp_path / f"{name}.safetensors"
        file.write_bytes(content)
        with pytest.raises(UserMustFix, match="can't be read as safetensors"):
            tensor_shapes(file)


def test_shapes_are_those_of_the_file():
    pytest.importorskip("torch", reason="it comes with rushes[render]")
    from safetensors import safe_open

    file = tiny_flux() / "vae" / "diffusion_pytorch_model.safetensors"
    with safe_open(file, framework="pt") as opened:
        expected = sum(prod(opened.get_slice(name).get_shape()) for name in opened.keys())  # noqa: SIM118
    assert sum(map(prod, tensor_shapes(file).values())) == expected


HEAVY = Needs(20 * GB, 10 * GB, GB, GB, GB, GB, GB)


def test_two_equal_cards_both_follow_the_work():
    placed = place({"image": HEAVY, "motion": HEAVY}, [24 * GB, 24 * GB], 128 * GB)
    assert [(one.model, one.card) for one in placed] == [("image", 0), ("image", 1), ("motion", 0), ("motion", 1)]
    assert {str(one.fit) for one in placed} == {"resident, text encoders first"}


def test_the_better_card_gets_the_model():
    placed = place({"image": HEAVY}, [8 * GB, 80 * GB], 128 * GB)
    assert [(one.card, one.fit.mode) for one in placed] == [(1, Mode.RESIDENT)]


def test_cards_that_would_starve_each_other_of_memory_don_t_both_work():
    offloaded = Needs(30 * GB, 10 * GB, GB, GB, GB, GB, GB)
    placed = place({"image": offloaded}, [24 * GB, 24 * GB], 48 * GB)
    assert [(one.card, one.fit.mode) for one in placed] == [(0, Mode.GROUP_OFFLOAD)]


def test_without_a_card_it_is_the_cpu():
    placed = place({"image": HEAVY}, [], 128 * GB)
    assert [(one.card, one.fit.mode) for one in placed] == [(None, Mode.CPU)]


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == fit_page()
