"""Where each model of a profile may work on this machine, and how it is held there: arithmetic on bytes.

Small models (those that finish and look) work on a card beside the large ones, in the desk's own process: what
finishing takes is left free for it. A scorer goes to the processor where a large model would have to give way to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rushes.configs.equipment import ModelEntry, equipment
from rushes.configs.profile import WEIGHTLESS_SCORERS, Profile
from rushes.errors import UserMustFix
from rushes.memory.models import folder_of
from rushes.studio.kit.models import DRAFT, known, moving_model, painting_model
from rushes.studio.machine import CPU, Machine, device
from rushes.tools.fitting import CARD_RESERVE, RAM_RESERVE, Asked, Fit, Mode, Needs
from rushes.tools.placing import Placed, place
from rushes.tools.weighing import asked_of, needs_of, parts_of

DESK = CPU
"""The lane that draws drafts, looks, prints and cuts."""
MODELS = "cpu:models"
"""The lane of large models where there is no card."""

ROOMY = 16 * 10**9
"""Bytes of a card from which on an upscaler may work in large tiles beside the mover."""
_TILES, _SMALL_TILES = 2_150_000_000, 300_000_000
"""Bytes an upscaler takes in large tiles and in small ones: four times what `tools/finishing/upscaler.py` computes for
a tile's features."""


@dataclass(frozen=True, slots=True)
class Site:
    """A lane on which a model may work: how it is held there (None: nothing is loaded), the bytes this takes."""

    lane: str
    fit: Fit | None = None
    card: int = 0
    ram: int = 0


Sites = Mapping[str, tuple[Site, ...]]
"""By model; "" is what needs none. The pixels are the same on all sites of a model."""


def sites(profile: Profile, machine: Machine) -> Sites:
    """Where drafts, what needs no model, and the profile's painter and mover may work.

    A model that is not here, or fits nowhere, has no site: asking for its tool says why. Raises UserMustFix for a
    name that is no painter's or mover's.
    """
    found: dict[str, tuple[Site, ...]] = {"": (Site(DESK),), DRAFT: (Site(DESK),)}
    for entry in (painting_model(profile), moving_model(profile)):
        if entry is not None:
            places = [one for one in _placed_if_here(profile, entry, machine) if one.fit.possible]
            found[entry.name] = tuple(Site(lane_of(one), one.fit, one.fit.card, one.fit.ram) for one in places)
    return found


def rooms(profile: Profile, machine: Machine) -> Mapping[str, int]:
    """Bytes for large models on the lane of each card; of main memory where there is none."""
    if not machine.cards:
        return {MODELS: max(0, machine.memory - RAM_RESERVE)}
    left = _left(machine, _finishing_bytes(profile, machine))
    return {device(number): max(0, memory - CARD_RESERVE) for number, memory in enumerate(left)}


def berth(site: Site, room: int, machine: Machine) -> int:
    """Bytes of a lane's room that a model takes: of the card, or as large a part as it takes of main memory.

    What is offloaded stays in main memory, of which each card's lane has its share; what is resident only passes
    through.
    """
    if site.fit is None or site.lane == MODELS:
        return site.ram
    share = max(1, (machine.memory - RAM_RESERVE) // max(1, len(machine.cards)))
    return site.card if site.fit.mode is Mode.RESIDENT else max(site.card, site.ram * room // share)


def lane_of(placed: Placed) -> str:
    """The lane of a card, or of the processor where there is none."""
    return MODELS if placed.card is None else device(placed.card)


def placed(profile: Profile, entry: ModelEntry, machine: Machine) -> tuple[Placed, ...]:
    """The painter's or the mover's places, at least one. Raises UserMustFix where its files are not here."""
    needs = {entry.name: _needs(profile, entry)}
    cards = _left(machine, _finishing_bytes(profile, machine))
    return place(needs, cards, machine.memory, eight_bit=profile.memory.eight_bit)


def scoring_device(profile: Profile, machine: Machine) -> str:
    """Where scorers work: on the small models' card, or where a large model would lose by that, on the processor."""
    if machine.small is None:
        return CPU
    finishing = _finishing_bytes(profile, machine)
    scoring = sum(_bytes(known(name, "scorer"), 4) for name in profile.crew.scorers if name not in WEIGHTLESS_SCORERS)
    large = [entry for entry in (painting_model(profile), moving_model(profile)) if entry is not None]
    try:
        needs = {entry.name: _needs(profile, entry) for entry in large}
    except UserMustFix:  # it is not here, and is said where it is asked for
        return machine.beside
    with_room, beside = (
        place(needs, _left(machine, less), machine.memory, eight_bit=profile.memory.eight_bit)
        for less in (finishing, finishing + scoring)
    )
    held = [[(one.model, one.card, one.fit.rank) for one in places] for places in (with_room, beside)]
    return machine.beside if held[0] == held[1] else CPU


def is_tight(machine: Machine) -> bool:
    """Whether what finishes has to work in small tiles."""
    return machine.small is None or machine.cards[machine.small].memory < ROOMY


def _placed_if_here(profile: Profile, entry: ModelEntry, machine: Machine) -> tuple[Placed, ...]:
    try:
        return placed(profile, entry, machine)
    except UserMustFix:
        return ()


def _left(machine: Machine, less: int) -> list[int]:
    """The cards' bytes for large models, small ones taking so many of theirs."""
    return [card.memory - (less if number == machine.small else 0) for number, card in enumerate(machine.cards)]


def _finishing_bytes(profile: Profile, machine: Machine) -> int:
    """What upscaling and interpolating take of a card: weights, and tiles."""
    upscale, interpolate = profile.finish.upscale, profile.finish.interpolate
    tiles = _SMALL_TILES if is_tight(machine) else _TILES
    taken = _bytes(known(upscale, "upscaler"), 2) + tiles if upscale else 0
    between = interpolate not in {"", "ffmpeg"}
    return taken + (_bytes(known(interpolate, "interpolator"), 4) if between else 0)


def _bytes(entry: ModelEntry, each: int) -> int:
    return sum(entry.parameters.values()) * each


def _needs(profile: Profile, entry: ModelEntry) -> Needs:
    """What a model needs, counted in its files; they are held to the lock when they are loaded. Raises UserMustFix."""
    folder = folder_of(entry)
    painted = entry.kind == "image"
    needs = needs_of(entry, _asked(profile, entry) if painted else asked_of(entry), folder)
    if needs is None:
        raise UserMustFix(f"{folder} has no weights of {entry.title}.", f"`rushes models check {entry.name}`.")
    return replace(needs, transformer=needs.transformer + (_added(profile) if painted else 0))


def _asked(profile: Profile, entry: ModelEntry) -> Asked:
    from rushes.tools.diffusion.images import painting_size  # noqa: PLC0415 - only for models

    return Asked(painting_size(profile.keyframe_size, entry.size, entry.size_multiple))


def _added(profile: Profile) -> int:
    """Bytes of what works beside the painter, 16 bits a number."""
    named = filter(None, (profile.painting.references, profile.painting.control))
    folders = [folder_of(equipment().named(name)) for name in named]
    return sum(sum(parts_of(folder).numbers.values()) * 2 for folder in folders)
