"""Whether a model has room on this machine, and why: by what its weights and its work take."""

from dataclasses import dataclass

from rushes.configs.equipment import ModelEntry
from rushes.configs.inventory import LlmEntry
from rushes.memory.models import amount
from rushes.studio.machine import Card
from rushes.tools.fitting import Fit, Mode, Needs, decide_fit
from rushes.tools.weighing import asked_of, needs_of

_BYTES_EACH = 2


@dataclass(frozen=True, slots=True)
class Room:
    """Whether a model runs here (None: nobody can say), and why, in words."""

    fits: bool | None
    why: str


def room_for_model(entry: ModelEntry, cards: tuple[Card, ...], memory: int, *, eight_bit: bool = True) -> Room:
    """What the largest card and the main memory (bytes) allow: the same arithmetic that holds the model at work."""
    vram = max((card.memory for card in cards), default=0)
    needs = needs_of(entry, asked_of(entry)) if entry.kind in {"image", "video"} else weights_of(entry)
    if needs is None:
        return Room(fits=None, why="nobody says what it needs")
    fit = decide_fit(needs, vram, memory, eight_bit=eight_bit)
    return Room(fits=fit.possible, why=_words(fit) + _published(entry, vram))


def room_for_llm(entry: LlmEntry, cards: tuple[Card, ...], memory: int) -> Room:
    """A language model is divided over all cards, and runs on the CPU where there is none."""
    floor, vram = entry.memory_floor(), sum(card.memory for card in cards)
    if floor is None:
        return Room(fits=None, why="nobody says what it needs")
    told = f"{amount(floor)} with {entry.usual_context:,} tokens, {entry.memory_source}"
    if floor <= vram:
        return Room(fits=True, why=f"{told}; the cards have {amount(vram)} together")
    if floor <= memory:
        return Room(fits=True, why=f"on the processor, slowly: {told}")
    cards_have = f"{amount(vram)} of cards and " if vram else "no card and "
    return Room(fits=False, why=f"{told}; here are {cards_have}{amount(memory)} of main memory")


def weights_of(entry: ModelEntry) -> Needs | None:
    """The bytes of a small model's weights, beside which its work is little. None where nobody counted."""
    if not entry.parameters:
        return None
    count = sum(entry.parameters.values())
    return Needs(count * _BYTES_EACH, 0, 0, 0, 0, 0, count * _BYTES_EACH)


def _published(entry: ModelEntry, vram: int) -> str:
    """What somebody measured or published about it, beside what is computed here."""
    if not vram or not entry.floors:
        return ""
    told = ", ".join(f"{amount(floor)} with {tier}" for tier, floor in entry.floors.items())
    return f". {entry.floors_say.capitalize()}: {told}"


def _words(fit: Fit) -> str:
    if not fit.possible:
        return f"{fit.reason} (computed)"
    if fit.mode is not Mode.CPU:
        return f"{fit}: {fit.reason}, computed"
    first = ", its text encoders before the rest" if fit.text_first else ""
    return f"on the processor, slowly: {amount(fit.ram)} of main memory{first}, computed"
