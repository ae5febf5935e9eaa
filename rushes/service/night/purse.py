"""The night's purse: counts what calls use, and says no in time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rushes.film.night import Limits, Next, Use, refusal
from rushes.film.night_log import Entry, What
from rushes.film.take import TakeKind
from rushes.service.night.clock import Clock
from rushes.service.night.ending import TWICE
from rushes.studio.calls import Call
from rushes.studio.entries import work_of
from rushes.studio.jobs import Make
from rushes.studio.machine import card_of

_TAKES = frozenset({TakeKind.KEYFRAME, TakeKind.CLIP})

_THOUGHT = "thought"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the purse looks at: seconds until the crew must stop, bytes the night has used and may still write, joules.

    `disk` gives both kinds of bytes. `joules` is None where nothing was measured.
    """

    left: Callable[[], float]
    disk: Callable[[], tuple[int, int]]
    joules: Callable[[], float | None]


@dataclass(frozen=True, slots=True)
class _InHand:
    begun: float
    cards: int
    is_take: bool
    work: str


class NightPurse:
    """Keeps a night to its limits, over all its projects. As `studio.purse.Purse`.

    `before` is what the night used before this sitting, `began` how many seconds ago it began. `note` writes down.
    """

    def __init__(
        self, limits: Limits, clock: Clock, ground: Ground, before: Use, note: Callable[[Entry], None]
    ) -> None:
        self._limits = limits
        self._clock = clock
        self._ground = ground
        self._before = before
        self._note = note
        self._sat_down = clock.steady()
        self._in_hand: dict[int, _InHand] = {}
        self._takes = before.takes
        self._gpu_seconds = before.gpu_seconds
        self._longest_print = 0.0
        self.refusal = ""
        """Why the newest call was refused; empty while none was."""

    @property
    def use(self) -> Use:
        """What the night has used by now, what is in hand included."""
        now = self._clock.steady()
        hands = self._in_hand.values()
        return Use(
            seconds=self._before.seconds + now - self._sat_down,
            takes=self._takes + sum(one.is_take for one in hands),
            gpu_seconds=self._gpu_seconds + sum((now - one.begun) * one.cards for one in hands),
            disk=self._ground.disk()[0],
            joules=self._ground.joules(),
        )

    @property
    def works(self) -> tuple[str, ...]:
        """What kinds of work are in hand."""
        return tuple(one.work for one in list(self._in_hand.values()))  # the meter asks from its own thread

    def opens(self, ticket: int, call: Call | None, lanes: Sequence[str], seconds: float) -> str:
        """Whether a still or a clip may be made. Everything else is needed to finish what was begun."""
        cards = sum(card_of(lane) is not None for lane in lanes)
        is_take = call is not None and isinstance(call.job, Make) and call.job.slate.kind in _TAKES
        work, shot = (work_of(call), call.shot) if call else (_THOUGHT, "")
        if is_take:
            use = self.use
            size = use.disk // max(1, self._takes) * (use.takes - self._takes + 1)  # those in hand are not there yet
            following = Next(seconds, cards, size, is_take)
            left = self._ground.left() - TWICE * self._longest_print
            refused = refusal(self._limits, use, following, left, self._ground.disk()[1])
            if refused:
                self.refusal = refused
                self._note(Entry(at=self._clock.day(), what=What.REFUSED, shot=shot, work=work, text=refused))
                return f"{refused[0].upper()}{refused[1:]}."
        self._in_hand[ticket] = _InHand(self._clock.steady(), cards, is_take, work)
        self._note(Entry(at=self._clock.day(), what=What.BEGINS, ticket=ticket, shot=shot, work=work, cards=cards))
        return ""

    def closes(self, ticket: int, *, made: bool = True) -> None:
        """Count what a call used."""
        hand = self._in_hand.pop(ticket, None)
        if hand is None:
            return
        seconds = max(0.0, self._clock.steady() - hand.begun)
        self._takes += hand.is_take and made
        if hand.work == TakeKind.PRINT:
            self._longest_print = max(self._longest_print, seconds)
        self._gpu_seconds += seconds * hand.cards
        self._note(Entry(at=self._clock.day(), what=What.OVER, ticket=ticket, made=made, seconds=round(seconds, 3)))
