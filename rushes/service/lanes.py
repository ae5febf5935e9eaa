"""The lanes of a production, and the studio that gives them their work."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from rushes.agents.brain import Brain
from rushes.configs.profile import Profile
from rushes.film.setup import Setup
from rushes.studio.dispatch import Guest, LaneStudio
from rushes.studio.floor import FloorView
from rushes.studio.kit.models import DRAFT
from rushes.studio.kit.sites import DESK, MODELS, Sites, berth, rooms, sites
from rushes.studio.kit.toolbox import Loadout
from rushes.studio.lane import Lane
from rushes.studio.lanes.child_lane import ChildLane
from rushes.studio.machine import Machine, device, workers
from rushes.studio.pace import Pace, Sample
from rushes.studio.purse import Purse

_FACTORY = "rushes.studio.kit.toolbox:equipped"

_AT_THE_DESK = 2
"""Calls side by side where models paint and move: one look or print beside another."""


@dataclass(frozen=True, slots=True)
class Floorplan:
    """What a studio is built from: the profile, the machine, and the project's store for its workers to read."""

    profile: Profile
    machine: Machine
    store: Path | None = None
    pace: Pace = field(default_factory=Pace)

    @property
    def sites(self) -> Sites:
        """Where which model may work."""
        return sites(self.profile, self.machine)


def slots_of(plan: Floorplan) -> dict[str, int]:
    """The desk, and a lane for each card that a model may work on (for main memory, where there is no card).

    With how many calls each carries side by side.
    """
    crew = plan.profile.crew
    drafts = {crew.keyframe, crew.motion} == {DRAFT}
    names = dict.fromkeys((site.lane for row in plan.sites.values() for site in row), 1)
    return names | {DESK: workers() if drafts else _AT_THE_DESK}


def crew_lanes(plan: Floorplan) -> list[Lane]:
    """The plan's lanes, each with a worker of its own."""
    return [ChildLane(name, slots, _FACTORY, _given(plan, name)) for name, slots in slots_of(plan).items()]


def _given(plan: Floorplan, lane: str) -> dict[str, JsonValue]:
    return Loadout(profile=plan.profile, machine=plan.machine, lane=lane, store=plan.store).given


def studio_on(
    plan: Floorplan,
    sheet: Sequence[Setup],
    guest: Guest | None,
    tell: Callable[[str], None],
    learn: Callable[[Sample], None],
    watch: Callable[[FloorView], None] | None = None,
    purse: Purse | None = None,
) -> LaneStudio:
    """A studio on fresh lanes. `learn` is told of every call that was made, `watch` sees the floor as it changes.

    `purse` says whether a call may begin.
    """
    room, found = rooms(plan.profile, plan.machine), plan.sites
    berths = {
        model: {site.lane: berth(site, room.get(site.lane, 0), plan.machine) for site in row}
        for model, row in found.items()
    }
    return LaneStudio(
        crew_lanes(plan),
        berths,
        room,
        pace=plan.pace,
        sheet=sheet,
        guest=guest,
        guest_in=True,  # it may have planned the film just now
        tell=tell,
        learn=learn,
        watch=watch,
        purse=purse,
    )


def guest_of(brain: Brain, plan: Floorplan) -> Guest | None:
    """The brain as a guest on the cards, where its model is held on them beside the crew's own."""
    loading: Any = getattr(brain, "loading", None)
    found = {site.lane for row in plan.sites.values() for site in row}
    crew = {lane: room for lane, room in rooms(plan.profile, plan.machine).items() if lane in found - {DESK, MODELS}}
    if loading is None or not loading.gpu_layers or not crew:
        return None
    forget: Callable[[], None] = getattr(brain, "forget")  # noqa: B009 - a brain that loads can forget
    size = int(loading.path.stat().st_size * _WITH_CONTEXT)
    shares = _shares(loading.tensor_split, plan.machine)
    berths = {lane: min(room, int(size * shares[lane])) for lane, room in crew.items()}
    return Guest(brain.name, berths, partial(asyncio.to_thread, forget))


_WITH_CONTEXT = 1.25
"""A language model's bytes beside its file's, with what it remembers of a conversation: our own allowance."""


def _shares(split: Sequence[float], machine: Machine) -> dict[str, float]:
    """Each card's share of a language model: as it is split, else even."""
    cards = len(machine.cards)
    parts = [*split, *[0.0] * cards][:cards] if any(split) else [1.0] * cards
    return {device(card): part / sum(parts) for card, part in enumerate(parts)}
