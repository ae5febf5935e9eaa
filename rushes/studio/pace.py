"""How long calls take here: learnt from what was measured, and what is expected of the next one."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

REMEMBERED = 64
"""Calls of a kind whose mean is taken: enough to be steady, few enough to follow a machine that slows down."""

PATIENCE = 900.0
"""Seconds without a sign that are allowed where nothing was ever measured: our own allowance."""

FLOOR = 30.0
"""Seconds that are always allowed: a busy machine pauses longer than a short step takes."""

MODEL_FLOOR = 180.0
"""The same for a model that has to be loaded: a new prompt may bring its text encoders in, and it back after them."""

UNKNOWN = 60.0
"""Seconds of a unit of work that nobody knows anything of: any number does, for it only weighs it against others."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One call as its lane saw it.

    `work` is its kind, `lane` where it ran, `model` what made it, `amount` how much it was. `seconds` it took once its
    model was there, `load` until then (None: it was there). `silence`: the longest time between two signs of it.
    """

    work: str
    model: str
    lane: str
    amount: float
    seconds: float
    load: float | None
    silence: float


@dataclass(slots=True)
class _Known:
    amounts: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    seconds: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED))


@dataclass(slots=True)
class _Silence:
    """The longest time between two signs of a kind of call, and the largest amount of it that was made."""

    longest: float = 0.0
    amount: float = 0.0


class Pace:
    """The rates of one production's calls, as `scheduling.Rates`.

    `expected` are seconds a unit of work, `loads` seconds a model, by what is known before anything was measured.
    """

    def __init__(self, expected: Mapping[str, float] | None = None, loads: Mapping[str, float] | None = None) -> None:
        self._expected = dict(expected or {})
        self._loads = dict(loads or {})
        self._calls: dict[tuple[str, str], _Known] = {}
        self._loading: dict[tuple[str, str], deque[float]] = {}
        self._silences: dict[tuple[str, str, str], _Silence] = {}

    def note(self, sample: Sample) -> None:
        """A call was made."""
        known = self._calls.setdefault((sample.work, sample.lane), _Known())
        known.amounts.append(sample.amount)
        known.seconds.append(sample.seconds)
        silence = self._silences.setdefault((sample.work, sample.model, sample.lane), _Silence())
        silence.longest = max(silence.longest, sample.silence)
        silence.amount = max(silence.amount, sample.amount)
        if sample.load is not None:
            seen = self._loading.setdefault((sample.model, sample.lane), deque(maxlen=REMEMBERED))
            seen.append(sample.load)

    def seconds(self, work: str, lane: str) -> float:
        """The mean of a unit of this work there; else of all lanes; else as expected."""
        known = self._calls.get((work, lane)) or next(
            (one for (what, _), one in self._calls.items() if what == work), None
        )
        if known:
            return max(sum(known.seconds) / max(sum(known.amounts), 1e-9), 1e-6)
        return self._expected.get(work, UNKNOWN)

    def load(self, model: str, lane: str) -> float:
        """The mean of this model's loads there; else of all lanes; else as expected, 0 for nothing to load."""
        seen = self._loading.get((model, lane)) or next(
            (one for (what, _), one in self._loading.items() if what == model), None
        )
        return sum(seen) / len(seen) if seen else self._loads.get(model, 0.0)

    def patience(self, work: str, model: str, lane: str, amount: float = 1.0, *, fresh: bool = False) -> float:
        """Seconds without a sign after which a call hangs: twice the longest that was ever seen of its kind.

        More for a larger amount than was ever made. `fresh`: its worker never did this kind of work, and may have to
        load what the studio knows nothing of. A model is given time to read a new prompt, which may load it anew.
        """
        seen = self._silences.get((work, model, lane))
        if fresh or seen is None:
            return PATIENCE
        loads = self._loading.get((model, lane), ())
        floor = max(MODEL_FLOOR, 3 * max(loads, default=0.0)) if model else FLOOR
        return max(floor, 2 * seen.longest * max(1.0, amount / max(seen.amount, 1e-9)))

    def knows(self, work: str) -> bool:
        """Whether anything is known of this kind of work: measured, or expected."""
        return work in self._expected or self.measured(work) > 0

    def measured(self, work: str) -> int:
        """How many calls of this kind were measured, on all lanes."""
        return sum(len(known.seconds) for (what, _), known in self._calls.items() if what == work)
