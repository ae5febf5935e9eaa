"""A tiny Whisper with random weights, in the folder layout of faster-whisper's own models.

Written by CTranslate2's own specification of the model, as its converters write it: needs neither torch nor
transformers. (CTranslate2's converter gives the same files from a tiny transformers Whisper.)
"""

import json
from pathlib import Path

import numpy as np

WIDTH, LAYERS, HEADS, MELS = 64, 2, 2, 80
_SPECIAL = (
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
)
_STAMPS = 1501


def tiny_whisper(folder: Path, seed: int = 0) -> Path:
    """Two layers of width 64 that hear English in bytes, in 16-bit floats, in a folder of their own."""
    import ctranslate2

    letters = _tokenizer(folder)
    vocabulary = [*letters, *_SPECIAL, *(f"<|{at * 0.02:.2f}|>" for at in range(_STAMPS))]
    spec = ctranslate2.specs.WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    _fill(spec, len(vocabulary), np.random.default_rng(seed))
    spec.register_vocabulary(vocabulary)
    spec.config.suppress_ids = [vocabulary.index("<|nospeech|>")]
    spec.config.suppress_ids_begin = [vocabulary.index("<|endoftext|>")]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [(LAYERS - 1, head) for head in range(HEADS)]
    spec.validate()
    spec.optimize(quantization="float16")
    spec.save(str(folder))
    (folder / "preprocessor_config.json").write_text(json.dumps({"feature_size": MELS, "sampling_rate": 16000}))
    return folder


def _fill(spec, words: int, rng: np.random.Generator) -> None:
    encoder, decoder = spec.encoder, spec.decoder
    _matrix(encoder.conv1, (WIDTH, MELS, 3), rng)
    _matrix(encoder.conv2, (WIDTH, WIDTH, 3), rng)
    encoder.position_encodings.encodings = _random((1500, WIDTH), rng)
    decoder.position_encodings.encodings = _random((448, WIDTH), rng)
    decoder.embeddings.weight = _random((words, WIDTH), rng)
    decoder.projection.weight = decoder.embeddings.weight
    for half in (encoder, decoder):
        _norm(half.layer_norm)
        for layer in half.layer:
            _norm(layer.self_attention.layer_norm)
            _matrix(layer.self_attention.linear[0], (3 * WIDTH, WIDTH), rng)
            _matrix(layer.self_attention.linear[1], (WIDTH, WIDTH), rng)
            _norm(layer.ffn.layer_norm)
            _matrix(layer.ffn.linear_0, (2 * WIDTH, WIDTH), rng)
            _matrix(layer.ffn.linear_1, (WIDTH, 2 * WIDTH), rng)
    for layer in decoder.layer:
        _norm(layer.attention.layer_norm)
        for part, rows in zip(layer.attention.linear, (WIDTH, 2 * WIDTH, WIDTH), strict=True):
            _matrix(part, (rows, WIDTH), rng)


def _matrix(part, shape: tuple[int, ...], rng: np.random.Generator) -> None:
    part.weight = _random(shape, rng)
    part.bias = np.zeros(shape[0], np.float32)


def _norm(part) -> None:
    part.gamma, part.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _random(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    return rng.normal(0, 0.05, shape).astype(np.float32)


def _tokenizer(folder: Path) -> list[str]:
    """A tokenizer of single bytes and Whisper's marks, saved as tokenizer.json; its letters in order."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: at for at, letter in enumerate(letters)}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in _SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    return letters
