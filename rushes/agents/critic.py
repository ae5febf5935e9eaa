"""The critic: reads measures, holds takes to their gates, and says what is to be done.

Thresholds are held here, in code: whoever thinks may be stricter than the numbers, but never
waves a failed take through.
"""

from collections.abc import Mapping, Sequence

from rushes.agents.brain import Change, Opinion, TakeBrief
from rushes.agents.production import Event, Production
from rushes.agents.states import ShotState, ShotUpdate
from rushes.configs.profile import Profile
from rushes.film.gates import Gate
from rushes.film.manifest import Shot
from rushes.film.setup import Setup
from rushes.film.take import Decision, Judge, Score, Take, TakeKind, Verdict
from rushes.film.vocabulary import Move

_CLIPS_A_STILL = 2
"""Weak clips of one still, after which the still is to blame."""

_WORDS = 900

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
    size = profile.keyframe_size if kind is TakeKind.KEYFRAME else profile.size
    asked = {"width": f"={size.width}", "height": f"={size.height}", "frames": f"={frames}"}
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


def ruling(take: Take, opinion: Opinion) -> Opinion:
    """What is done with a take: a brain may be stricter than the gates, but waves nothing through that failed."""
    if take.weak and opinion.decision is not Decision.ASK:
        reason = take.complaint if opinion.reason in take.complaint else f"{take.complaint}; {opinion.reason}"
        return Opinion(decision=Decision.REROLL, change=opinion.change, reason=reason[:_WORDS])
    known = opinion.decision in {Decision.ACCEPT, Decision.REROLL, Decision.ASK}
    return opinion if known else opinion.model_copy(update={"decision": Decision.ASK})


async def judge_keyframe(production: Production, state: ShotState) -> ShotUpdate:
    """Accept the still, send it back with a new seed or new prompts, or keep the best of a spent budget."""
    attempt = state["keyframe_attempt"]
    left = production.profile.budget.keyframes - attempt - 1
    take = _current(production, state["keyframe"])
    said = await _said(production, take, left)
    if take and said.decision is Decision.ACCEPT:
        _decide(production, take, Decision.ACCEPT, said.reason)
        return {"verdict": Decision.ACCEPT.value, "keyframe": take.id}
    if said.decision is Decision.REROLL and left > 0:
        if take:
            _decide(production, take, Decision.REROLL, said.reason)
        return {"verdict": Decision.REROLL.value, "change": said.change.value, "keyframe_attempt": attempt + 1}
    return _keep_best(production, state, TakeKind.KEYFRAME, said.reason)


async def judge_clip(production: Production, state: ShotState) -> ShotUpdate:
    """Accept the clip, climb (a new seed, then new prompts or a new keyframe), or keep the best of a spent budget."""
    attempt = state["clip_attempt"]
    left = production.profile.budget.clips - attempt - 1
    take = _current(production, state["clip"])
    said = await _said(production, take, left)
    if take and said.decision is Decision.ACCEPT:
        _decide(production, take, Decision.ACCEPT, said.reason)
        return {"verdict": Decision.ACCEPT.value, "clip": take.id}
    if said.decision is not Decision.REROLL or left <= 0:
        return _keep_best(production, state, TakeKind.CLIP, said.reason)
    if take:
        _decide(production, take, Decision.REROLL, said.reason)
    again: ShotUpdate = {"verdict": Decision.REROLL.value, "change": Change.SEED.value, "clip_attempt": attempt + 1}
    dear = said.change is not Change.SEED or attempt + 1 - state["clip_base"] >= _CLIPS_A_STILL
    if dear and state["keyframe_attempt"] + 1 < production.profile.budget.keyframes:
        again |= {"keyframe_attempt": state["keyframe_attempt"] + 1, "clip_base": attempt + 1, "keyframe": ""}
        again |= {"change": said.change.value}
    return again


async def _said(production: Production, take: Take | None, left: int) -> Opinion:
    if take is None:
        return Opinion(decision=Decision.REROLL, reason="no take could be made")
    brief = TakeBrief(
        take=take.id,
        kind=take.slate.kind,
        setup=_setup(production, take.shot),
        scores=take.scores,
        measures={score.measure: score.value for score in take.scores},
        left=left,
    )
    return ruling(take, await production.brain.judge(brief))


def _setup(production: Production, number: str) -> Setup:
    return production.setup(number)


def _current(production: Production, take_id: str) -> Take | None:
    return production.store.takes.get(take_id) if take_id else None


def _keep_best(production: Production, state: ShotState, kind: TakeKind, reason: str) -> ShotUpdate:
    """No attempt is left, or a person should look: the best take of this round goes on, flagged."""
    made = state["stills"] if kind is TakeKind.KEYFRAME else state["clips"]
    chosen = best([production.store.takes.get(take) for take in made])
    if chosen is None:
        return {"verdict": Decision.ASK.value, "outcome": "failed"}
    _decide(production, chosen, Decision.ASK, f"the best of {len(made)} takes, and still: {chosen.complaint or reason}")
    if kind is TakeKind.KEYFRAME:
        return {"verdict": Decision.ASK.value, "outcome": "flagged", "keyframe": chosen.id}
    still = _parent(production, chosen)
    production.store.shots.circle(still)
    return {"verdict": Decision.ASK.value, "outcome": "flagged", "clip": chosen.id, "keyframe": still.id}


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
