"""A brain that thinks where the crew's models work: on the cards, when the studio lends them."""

from collections.abc import Callable
from dataclasses import dataclass

from rushes.agents.brain import Brain, Composition, HouseRules, Opinion, ShotBrief, TakeBrief
from rushes.errors import ToolFailed
from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading
from rushes.studio.calls import Studio


@dataclass(frozen=True, slots=True)
class StagedBrain:
    """A brain that waits for its turn on the cards.

    `order` says a shot's place in the film, `urgent` whether a person waits for it. Where its cards are gone, the
    house rules answer.
    """

    brain: Brain
    studio: Studio
    order: Callable[[str], int]
    urgent: Callable[[str], bool] = lambda _shot: False

    @property
    def name(self) -> str:
        """The brain's."""
        return self.brain.name

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """The brain's plan: nothing else can be done before it."""
        async with self.studio.lend(urgent=True):
            return await self.brain.plan(reading, minutes)

    async def compose(self, brief: ShotBrief) -> Composition:
        """The brain's composition."""
        try:
            async with self.studio.lend(self.order(brief.shot), urgent=self.urgent(brief.shot)):
                return await self.brain.compose(brief)
        except ToolFailed:  # a card it thinks on is gone
            return await HouseRules().compose(brief)

    async def judge(self, brief: TakeBrief) -> Opinion:
        """The brain's opinion."""
        shot, _, _ = brief.take.partition("/")
        try:
            async with self.studio.lend(self.order(shot), urgent=self.urgent(shot)):
                return await self.brain.judge(brief)
        except ToolFailed:
            return await HouseRules().judge(brief)

    def halt(self) -> None:
        """The brain's halt."""
        self.brain.halt()
