"""The crew's brain through a night: loaded once for all projects that think with the same."""

from collections.abc import Callable

from rushes.agents.brain import Brain, HouseRules
from rushes.configs.profile import Profile
from rushes.service.brains import Thinker, thinker_for


class Thinkers:
    """One thinker at a time. `say` is told of it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._for: object = None
        self._thinker: Thinker | None = None

    def brain_for(self, profile: Profile) -> Brain:
        """The profile's brain. Raises UserMustFix where it can't be had."""
        wanted = profile.crew.brain, profile.llm
        if wanted != self._for:
            self.close()
            self._thinker = thinker_for(profile, self._say)
            self._for = wanted
        return self._thinker.brain() if self._thinker else HouseRules()

    def close(self) -> None:
        """End its process."""
        if self._thinker:
            self._thinker.close()
        self._thinker = self._for = None
