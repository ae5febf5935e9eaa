"""The toolbox of a lane: every tool of a profile on one device, each made at its first use.

Which large model is loaded is the studio's business: it says what to let go of.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic import JsonValue

from rushes.configs.profile import Profile
from rushes.film.manifest import Noun
from rushes.studio.jobs import Seen
from rushes.studio.kit.large_tools import mover_on, painter_on
from rushes.studio.kit.sightings import Sightings
from rushes.studio.kit.sites import DESK, scoring_device
from rushes.studio.kit.small_tools import editor_on, interpolator_on, scorers_on
from rushes.studio.machine import CPU, Machine, card_of, device, show_only
from rushes.studio.making import Tools
from rushes.tools.protocols import Editor, KeyframePainter, MotionMaker, TakeScorer


class Loadout(Noun):
    """What a worker is to bring: the profile, the machine, its lane, and the project's store to read, if any."""

    profile: Profile
    machine: Machine
    lane: str = DESK
    store: Path | None = None

    @property
    def given(self) -> dict[str, JsonValue]:
        """As plain JSON, for `equipped`."""
        return self.model_dump(mode="json")

    @property
    def card(self) -> int | None:
        """The one card that its worker sees: a card's lane its own, the desk the card of the small models."""
        return self.machine.small if self.lane == DESK else card_of(self.lane)


class Toolbox:
    """`making.Tools` on one lane. A worker sees one card at most, which is torch's first.

    Raises UserMustFix for a profile that names a model for what it is not.
    """

    def __init__(self, loadout: Loadout) -> None:
        profile, machine, lane = loadout.profile, loadout.machine, loadout.lane
        on = CPU if loadout.card is None else device(0)
        looking = CPU if scoring_device(profile, machine) == CPU else on
        self._crew = profile.crew
        self._sightings = Sightings(loadout.store)
        self._painter = painter_on(profile, machine, lane, on)
        self._mover = mover_on(profile, machine, lane, on, interpolator_on(profile, machine, on))
        self._scorers = scorers_on(profile, looking, self._sightings)
        self._editor = editor_on(profile, machine, on)

    @property
    def painter(self) -> KeyframePainter:
        """Paints keyframes."""
        return self._painter

    @property
    def mover(self) -> MotionMaker:
        """Sets them in motion."""
        return self._mover

    @property
    def scorers(self) -> Sequence[TakeScorer]:
        """Measure takes."""
        return self._scorers

    @property
    def editor(self) -> Editor:
        """Makes prints and the cut."""
        return self._editor

    def seen(self) -> tuple[Seen, ...]:
        """What the scorers' models saw since this was last asked."""
        return self._sightings.drain()

    def let_go(self, models: Collection[str]) -> None:
        """Free the memory of these."""
        if self._crew.keyframe in models:
            self._painter.close()
        if self._crew.motion in models:
            self._mover.close()

    def close(self) -> None:
        """Free all memory."""
        for tool in (self._painter, self._mover, *self._scorers):
            tool.close()


def equipped(given: dict[str, JsonValue]) -> Tools:
    """A worker's tools, from what `Loadout.given` says. To be called once in a process, before torch is loaded."""
    loadout = Loadout.model_validate(given)
    if loadout.card is not None:
        show_only(loadout.card)
    return Toolbox(loadout)
