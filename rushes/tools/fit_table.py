"""The fit table: each model on each kind of machine, as Markdown. docs/fit.md is what this writes."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rushes.configs.equipment import ModelEntry, equipment
from rushes.film.frames import Size
from rushes.tools.fitting import GB, Asked, Fit, Mode, taking
from rushes.tools.placing import place
from rushes.tools.weighing import asked_of, is_computed, needs_of

MACHINES: tuple[tuple[str, tuple[int, ...], int], ...] = (
    ("no card", (), 64),
    ("8 GB", (8,), 32),
    ("12 GB", (12,), 32),
    ("24 GB", (24,), 64),
    ("2 x 24 GB", (24, 24), 128),
    ("80 GB", (80,), 128),
)
"""Name, the cards' gigabytes, and the main memory's beside them."""

WITH_REASONS = ("flux.1-dev", "flux.1-schnell", "mochi-1", "wan2.1-t2v-1.3b")
"""Models whose reasons are written out."""


def fit_page() -> str:
    """docs/fit.md, whole."""
    return "\n".join([*_foreword(), *_matrix(), *_reasons(), *_checks()]) + "\n"


def _entries() -> list[ModelEntry]:
    """Models that paint or move by themselves, and whose parts somebody counted."""
    kinds = equipment().of("image", "video")
    return [entry for entry in kinds if entry.parameters and entry.steps and entry.native_size]


def _fits(entry: ModelEntry, cards: tuple[int, ...], ram: int) -> list[Fit]:
    needs = needs_of(entry, asked_of(entry))
    assert needs is not None
    return [one.fit for one in place({entry.name: needs}, [card * GB for card in cards], ram * GB)]


def _cell(fits: list[Fit]) -> str:
    fit = fits[0]
    if fit.mode is Mode.NONE:
        return "–"
    takes = fit.ram if fit.mode is Mode.CPU else fit.card
    both = "both: " if len(fits) > 1 else ""
    return f"{both}{fit}, {takes / GB:.1f}"


def _foreword() -> Iterator[str]:
    yield """# What fits where

Written by `python -m rushes.tools.fit_table`; a test holds this page to it.

Every figure in the first two tables is **computed**: weights from the models' published configurations at two bytes a
number (one, where rounded to 8 bits), work from counting the tensors that live while the real classes run at their
published widths without weights (`python -m benchmarks.activations`). What a card's kernels and allocator take besides
is not in it; 1 GB of a card and 2 GB of main memory are left free for that, which is our own allowance. What others
**published** stands beside it in the last tables. Nothing here was **measured** on a card.

From the best to the last: *resident* (all weights on the card), *model-offload* (a part at a time), *group-offload*
(a layer at a time), each if needed with *text encoders first* (they read the prompts and leave); then the same *tiled*
(pictures are decoded in tiles), then *8-bit*; then the CPU, in 32 bits. The first three give the same picture and
differ in speed alone; tiles and rounding show, and stand on the take.
"""


def _matrix() -> Iterator[str]:
    rams = [f"{name}<br>{ram} GB RAM" for name, _, ram in MACHINES]
    yield "## Model x card"
    yield ""
    yield "How it is held, and the gigabytes of a card that takes (of main memory, on a CPU). – : not at all."
    yield ""
    yield f"| model | asked | weights, GB | {' | '.join(rams)} |"
    yield f"| --- | --- | --- |{' --- |' * len(rams)}"
    for entry in _entries():
        needs, asked = needs_of(entry, asked_of(entry)), asked_of(entry)
        assert needs is not None
        frames = f" x {asked.frames}" if asked.frames > 1 else ""
        mark = "" if is_computed(entry) else " *"
        cells = " | ".join(_cell(_fits(entry, cards, ram)) for _, cards, ram in MACHINES)
        yield f"| {entry.name}{mark} | {asked.size}{frames} | {needs.weights / GB:.1f} | {cells} |"
    yield ""
    yield "\\* Its work was not computed; taken for it is the most that any computed one of its kind takes."
    yield ""


def _reasons() -> Iterator[str]:
    yield "## Why"
    yield ""
    yield "| model | card | held | because |"
    yield "| --- | --- | --- | --- |"
    for name in WITH_REASONS:
        entry = equipment().named(name)
        for machine, cards, ram in MACHINES:
            fit = _fits(entry, cards, ram)[0]
            yield f"| {name} | {machine} | {fit} | {fit.reason} |"
    yield ""


_TIERS: Mapping[str, Fit] = {
    "resident": Fit(Mode.RESIDENT),
    "model-offload": Fit(Mode.MODEL_OFFLOAD, tiled=True),
    "group-offload": Fit(Mode.GROUP_OFFLOAD, tiled=True),
    "8-bit": Fit(Mode.GROUP_OFFLOAD, tiled=True, eight_bit=True),
}
"""How each published floor is taken to be reached: nobody but diffusers says."""


def _checks() -> Iterator[str]:
    yield "## Beside what others say"
    yield ""
    yield "Gigabytes of a card for a model's own size and length. Published: whose figure it is stands in the inventory"
    yield "(`rushes models list`); they differ in what they hold in 8 bits, on the CPU or in tiles. Computed: as above,"
    yield "below *resident* in tiles."
    yield ""
    yield "| model | held | published | computed |"
    yield "| --- | --- | --- | --- |"
    for entry in _entries():
        needs = needs_of(entry, asked_of(entry))
        assert needs is not None
        for tier, floor in entry.floors.items():
            if entry.floors_say == "published" and tier in _TIERS:
                computed = taking(needs, _TIERS[tier]).card
                yield f"| {entry.name} | {tier} | {floor / GB:.1f} | {computed / GB:.1f} |"
    yield ""
    yield "**Published** by diffusers (the hub's data set diffusers/benchmarks; peak of the transformer alone,"
    yield "FLUX.1-dev, 1024x1024, bf16, one pass): 22.61 GiB resident and 0.54 s a step; 0.53 GiB and 1.90 s with its"
    yield "layers offloaded one by one. **Computed** for the same, by the same formula:"
    yield ""
    yield from _published_beside_computed()


def _published_beside_computed() -> Iterator[str]:
    needs = needs_of(equipment().named("flux.1-dev"), Asked(Size(1024, 1024)))
    assert needs is not None
    gib = 1 << 30
    yield f"- weights and work: {(needs.transformer + needs.activation) / gib:.2f} GiB;"
    yield f"- two layers and work: {(2 * needs.block + needs.activation) / gib:.2f} GiB at most."


if __name__ == "__main__":
    Path("docs/fit.md").write_text(fit_page(), encoding="utf-8")
