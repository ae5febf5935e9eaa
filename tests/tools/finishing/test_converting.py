"""Pickles become safetensors, and nothing in them ever runs."""

import os
import pickle

import pytest
from doubles import tiny_esrgan

from rushes.errors import UserMustFix
from rushes.tools.finishing.converting import converted

torch = pytest.importorskip("torch")


class Evil:
    """What a hostile checkpoint does when it is opened the careless way."""

    def __init__(self, proof):
        self.proof = proof

    def __reduce__(self):
        return os.mkdir, (str(self.proof),)


def test_the_same_numbers_come_out(tmp_path):
    from safetensors import safe_open
    from safetensors.torch import load_file

    weights = tiny_esrgan.srvgg()
    shared = {
        **weights,
        "again.weight": weights["body.0.weight"],
        "turned.weight": weights["body.0.weight"].transpose(0, 1),
    }
    torch.save({"params": {"other": torch.zeros(1)}, "params_ema": shared}, tmp_path / "m.pth")
    made = converted(tmp_path / "m.pth")
    assert made == tmp_path / "m.safetensors"
    read = load_file(made)
    assert read.keys() == shared.keys()
    assert all(torch.equal(read[name], shared[name]) for name in shared)
    with safe_open(made, "pt") as opened:
        assert opened.metadata()["converted-from"] == "m.pth"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.pth", "m.safetensors"]
    before = made.read_bytes()
    made.unlink()
    assert converted(tmp_path / "m.pth").read_bytes() == before


@pytest.mark.parametrize("how", ["torch", "pickle", "nested"])
def test_a_pickle_that_would_run_something_is_refused_and_does_not_run(how, tmp_path):
    proof, file = tmp_path / "it-ran", tmp_path / "m.pth"
    if how == "torch":
        torch.save({"params_ema": {"conv_first.weight": Evil(proof)}}, file)
    elif how == "nested":
        torch.save({"params_ema": {"conv_first.weight": torch.zeros(1)}, "about": [Evil(proof)]}, file)
    else:
        file.write_bytes(pickle.dumps(Evil(proof)))
    with pytest.raises(UserMustFix, match=r"m\.pth"):
        converted(file)
    assert not proof.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["m.pth"]


@pytest.mark.parametrize(
    "held",
    [
        {"params_ema": {"weight": "words"}},
        {"params_ema": {}},
        [torch.zeros(2)],
        {"params_ema": {3: torch.zeros(2)}},
        {"epoch": 3},
    ],
)
def test_what_is_not_weights_by_name_is_refused(held, tmp_path):
    torch.save(held, tmp_path / "m.pth")
    with pytest.raises(UserMustFix, match=r"m\.pth"):
        converted(tmp_path / "m.pth")
    assert not (tmp_path / "m.safetensors").exists()


@pytest.mark.parametrize("keep", [0, 10, 200, -40])
def test_a_file_cut_short_is_refused(keep, tmp_path):
    torch.save({"params_ema": tiny_esrgan.srvgg()}, tmp_path / "m.pth")
    (tmp_path / "m.pth").write_bytes((tmp_path / "m.pth").read_bytes()[:keep])
    with pytest.raises(UserMustFix, match=r"m\.pth"):
        converted(tmp_path / "m.pth")


def test_numbers_that_are_none_survive(tmp_path):
    torch.save({"params": {"weight": torch.tensor([float("nan"), float("inf"), -0.0])}}, tmp_path / "m.pth")
    from safetensors.torch import load_file

    read = load_file(converted(tmp_path / "m.pth"))["weight"]
    assert read.isnan()[0]
    assert read.isinf()[1]
