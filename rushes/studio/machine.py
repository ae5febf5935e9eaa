"""The machine: its cards, its memory, its cores. Nothing is imported or loaded to look at it."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TypeVar

Shown = TypeVar("Shown")

_MEBIBYTE = 1 << 20

CPU = "cpu"
"""The device of what needs no card."""


@dataclass(frozen=True, slots=True)
class Card:
    """A graphics card as its driver names it. `memory` is in bytes."""

    name: str
    memory: int
    driver: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to work on: cards, in the driver's order, and bytes of main memory."""

    cards: tuple[Card, ...] = ()
    memory: int = 0

    @property
    def small(self) -> int | None:
        """The card on which small models work beside the large ones: the second largest, or the only one."""
        by_size = sorted(range(len(self.cards)), key=lambda number: -self.cards[number].memory)
        return by_size[min(1, len(by_size) - 1)] if by_size else None

    @property
    def beside(self) -> str:
        """The device of small models."""
        return CPU if self.small is None else device(self.small)


def device(card: int) -> str:
    """A card's name for torch, and the name of its lane."""
    return f"cuda:{card}"


def card_of(name: str) -> int | None:
    """The number of the card that a device is; None for the CPU."""
    found = re.fullmatch(r"cuda:(\d+)", name)
    return int(found[1]) if found else None


def this_machine() -> Machine:
    """The machine as it is, its cards numbered for torch as the driver's tool numbers them."""
    os.environ.setdefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
    return Machine(cards(), main_memory())


def workers() -> int:
    """How many calls a machine's cores carry: one each, of those this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cards() -> tuple[Card, ...]:
    """NVIDIA cards, by the driver's own tool; none without a driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    words = [tool, "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return visible(cards_from(answer.stdout), os.environ.get(VISIBLE))


def power_limit() -> float | None:
    """Watts that the cards may draw together, by the driver's own tool; None without one."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    words = [tool, "--query-gpu=power.limit", "--format=csv,noheader,nounits"]
    try:
        answer = subprocess.run(words, capture_output=True, text=True, timeout=10, check=True)  # noqa: S603
        return sum(float(line) for line in answer.stdout.split()) or None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


VISIBLE = "CUDA_VISIBLE_DEVICES"
"""What torch and we are shown of the cards."""


def visible(found: tuple[Shown, ...], named: str | None) -> tuple[Shown, ...]:
    """The cards (or what is told of each) that CUDA_VISIBLE_DEVICES leaves, in its order, by their numbers.

    All of them without it.
    """
    if named is None:
        return found
    return tuple(found[number] for number in _numbers(named) if number < len(found))


def show_only(card: int) -> None:
    """Let this process see no card but this one of the visible, which is its first then. To be called before torch is.

    What a library puts on "the" card then lands there too, and no other card is given a context for nothing.
    """
    named = os.environ.get(VISIBLE)
    numbers = _numbers(named) if named is not None else []
    os.environ[VISIBLE] = str(numbers[card] if card < len(numbers) else card)


def _numbers(named: str) -> list[int]:
    return [int(word) for word in named.replace(" ", "").split(",") if word.isdecimal()]


def cards_from(answer: str) -> tuple[Card, ...]:
    """What `nvidia-smi` said: a line a card, its memory in MiB. Lines of another form are left out."""
    rows = (line.rsplit(",", 2) for line in answer.splitlines())
    parts = ([part.strip() for part in row] for row in rows if len(row) == 3)
    return tuple(Card(name, int(memory) * _MEBIBYTE, driver) for name, memory, driver in parts if memory.isdecimal())


def main_memory() -> int:
    """Bytes of main memory, 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 0
