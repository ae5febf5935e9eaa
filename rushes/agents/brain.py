"""Who thinks: the contract of a brain."""

from typing import Protocol

from rushes.film.manifest import SceneManifest
from rushes.film.reading import Reading


class Brain(Protocol):
    """Plans films. A brain's plan is checked by the house rules, whoever made it."""

    @property
    def name(self) -> str:
        """What it is called on slates and in reports."""
        ...

    def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """A plan of the reading, of the given running time or the source's own. Raises BadSource, AgentMayRetry."""
        ...


class HouseRules:
    """Film grammar in code: no weights, always there."""

    name = "house-rules"

    def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """Break the story down, cover it, and let the referee look."""
        from rushes.agents.house.plan import plan  # noqa: PLC0415 - the lexicons load when they are needed

        return plan(reading, minutes=minutes)
