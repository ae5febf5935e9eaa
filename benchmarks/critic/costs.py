"""What looking and deciding cost, in milliseconds: medians."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.critic import defects
from benchmarks.critic.corpus import Critic
from benchmarks.critic.defects import Spot
from rushes.agents import critic
from rushes.configs.profile import load_profile
from rushes.film.climb import Rung, next_rung
from rushes.film.frames import Size
from rushes.film.gauge import Gauge, scale_of
from rushes.film.measures import MEASURES
from rushes.film.take import TakeKind
from rushes.tools.protocols import Sight

SIZE = Size(1280, 720)
FRAMES = 84
_TRIES = 5


def _ms(work: Callable[[], object], tries: int = _TRIES) -> float:
    took: list[float] = []
    for _ in range(tries):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return median(took)


def looks(spot: Spot, folder: Path) -> list[tuple[str, float, float]]:
    """(scorer, ms a still, ms a clip of 84 frames) at 1280x720; a still's look is its first, its storyboard drawn."""
    still = defects.painted(spot.setup, SIZE, spot.seed, folder / "costs")
    clip = defects.moved(spot.setup, still, SIZE, spot.seed, FRAMES, folder / "costs")
    rows: list[tuple[str, float, float]] = []
    looking = Critic(load_profile("draft"), ())
    for name, scorer in zip(("technical", "storyboard", "likeness"), looking.scorers, strict=True):
        seen, run = Sight(still, TakeKind.KEYFRAME, spot.setup), Sight(clip, TakeKind.CLIP, spot.setup, (still,))

        rows.append(
            (
                name,
                _ms(lambda scorer=scorer, seen=seen: scorer.measure(seen), 1),
                _ms(lambda scorer=scorer, run=run: scorer.measure(run)),
            )
        )
    return rows


def decision() -> float:
    """One verdict beyond its measures: scores against gates and a full gauge, and the next step of the climb."""
    profile = load_profile("draft")
    scales = tuple(
        scale_of(kind, "draft", name, [float(value) for value in range(1000)])
        for kind in (TakeKind.KEYFRAME, TakeKind.CLIP)
        for name in MEASURES
    )
    gauge, measures = Gauge(scales=scales), dict.fromkeys(MEASURES, 1.0)
    gates = dict(profile.gates.clip) | dict(profile.gates.keyframe)
    ladder = [Rung.SEED, Rung.PROMPT, Rung.KEYFRAME]

    def decide() -> None:
        critic.scores(measures, gates, TakeKind.CLIP, "draft", gauge)
        next_rung([Rung.SEED], ladder, lambda rung: gauge.record(TakeKind.CLIP, "draft", rung), 0.1)

    return _ms(decide, 200)
