"""Scenes as a whole: once its shots are in, a scene is looked at once more, and its weakest shot may be shot again.

The whole film's scenes are looked at together, between the last shot and the cut: a rough film stands first, and what
is shot again is chosen by need.
"""

import asyncio
import hashlib
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushes.agents.production import Event, Production
from rushes.agents.takes import all_of, made_file
from rushes.film.manifest import Scene
from rushes.film.take import Decision, Judge, ShotState, Take, Verdict, canonical_json
from rushes.memory.reviews import Review
from rushes.memory.shots import ShotStanding
from rushes.memory.vault import Kept
from rushes.studio.calls import Call, Stage
from rushes.studio.jobs import Compare
from rushes.tools.protocols import Shown

_VERSION = "scenes-1"

_WEAKEST = "the weakest shot of its scene"

_FLOOR = 0.05
"""Likeness that a shot may be off without a word: clean drafts stay under 0.04 (187 shots of five stories)."""

_SPREAD = 0.01
"""Added to a scene's own spread, so that in a scene of equals nothing is an outlier by a hair."""

_IN = frozenset({ShotState.SHOT, ShotState.FLAGGED, ShotState.WAITING, ShotState.APPROVED})
_OPEN = frozenset({ShotState.SHOT, ShotState.FLAGGED})
"""A person's word stands: what is approved is not sent back."""


@dataclass(frozen=True, slots=True)
class Weak:
    """The weakest shot of a scene: by how much it is less like the others than planned, and how far out that is."""

    shot: str
    off: float
    spread: float

    @property
    def reason(self) -> str:
        """In words."""
        return (
            f"{_WEAKEST}: {self.off:.2f} less like the others than planned, {self.spread:.1f} standard deviations out"
        )


def weakest(measures: Mapping[str, float], shots: Sequence[str], outlier: float) -> Weak | None:
    """The shot that is most off, where it is an outlier of its scene; None for a scene that goes together.

    The standard deviation is a robust one: 1.4826 times the median distance from the median (Rousseeuw and Croux
    1993), and a hundredth more.
    """
    off = {shot: measures[f"off/{shot}"] for shot in shots if f"off/{shot}" in measures}
    if len(off) < 3:
        return None
    middle = statistics.median(off.values())
    deviation = 1.4826 * statistics.median(abs(value - middle) for value in off.values()) + _SPREAD
    shot = max(off, key=lambda one: off[one])
    found = Weak(shot, off[shot], (off[shot] - middle) / deviation)
    return found if found.off >= _FLOOR and found.spread >= outlier else None


async def review(production: Production, sent_back: Sequence[str], *, more: bool) -> list[str]:
    """Look at every scene, put back what a second shooting did not better, and choose what is shot again.

    `sent_back` is what the look before chose, as this returns it: a shot's number and its takes then. `more`: whether
    anything may be sent back.
    """
    seen = await _looks(production)
    for words in sent_back:
        _hold(production, words, seen)
    if not more:
        return []
    if sent_back:  # as they stand now
        seen = await _looks(production)
    return [words for look in seen.values() if (words := _send_back(production, look))]


async def _looks(production: Production) -> dict[str, Review]:
    reviews = await all_of(_look(production, scene) for scene in _scenes(production))
    return {look.scene: look for look in reviews if look}


def _scenes(production: Production) -> list[Scene]:
    return [scene for scene in production.plan().manifest.scenes if not scene.omitted]


async def _look(production: Production, scene: Scene) -> Review | None:
    """The look at a scene as it is now, taken or found; None for one with fewer than two shots."""
    shots = _keyframes(production, scene)
    if len(shots) < 2:
        return None
    key = _key(scene.number, [(shot, take.sha256) for shot, take in shots.items()])
    found = production.store.reviews.get(key)
    if found:
        return found
    kept, measures = await production.trace.look(key, lambda: _compare(production, scene.number, shots))
    fresh = Review(key, scene.number, kept, measures, production.clock())
    production.store.reviews.add(fresh)
    told = f"{measures.get('scene', 1.0):.2f} alike, {len(shots)} shots"
    production.tell(Event("scene", text=f"scene {scene.number}: {told}"))
    return fresh


def _keyframes(production: Production, scene: Scene) -> dict[str, Take]:
    found: dict[str, Take] = {}
    for shot in scene.shots:
        now = production.store.shots.get(shot.number)
        if (now.state in _IN or _is_sent_back(now)) and now.keyframe:
            found[shot.number] = production.store.takes.get(now.keyframe)
    return found


def _is_sent_back(shot: ShotStanding) -> bool:
    """By this very look, which a kill cut off before it was noted: it is taken once more, and comes out the same."""
    return shot.state is ShotState.PLANNED and shot.reason.startswith(_WEAKEST)


def _key(scene: str, shots: list[tuple[str, str]]) -> str:
    told = canonical_json([_VERSION, scene, [list(one) for one in shots]])
    return hashlib.sha256(told.encode()).hexdigest()


async def _compare(production: Production, scene: str, shots: Mapping[str, Take]) -> tuple[Kept, Mapping[str, float]]:
    vault = production.project.vault
    with vault.workbench() as scratch:
        shown = tuple(
            Shown(shot=shot, keyframe=vault.path(take.media), setup=production.setup(shot))
            for shot, take in shots.items()
        )
        order = production.find(next(iter(shots)))[0]
        call = Call(Compare(shots=shown, scratch=scratch), Stage.CUT, order, shot=scene, frames=len(shots))
        done = await production.studio.run(call)
        kept = await asyncio.to_thread(vault.keep, made_file(done.outcome))
    return kept, {name: round(value, 4) for name, value in done.outcome.measures.items()}


def _send_back(production: Production, look: Review) -> str:
    """The scene's weakest shot with its takes, sent back; empty where there is none to send."""
    shots = production.store.shots
    numbers = [shot.number for scene in _scenes(production) if scene.number == look.scene for shot in scene.shots]
    weak = weakest(look.measures, numbers, production.profile.critic.outlier)
    if weak is None or (production.only and weak.shot not in production.only):
        return ""
    now = shots.get(weak.shot)
    if now.state not in _OPEN and not _is_sent_back(now):
        return ""
    takes = [take or "-" for take in (now.keyframe, now.clip, now.print)]
    if now.keyframe:
        verdict = Verdict(by=Judge.CRITIC, decision=Decision.REROLL, reason=weak.reason)
        production.store.takes.judge(now.keyframe, verdict, production.clock())
    shots.stand(weak.shot, ShotState.PLANNED, weak.reason)
    production.tell(Event("judged-scene", weak.shot, f"{Decision.REROLL}: {weak.reason}"))
    return " ".join([weak.shot, f"{weak.off:.4f}", *takes])


def _hold(production: Production, words: str, seen: Mapping[str, Review]) -> None:
    """Keep what was shot again if it goes better with its scene; else circle what was there."""
    shot, before, *takes = words.split(" ")
    shots = production.store.shots
    now, look = shots.get(shot), seen.get(shot.partition("-")[0])
    off = look.measures.get(f"off/{shot}") if look and now.state in _IN else None
    if off is not None and off < float(before):
        return
    for take in takes:
        if take != "-":
            shots.circle(production.store.takes.get(take))
    if now.state is not ShotState.APPROVED:
        faults = _flagged(production, takes)
        stands = ShotState.FLAGGED if faults else ShotState.SHOT
        shots.stand(
            shot, stands, "; ".join(["shot again for its scene, and no better: the first takes stand", *faults])
        )
    production.tell(Event("judged-scene", shot, "the first takes stand: shot again it goes no better with its scene"))


def _flagged(production: Production, takes: Sequence[str]) -> list[str]:
    """Why the critic wanted a person to look at these; nothing for takes that it accepted."""
    said = [one for take in takes if take != "-" for one in production.store.takes.verdicts(take)]
    return list(dict.fromkeys(one.reason for one in said if one.by is Judge.CRITIC and one.decision is Decision.ASK))
