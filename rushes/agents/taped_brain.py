"""Brains whose plans are kept in a trace and come back from it.

A chat model's exchanges are kept one by one (`taped_chat`). What a brain without one thinks is
code, and is run again; only its plan, the dear part, is an exchange.
"""

import time
from dataclasses import dataclass

from pydantic import ValidationError

from rushes.agents.brain import Brain, Composition, Opinion, ShotBrief, TakeBrief
from rushes.agents.recording import heard
from rushes.agents.tape import Tape, raised
from rushes.errors import BadTrace, Interrupted, RushesError
from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading
from rushes.film.trace import PLAN, first_fault


@dataclass(frozen=True, slots=True)
class RecordedBrain:
    """A brain, its plan told to whoever listens."""

    brain: Brain

    @property
    def name(self) -> str:
        """The brain's."""
        return self.brain.name

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """The brain's plan."""
        began = time.monotonic()
        request = _request(reading, minutes)
        try:
            manifest = await self.brain.plan(reading, minutes)
        except Interrupted:
            raise
        except RushesError as error:
            heard(PLAN, request, "", error, time.monotonic() - began)
            raise
        heard(PLAN, request, manifest.model_dump_json(), None, time.monotonic() - began)
        return manifest

    async def compose(self, brief: ShotBrief) -> Composition:
        """The brain's composition."""
        return await self.brain.compose(brief)

    async def judge(self, brief: TakeBrief) -> Opinion:
        """The brain's opinion."""
        return await self.brain.judge(brief)

    def halt(self) -> None:
        """The brain's halt."""
        self.brain.halt()


@dataclass(frozen=True, slots=True)
class TapedBrain:
    """A brain whose plan comes from a tape; `brain` thinks the rest, and plans where a tape has no plan."""

    tape: Tape
    brain: Brain
    name: str

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """The plan on the tape."""
        found = self.tape.asked(PLAN, _request(reading, minutes))
        if found is None:
            return await self.brain.plan(reading, minutes)
        if found.error:
            raise raised(found.error)
        try:
            return SceneManifest.model_validate_json(found.answer)
        except ValidationError as error:
            raise BadTrace(f"The trace's plan does not hold: {first_fault(error)}.", "Record the run again.") from None

    async def compose(self, brief: ShotBrief) -> Composition:
        """The brain's composition."""
        return await self.brain.compose(brief)

    async def judge(self, brief: TakeBrief) -> Opinion:
        """The brain's opinion."""
        return await self.brain.judge(brief)

    def halt(self) -> None:
        """The brain's halt."""
        self.brain.halt()


def _request(reading: Reading, minutes: float | None) -> str:
    length = f"{minutes} minutes" if minutes else "the story's own length"
    return f"{reading.name} ({reading.kind}), sha256 {reading.sha256}, {length}"
