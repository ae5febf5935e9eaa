"""Which shots a person waits for: in the studio they overtake the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rushes.film.take import TO_SHOOT
from rushes.memory.shots import ShotStanding

FEW = 3
"""So many shots sent back are waited for; more are a day's work, and take their turn with the rest."""


@dataclass(slots=True)
class Attention:
    """Looks at the board once, when the first shot is asked about: what a person sent back comes first.

    `first_soon`: the film's first shot is waited for too, so that there is something to look at early.
    """

    first_soon: bool = False
    _shots: frozenset[str] | None = None

    def on(self, shot: str, board: Callable[[], Sequence[ShotStanding]]) -> bool:
        """Whether somebody waits for this shot."""
        if self._shots is None:
            self._shots = waited_for(board(), first_soon=self.first_soon)
        return shot in self._shots


def waited_for(board: Sequence[ShotStanding], *, first_soon: bool) -> frozenset[str]:
    """The few shots of those to be made that a person sent back, and the first one where that is asked."""
    wanted = [one for one in board if one.state in TO_SHOOT]
    sent_back = [one.number for one in wanted if one.rounds]
    few = sent_back if len(sent_back) <= min(FEW, len(wanted) - 1) else []
    return frozenset(few + ([wanted[0].number] if first_soon and wanted else []))
