"""Mochi's attention without waiting for the card.

diffusers' own processor asks the card, in every layer of every step and for every item of the batch, which prompt
tokens count (`torch.nonzero`, 96 waits a step), calls torch's attention past `set_attention_backend`, and can't be
compiled whole. Which tokens count is the same in all layers and steps, so here it is asked once a job. Then each item
attends over its pictures' tokens and the prompt tokens that count, without a mask: the arithmetic stays what it was,
and any attention backend will do. Attention is an operator of its own, so that a compiled block has the same shapes
for prompts of every length and is compiled once.
"""

from typing import Any, cast

import torch
from diffusers.models.attention_dispatch import AttentionBackendName, dispatch_attention_fn
from diffusers.models.attention_processor import MochiAttention

from rushes.errors import ToolFailed

_BLOCK = "MochiTransformerBlock"


class PromptLengths:
    """How many tokens of each prompt in the batch count: asked of the card when another prompt comes.

    `lengths` is a tensor of the host's: one number an item.
    """

    def __init__(self) -> None:
        self.lengths = torch.zeros(0, dtype=torch.int64)
        self._mask: torch.Tensor | None = None

    def look(self, _module: Any, _given: tuple[Any, ...], named: dict[str, Any]) -> None:
        """A transformer's forward pre-hook. Raises ToolFailed for prompts that are not padded at their end."""
        mask: torch.Tensor = named["encoder_attention_mask"]
        if mask is self._mask:
            return
        here = mask.bool().cpu()
        lengths = here.sum(dim=1)
        if not torch.equal(here, torch.arange(here.shape[1]) < lengths[:, None]):
            raise ToolFailed("Mochi's prompt is padded elsewhere than at its end.", "Use the tokenizer it came with.")
        self.lengths, self._mask = lengths, mask


@torch.library.custom_op("rushes::trimmed_attention", mutates_args=())
def trimmed_attention(
    query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, split: int, lengths: torch.Tensor, backend: str
) -> torch.Tensor:
    """Attention of each item over its first `split + lengths[item]` tokens; zeros after them, as in the stock one.

    (batch, tokens, heads, width) each, `split` of the tokens being pictures'; `lengths` lies on the host. `backend` is
    diffusers' name for one, "" the one in force.
    """
    attended = torch.empty_like(query)
    name = AttentionBackendName(backend) if backend else None
    counted = cast("list[int]", lengths.tolist())
    for item, length in enumerate(counted):
        last = split + length
        q, k, v = (tokens[item : item + 1, :last] for tokens in (query, key, value))
        attended[item : item + 1, :last] = dispatch_attention_fn(q, k, v, backend=name)
        attended[item, last:] = 0
    return attended


@trimmed_attention.register_fake
def _(query: torch.Tensor, *_: Any) -> torch.Tensor:
    return torch.empty_like(query)


class TrimmedAttention:
    """An attention processor for `MochiAttention`, equal to the stock one."""

    def __init__(self, prompts: PromptLengths) -> None:
        self._prompts = prompts
        self._attention_backend: Any = None  # set_attention_backend() writes here
        self._parallel_config: Any = None

    def __call__(
        self,
        attn: Any,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor,
        attention_mask: torch.Tensor,  # noqa: ARG002 - its lengths are known
        image_rotary_emb: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens of pictures (batch, p, width) and prompt (batch, t, width) → the same, attended."""
        pictures = _of_pictures(attn, hidden_states, image_rotary_emb)
        prompt = _of_prompt(attn, encoder_hidden_states)
        query, key, value = (torch.cat(both, dim=1) for both in zip(pictures, prompt, strict=True))
        split = hidden_states.shape[1]
        backend = str(self._attention_backend.value) if self._attention_backend else ""
        attended = trimmed_attention(query, key, value, split, self._prompts.lengths, backend).flatten(2, 3)
        shown = attn.to_out[1](attn.to_out[0](attended[:, :split]))
        read = attended[:, split:]
        return shown, attn.to_add_out(read) if hasattr(attn, "to_add_out") else read


def _of_pictures(attn: Any, tokens: torch.Tensor, rotation: tuple[torch.Tensor, torch.Tensor] | None) -> Any:
    query, key, value = (_in_heads(attn, projection(tokens)) for projection in (attn.to_q, attn.to_k, attn.to_v))
    query, key = attn.norm_q(query), attn.norm_k(key)
    return (query, key, value) if rotation is None else (_turned(query, *rotation), _turned(key, *rotation), value)


def _of_prompt(attn: Any, tokens: torch.Tensor) -> Any:
    projections = (attn.add_q_proj, attn.add_k_proj, attn.add_v_proj)
    query, key, value = (_in_heads(attn, projection(tokens)) for projection in projections)
    return attn.norm_added_q(query), attn.norm_added_k(key), value


def _in_heads(attn: Any, tokens: torch.Tensor) -> torch.Tensor:
    heads: int = attn.heads
    return cast("Any", tokens).unflatten(2, (heads, -1))


def _turned(tokens: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary position: neighbouring numbers turned as a pair, in 32 bits."""
    even, odd = tokens[..., 0::2].float(), tokens[..., 1::2].float()
    turned = ((even * cos - odd * sin).to(tokens.dtype), (even * sin + odd * cos).to(tokens.dtype))
    return torch.stack(turned, dim=-1).flatten(-2)


def trim_attention(transformer: Any, backend: str = "") -> None:
    """Put the processor into every layer, and have it use an attention backend of diffusers' ("": torch's own).

    Raises ValueError for a backend that diffusers does not know, RuntimeError for one that is not installed.
    """
    prompts = PromptLengths()
    transformer.register_forward_pre_hook(prompts.look, with_kwargs=True)
    for module in cast("torch.nn.Module", transformer).modules():
        if isinstance(module, MochiAttention):
            cast("Any", module).processor = TrimmedAttention(prompts)
    if backend:
        transformer.set_attention_backend(backend)


def compile_blocks(transformer: Any, **options: Any) -> None:
    """Compile the transformer block by block: one block's code serves all 48. The attention must be trimmed."""
    transformer._repeated_blocks = [_BLOCK]  # noqa: SLF001 - diffusers leaves Mochi's empty
    transformer.compile_repeated_blocks(fullgraph=True, **options)
