"""When memory runs out: the next way down, tried at once, and a record of what was settled for."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from pydantic import JsonValue

from rushes.errors import ToolFailed
from rushes.tools.fitting import Asked, Fit, Ladder

Result = TypeVar("Result")

_WORDS = ("out of memory", "can't allocate memory", "not enough memory")
"""How torch says it, on cards and on the CPU, where it raises no class of its own."""


@dataclass(frozen=True, slots=True)
class Settled(Generic[Result]):
    """What came out, how it was made in the end, and the steps that led there, in words."""

    result: Result
    fit: Fit
    asked: Asked
    steps: tuple[str, ...] = ()

    @property
    def record(self) -> dict[str, JsonValue]:
        """What belongs on the take: how the model was held, and whatever is not as it was asked for."""
        noted: dict[str, JsonValue] = {"held": str(self.fit)}
        if self.steps:
            noted |= {"settled": list(self.steps), "made": str(self.asked.size), "frames": self.asked.frames}
        return noted


def settle(ladder: Ladder, fit: Fit, asked: Asked, work: Callable[[Fit, Asked], Result], title: str) -> Settled[Result]:
    """The work, done as asked; each time memory runs out, done again a rung lower. Raises ToolFailed at the end.

    `work` lets go of what it held when it raises. Its other errors pass through.
    """
    steps: list[str] = []
    while True:
        result = tried(partial(work, fit, asked))
        if result is not None:
            return Settled(result[0], fit, asked, tuple(steps))
        rung = ladder.next_rung(fit, asked)
        if rung is None:
            raise ToolFailed(
                f"{title} ran out of memory at {asked.size}, held as {fit}.",
                "Nothing smaller is allowed: free the card, or choose a smaller model or size.",
            )
        fit, asked = rung.fit, rung.asked
        steps.append(rung.words)


def tried(work: Callable[[], Result]) -> tuple[Result] | None:
    """The result in a tuple, or None when memory ran out; what the attempt held is given back."""
    try:
        return (work(),)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
    # Behind the handler: an error holds its frames, and they what they had.
    _relieve()
    return None


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that a card or the main memory is full."""
    return isinstance(error, MemoryError) or any(word in str(error).lower() for word in _WORDS)


def _relieve() -> None:
    """Give back what the failed attempt held."""
    import torch  # noqa: PLC0415 - heavy, and only there when a model ran

    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
