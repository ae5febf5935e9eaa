"""Mochi's attention: equal to the stock one, no host syncs a layer, any backend, compiled once."""

import pytest
from doubles.video_entries import LIBRARY_WARNINGS

from rushes.errors import ToolFailed

torch = pytest.importorskip("torch", reason="it comes with rushes[render]")
pytest.importorskip("diffusers", reason="it comes with rushes[render]")

pytestmark = [pytest.mark.filterwarnings(warning) for warning in LIBRARY_WARNINGS]

TOKENS = 16
LENGTHS = [[16, 5], [0, 9], [3, 3], [7]]


def transformer():
    from diffusers import MochiTransformer3DModel
    from doubles.tiny_video import tiny_folder

    made = MochiTransformer3DModel.from_pretrained(tiny_folder("mochi"), subfolder="transformer").eval()
    torch.manual_seed(5)
    for weights in made.parameters():
        torch.nn.init.normal_(weights, 0, 0.2)
    return made


@pytest.fixture(scope="module")
def stock():
    return transformer()


@pytest.fixture
def trimmed():
    from rushes.tools.diffusion.mochi_attention import trim_attention

    made = transformer()
    trim_attention(made)
    return made


def given(lengths, mask=None):
    noise = torch.Generator().manual_seed(0)
    if mask is None:
        mask = torch.arange(TOKENS)[None] < torch.tensor(lengths)[:, None]
    return {
        "hidden_states": torch.randn(len(lengths), 12, 3, 8, 14, generator=noise),
        "encoder_hidden_states": torch.randn(len(lengths), TOKENS, 32, generator=noise),
        "timestep": torch.full((len(lengths),), 300.0),
        "encoder_attention_mask": mask,
        "return_dict": False,
    }


@pytest.mark.parametrize("lengths", LENGTHS)
def test_it_is_equal_to_the_stock_one(stock, trimmed, lengths):
    with torch.no_grad():
        theirs, ours = stock(**given(lengths))[0], trimmed(**given(lengths))[0]
    assert theirs.abs().max() > 1
    assert torch.allclose(ours, theirs, atol=1e-5)


def test_the_card_is_asked_once_a_prompt(trimmed, monkeypatch):
    asked = []
    nonzero, cpu = torch.nonzero, torch.Tensor.cpu
    monkeypatch.setattr(torch, "nonzero", lambda *a, **k: (asked.append("nonzero"), nonzero(*a, **k))[1])
    monkeypatch.setattr(torch.Tensor, "cpu", lambda tensor: (asked.append("cpu"), cpu(tensor))[1])
    same = given([16, 5])
    with torch.no_grad():
        for _ in range(3):
            trimmed(**same)
        assert asked == ["cpu"]
        trimmed(**given([16, 4]))
    assert asked == ["cpu", "cpu"]


def test_it_heeds_the_attention_backend(stock, trimmed, monkeypatch):
    from diffusers.models.attention_processor import MochiAttention

    from rushes.tools.diffusion import mochi_attention

    used = []
    dispatch = mochi_attention.dispatch_attention_fn
    monkeypatch.setattr(
        mochi_attention, "dispatch_attention_fn", lambda *a, **k: (used.append(k["backend"]), dispatch(*a, **k))[1]
    )
    mochi_attention.trim_attention(trimmed, "_native_math")
    try:
        layers = sum(isinstance(module, MochiAttention) for module in trimmed.modules())
        with torch.no_grad():
            ours = trimmed(**given([16, 5]))[0]
            assert [one.value for one in used] == ["_native_math"] * 2 * layers
            assert torch.allclose(ours, stock(**given([16, 5]))[0], atol=1e-5)
    finally:
        trimmed.set_attention_backend("native")
    with pytest.raises(ValueError, match="must be one of"):
        mochi_attention.trim_attention(trimmed, "telepathy")


def test_a_prompt_padded_at_its_front_is_refused(trimmed):
    front = torch.arange(TOKENS)[None] >= 4
    with pytest.raises(ToolFailed, match="padded elsewhere"):
        trimmed(**given([1], front))


@pytest.mark.slow
def test_a_block_is_compiled_once_for_prompts_of_all_lengths(stock, trimmed):
    from torch._dynamo.testing import CompileCounter

    from rushes.tools.diffusion.mochi_attention import compile_blocks

    torch._dynamo.reset()
    counter = CompileCounter()
    compile_blocks(trimmed, backend=counter)
    with torch.no_grad():
        for lengths in ([16, 5], [0, 9], [3, 3]):
            ours, theirs = trimmed(**given(lengths))[0], stock(**given(lengths))[0]
            assert torch.allclose(ours, theirs, atol=1e-5)
    assert counter.frame_count == 2  # one for all blocks, one for the last, which has no prompt to hand on
    torch._dynamo.reset()
