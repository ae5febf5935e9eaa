"""What fits where: which way of holding a model a card carries, and which way down when it turns out not to.

Pure arithmetic on bytes: nothing here looks at a machine or loads a library.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rushes.errors import UserMustFix
from rushes.film.frames import FrameGrid, Size

GB = 1_000_000_000
CARD_RESERVE = 1 * GB
"""Left free on a card for the driver's context and the allocator's gaps. Our own allowance, not measured."""
RAM_RESERVE = 2 * GB
"""Left free in main memory for the system and Python's own libraries. Our own allowance, not measured."""
GROUPS_ON_CARD = 2
"""Group offload holds the block that works and the one that is fetched meanwhile."""


class Mode(StrEnum):
    """Where a model's weights are while it works. In the order of preference: the arithmetic is the same in all."""

    RESIDENT = "resident"  # all of them on the card
    MODEL_OFFLOAD = "model-offload"  # in main memory; the part whose turn it is comes to the card
    GROUP_OFFLOAD = "group-offload"  # in main memory; a block at a time comes to the card
    CPU = "cpu"  # no card, or one that carries it in no way: in main memory, in 32-bit floats
    NONE = "none"  # nowhere


@dataclass(frozen=True, slots=True)
class Needs:
    """Bytes that a model needs for one request, its weights at two bytes a number.

    `block` is the largest block of the transformer (or of a text encoder). `activation` is the peak beside the
    weights while denoising, `decode` and `decode_tiled` while the picture is made from latents, whole or in tiles.
    `apart`: the text encoders can read a prompt without the rest being there.
    """

    transformer: int
    text_encoders: int
    vae: int
    activation: int
    decode: int
    decode_tiled: int
    block: int
    apart: bool = True

    @property
    def weights(self) -> int:
        """All parts together."""
        return self.transformer + self.text_encoders + self.vae


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model is held: a mode, whether its pictures are decoded in tiles, and its weights rounded to 8 bits.

    `text_first`: the text encoders are loaded by themselves, read the prompt and leave before the rest comes.
    `card` and `ram` are the bytes this takes of each, 0 where nobody counted. `reason` says why, for people.
    """

    mode: Mode
    tiled: bool = False
    eight_bit: bool = False
    reason: str = ""
    text_first: bool = False
    card: int = 0
    ram: int = 0

    @property
    def possible(self) -> bool:
        """Whether it runs at all."""
        return self.mode is not Mode.NONE

    @property
    def rank(self) -> int:
        """Its place in the order of preference, 0 the best: the same pixels first, then speed."""
        return _ORDER.index((self.eight_bit, self.tiled, self.mode, self.text_first))

    def __str__(self) -> str:
        marks = [self.mode.value]
        marks += ["text encoders first"] * self.text_first + ["8-bit"] * self.eight_bit + ["tiled"] * self.tiled
        return ", ".join(marks)


def _order() -> Iterator[tuple[bool, bool, Mode, bool]]:
    for eight_bit in (False, True):
        for tiled in (False, True):
            for mode in (Mode.RESIDENT, Mode.MODEL_OFFLOAD, Mode.GROUP_OFFLOAD):
                for text_first in (False, True):
                    yield eight_bit, tiled, mode, text_first
    for tiled in (False, True):
        for text_first in (False, True):
            yield False, tiled, Mode.CPU, text_first
    yield False, False, Mode.NONE, False


_ORDER = tuple(_order())


def decide_fit(needs: Needs, vram: int, ram: int, *, eight_bit: bool = True) -> Fit:
    """The best way to hold a model on a card of `vram` bytes (0: no card) beside `ram` bytes of main memory.

    `eight_bit` says whether its weights may be rounded. More memory never gives a worse one. Where nothing fits,
    the mode is NONE and the reason says what is missing.
    """
    for rounded, tiled, mode, text_first in _ORDER[:-1]:
        if (rounded and not eight_bit) or (text_first and not needs.apart):
            continue
        fit = taking(needs, Fit(mode, tiled, rounded, "", text_first))
        if fit.ram + RAM_RESERVE <= ram and (mode is Mode.CPU or fit.card + CARD_RESERVE <= vram):
            return _with_reason(fit, needs, vram)
    return Fit(Mode.NONE, reason=_why_nowhere(needs, vram, ram, eight_bit=eight_bit))


def taking(needs: Needs, fit: Fit) -> Fit:
    """The fit with the bytes it takes of the card and of main memory."""
    transformer = needs.transformer // 2 if fit.eight_bit else needs.transformer
    decode = needs.decode_tiled if fit.tiled else needs.decode
    text, vae = needs.text_encoders, needs.vae
    rest = transformer + vae + max(needs.activation, decode)
    by_parts = max(text, transformer + needs.activation, vae + decode)
    by_blocks = GROUPS_ON_CARD * needs.block + max(needs.activation, vae + decode)
    together = max(text, needs.transformer + vae) if fit.text_first else needs.weights
    card = {
        Mode.RESIDENT: max(text, rest) if fit.text_first else text + rest,
        Mode.MODEL_OFFLOAD: by_parts,
        Mode.GROUP_OFFLOAD: by_blocks,
    }.get(fit.mode, 0)
    ram = together
    if fit.mode is Mode.RESIDENT:
        # Loaded part by part on its way to the card.
        ram = max(needs.transformer, text, vae)
    if fit.mode is Mode.CPU:
        # Four bytes a number, and numbers between the layers as well.
        ram = 2 * max(text, needs.transformer + vae + max(needs.activation, decode))
        ram = ram if fit.text_first else 2 * (text + rest)
    return Fit(fit.mode, fit.tiled, fit.eight_bit, "", fit.text_first, card, ram)


def _with_reason(fit: Fit, needs: Needs, vram: int) -> Fit:
    words = {
        Mode.RESIDENT: f"its {_gb(needs.weights)} of weights and what it works with stay on the card",
        Mode.MODEL_OFFLOAD: f"its {_gb(needs.weights)} of weights take turns on the card, a part at a time",
        Mode.GROUP_OFFLOAD: f"its largest part, {_gb(max(needs.transformer, needs.text_encoders))}, "
        "goes through the card block by block",
        Mode.CPU: f"{'the card is too small' if vram else 'there is no card'}: it works in main memory, slowly",
    }[fit.mode]
    if fit.text_first:
        words += "; the text encoders read the prompts first and leave"
    if fit.eight_bit:
        words += f"; its transformer of {_gb(needs.transformer)} is rounded to 8 bits a number"
    if fit.tiled:
        words += f"; a picture decoded whole would take {_gb(needs.decode)}, so it is decoded in tiles"
    on_card = vram and fit.mode is not Mode.CPU
    takes = f"{_gb(fit.card)} of {_gb(vram)}" if on_card else f"{_gb(fit.ram)} of main memory"
    return Fit(fit.mode, fit.tiled, fit.eight_bit, f"{words} ({takes})", fit.text_first, fit.card, fit.ram)


def _why_nowhere(needs: Needs, vram: int, ram: int, *, eight_bit: bool) -> str:
    least = taking(needs, Fit(Mode.CPU, tiled=True, text_first=needs.apart)).ram + RAM_RESERVE
    without = f"without a card it takes {_gb(least)} of main memory, and here are {_gb(ram)}"
    if not vram:
        return without
    small = taking(needs, Fit(Mode.GROUP_OFFLOAD, tiled=True, eight_bit=eight_bit, text_first=needs.apart))
    if small.card + CARD_RESERVE > vram:
        return (
            f"even block by block it takes {_gb(small.card + CARD_RESERVE)} of a card that has {_gb(vram)}; {without}"
        )
    return f"a card carries it only beside {_gb(small.ram + RAM_RESERVE)} of main memory, and here are {_gb(ram)}"


def held_to(fit: Fit, title: str) -> Fit:
    """The fit, where it is possible. Raises UserMustFix with the reason."""
    if not fit.possible:
        raise UserMustFix(f"{title} does not fit this machine: {fit.reason}.", "Choose a smaller model or profile.")
    return fit


def _gb(count: int) -> str:
    return f"{count / GB:.1f} GB"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made: a picture's size in pixels and how many frames, 1 for a still."""

    size: Size
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Rung:
    """A step down the ladder: how to hold the model, what to make, and in words what was given up for it."""

    fit: Fit
    asked: Asked
    words: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The way down when memory ran out: offload, tile, round to 8 bits, smaller, fewer frames; in this order.

    `size_multiple` and `grid` are the model's. Nothing gets smaller than `least`; without one, nothing gets smaller.
    """

    least: Asked | None = None
    size_multiple: int = 16
    grid: FrameGrid = field(default_factory=FrameGrid)
    eight_bit: bool = True

    def next_rung(self, fit: Fit, asked: Asked) -> Rung | None:
        """What to try when `asked` did not fit, None when there is nothing left to give up."""
        return self._held_otherwise(fit, asked) or self._smaller(fit, asked) or self._fewer(fit, asked)

    def _held_otherwise(self, fit: Fit, asked: Asked) -> Rung | None:
        below = {Mode.RESIDENT: Mode.MODEL_OFFLOAD, Mode.MODEL_OFFLOAD: Mode.GROUP_OFFLOAD}.get(fit.mode)
        if below is Mode.MODEL_OFFLOAD:
            return Rung(_changed(fit, mode=below), asked, "its parts take turns on the card")
        if below is Mode.GROUP_OFFLOAD:
            return Rung(_changed(fit, mode=below), asked, "it goes through the card block by block")
        if not fit.tiled:
            return Rung(_changed(fit, tiled=True), asked, "the picture is decoded in tiles")
        if self.eight_bit and not fit.eight_bit and fit.mode is not Mode.CPU:
            return Rung(_changed(fit, eight_bit=True), asked, "its weights are rounded to 8 bits")
        return None

    def _smaller(self, fit: Fit, asked: Asked) -> Rung | None:
        if self.least is None:
            return None
        sides = Size(max(1, asked.size.width * 3 // 4), max(1, asked.size.height * 3 // 4)).fitted(self.size_multiple)
        least = self.least.size
        if sides == asked.size or sides.width < least.width or sides.height < least.height:
            return None
        return Rung(fit, Asked(sides, asked.frames), f"the picture is made at {sides} instead of {asked.size}")

    def _fewer(self, fit: Fit, asked: Asked) -> Rung | None:
        if self.least is None:
            return None
        # The longest length on the grid that is at most three quarters of what was asked.
        frames = self.grid.at_least(asked.frames * 3 // 4 - self.grid.step + 1)
        if frames >= asked.frames or frames < self.least.frames:
            return None
        return Rung(fit, Asked(asked.size, frames), f"{frames} frames are made at a time instead of {asked.frames}")


def _changed(fit: Fit, *, mode: Mode | None = None, tiled: bool = False, eight_bit: bool = False) -> Fit:
    return Fit(mode or fit.mode, fit.tiled or tiled, fit.eight_bit or eight_bit, fit.reason, fit.text_first)
