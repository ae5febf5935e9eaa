"""The benchmark for a day with a GPU: that it runs, and that what it builds there are the models it names."""

import sys

import pytest
from doubles.video_entries import LIBRARY_WARNINGS

from rushes.configs.equipment import equipment

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]


@pytest.mark.slow
def test_it_runs_at_toy_sizes_and_writes_what_it_found(tmp_path, monkeypatch):
    from benchmarks.gpu import __main__ as benchmark

    out = tmp_path / "gpu.md"
    monkeypatch.setattr(sys, "argv", ["gpu", "--tiny", "--job", "mochi", "--out", str(out)])
    threads = torch.get_num_threads()
    benchmark.main()
    torch.set_num_threads(threads)
    text = out.read_text(encoding="utf-8")
    assert "no figures" in text
    rows = {line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| ")}
    assert {"plain diffusers", "trimmed attention", "trimmed, compiled blocks"} <= rows.keys()
    assert "does not run" not in text


def test_its_models_are_as_large_as_the_inventory_says():
    from diffusers import AutoencoderKL, AutoencoderKLMochi, FluxTransformer2DModel, MochiTransformer3DModel

    from benchmarks.gpu.jobs import FLUX, FLUX_VAE, MOCHI, MOCHI_VAE

    def numbers(kind, settings):
        with torch.device("meta"):
            return sum(weight.numel() for weight in kind(**settings).parameters())

    flux, mochi = (equipment().named(name).parameters for name in ("flux.1-dev", "mochi-1"))
    assert numbers(FluxTransformer2DModel, FLUX) == flux["transformer"]
    assert numbers(AutoencoderKL, FLUX_VAE) == flux["vae"]
    assert numbers(MochiTransformer3DModel, MOCHI) == mochi["transformer"]
    assert numbers(AutoencoderKLMochi, MOCHI_VAE) == mochi["vae"]


def test_without_a_card_it_says_so(monkeypatch, capsys):
    from benchmarks.gpu import __main__ as benchmark

    if torch.cuda.is_available():
        pytest.skip("there is one")
    monkeypatch.setattr(sys, "argv", ["gpu"])
    with pytest.raises(SystemExit):
        benchmark.main()
    assert "no card here" in capsys.readouterr().err
