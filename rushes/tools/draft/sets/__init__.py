"""The backlot: every kind of place, built on the stage out of pieces."""

import re
from collections.abc import Callable
from random import Random

from rushes.film.setup import Setup
from rushes.film.vocabulary import SetKind, Setting
from rushes.tools.draft.light import Light
from rushes.tools.draft.sets.country import COUNTRY
from rushes.tools.draft.sets.homes import HOMES
from rushes.tools.draft.sets.landmarks import LANDMARKS
from rushes.tools.draft.sets.plan import SetPlan
from rushes.tools.draft.sets.public import PUBLIC
from rushes.tools.draft.sets.town import TOWN
from rushes.tools.draft.sets.trades import TRADES
from rushes.tools.draft.sets.travel import TRAVEL
from rushes.tools.draft.sets.waterside import WATERSIDE
from rushes.tools.draft.sets.wild import WILD

LOTS: dict[SetKind, Callable[[SetPlan], None]] = {
    **HOMES, **TRADES, **PUBLIC, **TRAVEL, **TOWN, **LANDMARKS, **WATERSIDE, **COUNTRY, **WILD,
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def plan_set(setup: Setup, light: Light) -> SetPlan:
    """The set of a setup's location: the same layout in every shot of it."""
    location = setup.location
    words = frozenset(_WORD.findall(f"{location.name} {location.description}".lower()))
    plan = SetPlan(light, Random(f"set {location.id}"), words, setup.setting is Setting.EXTERIOR, setup.weather)
    LOTS[location.kind](plan)
    return plan
