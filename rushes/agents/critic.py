"""The critic: reads measures, holds takes to their gates, and says what is to be done.

Thresholds are held here, in code: whoever thinks may be stricter than the numbers, but never
waves a failed take through.
"""

from collections.abc import Callable, Mapping, Sequence

from pydantic import JsonValue

from rushes.agents.production import Event, Production
from rushes.agents.states import ShotState, ShotUpdate
from rushes.configs.profile import Profile
from rushes.film.gates import Gate
from rushes.film.manifest import Shot
from rushes.film.take import Decision, Judge, Score, Slate, Take, TakeKind, Verdict, seed_for
from rushes.film.vocabulary import Move

Asked = Callable[[], Slate]
"""The slate of the attempt being judged, made when it is needed."""

_STILL = frozenset({Move.STATIC, Move.HANDHELD})

_FAULTS = {
    "width": "the frame is {value:.0f} pixels wide",
    "height": "the frame is {value:.0f} pixels high",
    "frames": "it has {value:.0f} frames",
    "luma": "its mean brightness is {value:.0f} of 255",
    "contrast": "it has hardly any contrast ({value:.1f})",
    "dark": "{value:.0%} of the picture is lost in black",
    "bright": "{value:.0%} of the picture is burnt out",
    "black": "{value:.0%} of its frames are black",
    "frozen": "it stands still for {value:.0%} of its time",
    "flicker": "its light flickers by {value:.1f} steps a frame",
    "jump": "it jumps: one change is {value:.0f} times the usual",
    "motion": "the camera was asked to move and the picture hardly changes ({value:.1f})",
}


def gates_for(kind: TakeKind, shot: Shot, profile: Profile, frames: int) -> dict[str, str]:
    """The gates a take must pass: its exact size and length, and the profile's for its kind."""
    asked = {"width": f"={profile.size.width}", "height": f"={profile.size.height}", "frames": f"={frames}"}
    own = dict(profile.gates.keyframe if kind is TakeKind.KEYFRAME else profile.gates.clip)
    if shot.move in _STILL:
        own.pop("motion", None)
    return asked | own


def scores(measures: Mapping[str, float], gates: Mapping[str, str]) -> tuple[Score, ...]:
    """Each gated measure as a score; a measure that nobody took fails, with that as the reason."""
    return tuple(_score(measure, measures.get(measure), gate) for measure, gate in gates.items())


def _score(measure: str, value: float | None, gate: str) -> Score:
    if value is None:
        return Score(measure=measure, value=0.0, gate=gate, passed=False, reason=f"nobody measured its {measure}")
    passed = Gate.parse(gate).holds(value)
    fault = _FAULTS.get(measure, f"its {measure} is {{value:.3g}}").format(value=value)
    reason = "" if passed else f"{fault}, the gate is {gate}"
    return Score(measure=measure, value=value, gate=gate, passed=passed, reason=reason)


def best(takes: Sequence[Take]) -> Take | None:
    """The take with the most gates passed; the earlier of equals."""
    return max(takes, key=lambda take: take.merit, default=None)


def judge_keyframe(production: Production, state: ShotState, asked: Asked) -> ShotUpdate:
    """Accept the still, send it back with a new seed, or keep the best of a spent budget."""
    attempt = state["keyframe_attempt"]
    take = _current(production, state["keyframe"])
    if take and not take.weak:
        _decide(production, take, Decision.ACCEPT, "every gate passed")
        return {"verdict": Decision.ACCEPT.value, "keyframe": take.id}
    if attempt + 1 < production.profile.budget.keyframes:
        if take:
            _decide(production, take, Decision.REROLL, take.complaint)
        return {"verdict": Decision.REROLL.value, "keyframe_attempt": attempt + 1}
    return _keep_best(production, state, TakeKind.KEYFRAME, attempt + 1, asked)


def judge_clip(production: Production, state: ShotState, asked: Asked) -> ShotUpdate:
    """Accept the clip, climb (a new seed, then a new keyframe), or keep the best of a spent budget."""
    attempt = state["clip_attempt"]
    take = _current(production, state["clip"])
    if take and not take.weak:
        _decide(production, take, Decision.ACCEPT, "every gate passed")
        return {"verdict": Decision.ACCEPT.value, "clip": take.id}
    if attempt + 1 >= production.profile.budget.clips:
        return _keep_best(production, state, TakeKind.CLIP, attempt + 1, asked)
    if take:
        _decide(production, take, Decision.REROLL, take.complaint)
    again: ShotUpdate = {"verdict": Decision.REROLL.value, "clip_attempt": attempt + 1}
    on_this_keyframe = attempt + 1 - state["clip_base"]
    if on_this_keyframe >= 2 and state["keyframe_attempt"] + 1 < production.profile.budget.keyframes:
        again |= {"keyframe_attempt": state["keyframe_attempt"] + 1, "clip_base": attempt + 1, "keyframe": ""}
    return again


def _current(production: Production, take_id: str) -> Take | None:
    return production.store.takes.get(take_id) if take_id else None


def _keep_best(production: Production, state: ShotState, kind: TakeKind, attempts: int, asked: Asked) -> ShotUpdate:
    """The budget is spent: the best take of this round and this plan goes on, and a person is asked to look."""
    shot, seed = state["shot"], production.project.settings.seed
    seeds = {seed_for(seed, shot, kind, state["round"], attempt) for attempt in range(attempts)}
    takes = [take for take in production.store.takes.all(shot, kind) if take.slate.seed in seeds]
    wanted = _picture(asked())
    chosen = best([take for take in takes if _picture(take.slate) == wanted])
    if chosen is None:
        return {"verdict": Decision.ASK.value, "outcome": "failed"}
    _decide(production, chosen, Decision.ASK, f"the best of {attempts} takes, and still: {chosen.complaint}")
    if kind is TakeKind.KEYFRAME:
        return {"verdict": Decision.ASK.value, "outcome": "flagged", "keyframe": chosen.id}
    still = _parent(production, chosen)
    production.store.shots.circle(still)
    return {"verdict": Decision.ASK.value, "outcome": "flagged", "clip": chosen.id, "keyframe": still.id}


def _picture(slate: Slate) -> dict[str, JsonValue]:
    """What a slate asks to be seen: its parameters without the seed of the keyframe it began from."""
    return {name: value for name, value in slate.parameters.items() if name != "keyframe_seed"}


def _parent(production: Production, clip: Take) -> Take:
    stills = production.store.takes.all(clip.shot, TakeKind.KEYFRAME)
    return next(still for still in stills if still.sha256 in clip.slate.parents)


def _decide(production: Production, take: Take, decision: Decision, reason: str) -> None:
    verdict = Verdict(by=Judge.CRITIC, decision=decision, reason=reason)
    if decision is Decision.REROLL:
        production.store.takes.judge(take.id, verdict, production.clock())
    else:
        production.store.choose(take, verdict, production.clock())
    production.tell(Event(f"judged-{take.slate.kind}", take.shot, f"{decision}: {reason}"))
