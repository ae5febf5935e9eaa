"""Whether a model has room on this machine, and why: by the floors that somebody published, else by its weights."""

from dataclasses import dataclass

from rushes.configs.equipment import ModelEntry, Tier
from rushes.configs.inventory import LlmEntry
from rushes.memory.models import amount
from rushes.service.hardware import Card
from rushes.tools.fitting import Fit, Mode, Needs, decide_fit

_TIERS: tuple[Tier, ...] = ("resident", "model-offload", "group-offload", "8-bit", "tiled")
"""From the quickest way of holding a model to the most thrifty."""

_BYTES_EACH = 2
_BLOCKS = 10
"""No model of the list has a block larger than a tenth of its largest part: our own allowance."""


@dataclass(frozen=True, slots=True)
class Room:
    """Whether a model runs here (None: nobody can say), and why, in words."""

    fits: bool | None
    why: str


def room_for_model(entry: ModelEntry, cards: tuple[Card, ...], memory: int, *, eight_bit: bool = True) -> Room:
    """What the largest card and the main memory (bytes) allow."""
    vram = max((card.memory for card in cards), default=0)
    if vram and entry.floors:
        return _by_floors(entry, vram, eight_bit=eight_bit)
    needs = weights_of(entry)
    if needs is None:
        return Room(fits=None, why="nobody says what it needs")
    fit = decide_fit(needs, vram, memory, eight_bit=eight_bit)
    return Room(fits=fit.possible, why=_words(fit))


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
    """The bytes of a model's weights; what it needs at work is not known and left at 0. None where nobody counted."""
    if not entry.parameters:
        return None
    text = sum(count for part, count in entry.parameters.items() if part.startswith("text"))
    vae = entry.parameters.get("vae", 0)
    rest = sum(entry.parameters.values()) - text - vae
    block = max(entry.parameters.values()) * _BYTES_EACH // _BLOCKS
    return Needs(rest * _BYTES_EACH, text * _BYTES_EACH, vae * _BYTES_EACH, 0, 0, 0, block)


def _by_floors(entry: ModelEntry, vram: int, *, eight_bit: bool) -> Room:
    known = [(tier, entry.floors[tier]) for tier in _TIERS if tier in entry.floors and (eight_bit or tier != "8-bit")]
    for tier, floor in known:
        if floor <= vram:
            return Room(fits=True, why=f"{tier}: {amount(floor)} {entry.floors_say}, and the card has {amount(vram)}")
    least = min((floor for _tier, floor in known), default=0)
    needs = weights_of(entry)
    fit = decide_fit(needs, vram, 1 << 62, eight_bit=eight_bit) if needs else None
    if fit is None or not fit.possible or fit.mode is Mode.RESIDENT:
        return Room(fits=False, why=f"from {amount(least)} {entry.floors_say}, and the card has {amount(vram)}")
    # Somebody published a floor for another way of holding it; a thriftier one may still do.
    return Room(
        fits=None, why=f"from {amount(least)} {entry.floors_say}; it may still run {fit.mode.value}: not measured"
    )


def _words(fit: Fit) -> str:
    """Its weights alone are counted: what it works with is known only when it is asked for something."""
    if not fit.possible:
        return f"for its weights alone, {fit.reason}"
    if fit.mode is not Mode.CPU:
        return f"{fit}: {fit.reason}; weights alone"
    first = ", its text encoders before the rest" if fit.text_first else ""
    return f"on the processor, slowly: {amount(fit.ram)} of main memory for its weights{first}"
