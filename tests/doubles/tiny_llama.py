"""A tiny Llama with random weights: real llama.cpp inference in milliseconds, and never a sensible word."""

import atexit
import shutil
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from rushes.agents.model.llama import LlamaChat
from rushes.agents.model.llama_process import Loading

CONTEXT = 2048
WIDTH, LAYERS, HEADS, KV_HEADS, FORWARD = 64, 2, 4, 2, 128
SPECIAL = ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"]
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message['role'] }}<|end_header_id|>\n\n"
    "{{ message['content'] | trim }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)


@cache
def tiny_llama() -> Path:
    """The file, built once a process. Skips the test where the llm extra is not installed."""
    for package in ("llama_cpp", "gguf"):  # looked for, never imported: llama.cpp belongs into the child
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed: it comes with rushes[llm] and the tests' tools")
    folder = Path(tempfile.mkdtemp(prefix="tiny-llama-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_tiny_llama(folder / "tiny.gguf")


def write_tiny_llama(file: Path, *, seed: int = 7, template: str = CHAT_TEMPLATE, in_letters: bool = False) -> Path:
    """Write the model to `file`: the same arguments give the same bytes.

    `in_letters`: bytes beyond ASCII are never likely. llama-cpp-python's own server decodes an answer anew at each
    byte that is no whole letter, which takes minutes where most of them are none.
    """
    import gguf

    writer = gguf.GGUFWriter(file, "llama")
    _describe(writer)
    _vocabulary(writer, template)
    for name, tensor in _weights(seed, in_letters=in_letters).items():
        writer.add_tensor(name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return file


def _describe(writer) -> None:
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(_tokens()))


def _vocabulary(writer, template: str) -> None:
    """Every byte is a token, two letters merge once (a merge list may not be empty), then Llama 3's marks."""
    from gguf import TokenType

    tokens = _tokens()
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(tokens)
    writer.add_token_types([TokenType.CONTROL if token in SPECIAL else TokenType.NORMAL for token in tokens])
    writer.add_token_merges(["t h"])
    writer.add_bos_token_id(tokens.index("<|begin_of_text|>"))
    writer.add_eos_token_id(tokens.index("<|eot_id|>"))
    writer.add_chat_template(template)


@cache
def _tokens() -> list[str]:
    """GPT-2's printable spelling of the 256 bytes, one merged pair, and the marks."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    spare = iter(range(0x100, 0x200))
    return [chr(byte) if byte in plain else chr(next(spare)) for byte in range(256)] + ["th", *SPECIAL]


def _weights(seed: int, *, in_letters: bool) -> dict[str, np.ndarray]:
    random = np.random.default_rng(seed)

    def normal(rows: int, columns: int) -> np.ndarray:
        return random.normal(0, 0.3, (rows, columns)).astype(np.float32)

    narrow = WIDTH // HEADS * KV_HEADS
    weights = {"token_embd.weight": normal(len(_tokens()), WIDTH)}
    for layer in range(LAYERS):
        shapes = {
            "attn_q": (WIDTH, WIDTH),
            "attn_k": (narrow, WIDTH),
            "attn_v": (narrow, WIDTH),
            "attn_output": (WIDTH, WIDTH),
            "ffn_gate": (FORWARD, WIDTH),
            "ffn_up": (FORWARD, WIDTH),
            "ffn_down": (WIDTH, FORWARD),
        }
        weights |= {f"blk.{layer}.{name}.weight": normal(*shape) for name, shape in shapes.items()}
        weights |= {f"blk.{layer}.{name}.weight": np.ones(WIDTH, np.float32) for name in ("attn_norm", "ffn_norm")}
    weights["output_norm.weight"] = np.ones(WIDTH, np.float32)
    weights["output.weight"] = normal(len(_tokens()), WIDTH)
    if in_letters:
        weights["output.weight"] *= 4
        weights["output.weight"][128:256] = 0
    return weights


@cache
def a_tiny_chat() -> LlamaChat:
    """One tiny chat model for all tests of a process that don't break it."""
    chat = LlamaChat(loading=Loading(tiny_llama(), context=4 * CONTEXT, threads=1), patience_s=60)
    atexit.register(chat.close)
    return chat
