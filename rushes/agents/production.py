"""A production: what every agent works with, handed to the graph as its runtime context."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from rushes.agents.approvals import Approvals
from rushes.agents.attendance import Attendance, Nobody
from rushes.agents.attention import Attention
from rushes.agents.brain import Brain
from rushes.agents.continuity import CallSheet, Continuity
from rushes.agents.events import Event
from rushes.agents.recording import Tracing, Untraced
from rushes.agents.vigil import Unwatched, Vigil
from rushes.configs.profile import Profile
from rushes.configs.scope import Scope
from rushes.errors import Interrupted
from rushes.film.gauge import Gauge
from rushes.film.manifest import Scene, SceneManifest, Shot
from rushes.film.setup import Setup, setup_for
from rushes.memory.plans import Plan
from rushes.memory.project import Project
from rushes.memory.store import ProjectStore
from rushes.studio.calls import Studio
from rushes.tools.protocols import BackendSpec, Reference


class Maker(Protocol):
    """A painter or a mover, as far as slates need it."""

    @property
    def spec(self) -> BackendSpec:
        """What makes the pixels. Raises UserMustFix for a model that is not here."""
        ...


class Cutter(Protocol):
    """An editor, as far as slates need it."""

    @property
    def spec(self) -> BackendSpec:
        """What makes the cut."""
        ...

    @property
    def print_spec(self) -> BackendSpec:
        """What makes prints. Raises UserMustFix for a model that is not here."""
        ...


@dataclass(frozen=True, slots=True)
class Equipment:
    """What this production's takes are made by. The studio has the tools themselves."""

    painter: Maker
    mover: Maker
    editor: Cutter


@dataclass(slots=True)
class Floor:
    """Who is at work: lets a stop wait for the steps in hand and no longer."""

    stopping: bool = False
    in_hand: int = 0
    quiet: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def step(self) -> AsyncGenerator[None]:
        """One step of work. When the production is stopping, waits for those in hand, then raises Interrupted.

        So does a step whose call the studio no longer starts: the first branch to raise ends the
        others, and those in hand must have committed by then.
        """
        stopped: Interrupted | None = None
        self.in_hand += 1
        try:
            self._heed()
            yield
        except Interrupted as interrupted:
            stopped = interrupted
        finally:
            self._leave()
        if stopped:
            await self.quiet.wait()
            raise stopped

    def _heed(self) -> None:
        if self.stopping:
            raise Interrupted("Stopped after the step in hand.", "Give the same command again to go on.")

    def _leave(self) -> None:
        self.in_hand -= 1
        if self.stopping and not self.in_hand:
            self.quiet.set()


@dataclass(frozen=True, slots=True)
class Production:
    """One project with its crew, equipment, studio and clock.

    `only` these shots are shot, all that have work when empty; those of `again` although they were done.
    """

    project: Project
    brain: Brain
    equipment: Equipment
    studio: Studio
    clock: Callable[[], str]
    approvals: Approvals = field(default_factory=Approvals)
    only: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    tell: Callable[[Event], None] = lambda _event: None
    floor: Floor = field(default_factory=Floor)
    trace: Tracing = field(default_factory=Untraced)
    continuity: Continuity = field(default_factory=Continuity)
    sheet: CallSheet = field(default_factory=CallSheet)
    attention: Attention = field(default_factory=Attention)
    attendance: Attendance = field(default_factory=Nobody)
    vigil: Vigil = field(default_factory=Unwatched)
    gauge: Gauge = field(default_factory=Gauge)
    _orders: dict[int, dict[str, tuple[int, Scene, Shot]]] = field(
        default_factory=dict[int, dict[str, tuple[int, Scene, Shot]]]
    )
    _setups: dict[tuple[int, str], Setup] = field(default_factory=dict[tuple[int, str], Setup])
    references: dict[int, tuple[Reference, ...]] = field(default_factory=dict[int, tuple[Reference, ...]])
    """The bible's stills by the plan's revision, as `bible.references` read them: every shot asks."""

    @property
    def store(self) -> ProjectStore:
        """The project store."""
        return self.project.store

    @property
    def profile(self) -> Profile:
        """How this film is made."""
        return self.project.settings.profile

    @property
    def scope(self) -> Scope:
        """What a run of this production is about, and what it may spend."""
        profile = self.profile
        return Scope(only=self.only, again=self.again, budget=profile.budget, reviews=profile.critic.reviews)

    def urgent(self, shot: str) -> bool:
        """Whether a person waits for this shot."""
        return self.attention.on(shot, self.store.shots.all)

    def plan(self) -> Plan:
        """The plan in force. Raises BadProject when there is none."""
        return self.store.plans.current()

    def find(self, number: str) -> tuple[int, Scene, Shot]:
        """A shot of the plan with its scene and its place in the film, from 0. Raises KeyError."""
        plan = self.plan()
        if plan.revision not in self._orders:
            self._orders.clear()
            self._orders[plan.revision] = _ordered(plan.manifest)
        return self._orders[plan.revision][number]

    def setup(self, number: str) -> Setup:
        """What a camera needs to know to shoot a shot of the plan. Raises KeyError."""
        plan = self.plan()
        key = plan.revision, number
        if key not in self._setups:
            _, scene, shot = self.find(number)
            self._setups[key] = setup_for(plan.manifest, scene, shot)
        return self._setups[key]


def _ordered(manifest: SceneManifest) -> dict[str, tuple[int, Scene, Shot]]:
    return {shot.number: (order, scene, shot) for order, (scene, shot) in enumerate(manifest.shots())}
