"""How the next token is drawn, in the child: from the model's likeliest, and only such as the grammar allows.

The token is drawn first and shown to the grammar then; only where the grammar refuses it are all the tokens
of the vocabulary held against the grammar, and another is drawn from the allowed ones. With a vocabulary of
128,256 tokens the second way takes 24 ms of a CPU, and a model that knows what is asked seldom needs it.
"""

import ctypes
import math
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from llama_cpp import Context, Sampler, Vocab

_LIKELIEST = 40
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""llama_token_data, as it lies in memory."""


class NoGrammar(ValueError):
    """llama.cpp can't parse the grammar. A sampler would take it, and crash."""


class Sampling:
    """One answer's luck. `grammar` is GBNF, or None for free text. `close` gives its memory back."""

    def __init__(
        self,
        cpp: ModuleType,
        vocab: "Vocab",
        *,
        seed: int,
        temperature: float,
        top_p: float,
        grammar: str | None,
    ) -> None:
        self._cpp: Any = cpp
        self._grammar: Sampler | None = None
        if grammar is not None:
            self._grammar = self._cpp.llama_sampler_init_grammar(vocab, grammar.encode(), b"root")
            if not self._grammar:
                raise NoGrammar
        self._draw = self._chain(seed, temperature, top_p)
        self._vocabulary = np.zeros(self._cpp.llama_vocab_n_tokens(vocab), _CANDIDATE)
        self._one = np.zeros(1, _CANDIDATE)

    def next(self, context: "Context") -> int:
        """The token after those that the context has just read."""
        token: int = self._cpp.llama_sampler_sample(self._draw, context, -1)
        if self._grammar is None:
            return token
        if not self._allowed(token):
            token = self._drawn_again(context)
        self._cpp.llama_sampler_accept(self._grammar, token)
        return token

    def close(self) -> None:
        """No further token."""
        self._cpp.llama_sampler_free(self._draw)
        if self._grammar is not None:
            self._cpp.llama_sampler_free(self._grammar)

    def _chain(self, seed: int, temperature: float, top_p: float) -> "Sampler":
        cpp = self._cpp
        chain = cpp.llama_sampler_chain_init(cpp.llama_sampler_chain_default_params())
        parts = [cpp.llama_sampler_init_greedy()]
        if temperature > 0:
            parts = [
                cpp.llama_sampler_init_top_k(_LIKELIEST),
                cpp.llama_sampler_init_top_p(top_p, 1),
                cpp.llama_sampler_init_temp(temperature),
                cpp.llama_sampler_init_dist(seed),
            ]
        for part in parts:  # the chain owns them
            cpp.llama_sampler_chain_add(chain, part)
        return chain

    def _allowed(self, token: int) -> bool:
        self._one[0] = (token, 1.0, 0.0)
        self._cpp.llama_sampler_apply(self._grammar, self._row(self._one))
        return not math.isinf(float(self._one["logit"][0]))

    def _drawn_again(self, context: "Context") -> int:
        count = len(self._vocabulary)
        self._vocabulary["id"] = np.arange(count, dtype=np.int32)
        self._vocabulary["logit"] = np.ctypeslib.as_array(self._cpp.llama_get_logits_ith(context, -1), (count,))
        row = self._row(self._vocabulary)
        self._cpp.llama_sampler_apply(self._grammar, row)
        self._cpp.llama_sampler_apply(self._draw, row)
        chosen: Any = row._obj  # noqa: SLF001 - ctypes' own name for what byref points to
        return int(self._vocabulary["id"][chosen.selected])

    def _row(self, candidates: np.ndarray) -> Any:
        """The candidates as llama.cpp takes them: samplers change them in place."""
        kind: Any = self._cpp.llama_token_data_p
        pointer: Any = ctypes.cast(candidates.ctypes.data, kind)
        return ctypes.byref(self._cpp.llama_token_data_array(pointer, len(candidates), -1, False))  # noqa: FBT003 - C
