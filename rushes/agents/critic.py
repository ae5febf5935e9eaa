"""The critic: reads measures, holds takes to their gates, and says what is to be done.

Thresholds are held here, in code: whoever thinks may be stricter than the numbers, but never
waves a failed take through. A verdict depends on the take, the round's earlier ones and the gauge the
run began with, so a replay gives it again.
"""

from collections.abc import Callable, Mapping, Sequence

from rushes.agents import spending
from rushes.agents.brain import Change, Opinion, TakeBrief
from rushes.agents.production import Event, Production
from rushes.agents.states import UNSHOT, ShotState, ShotUpdate
from rushes.configs.profile import WEIGHTLESS_SCORERS, Profile
from rushes.film.climb import Rung, chance, due, next_rung
from rushes.film.gates import Gate
from rushes.film.gauge import ENOUGH, Gauge
from rushes.film.manifest import Shot
from rushes.film.measures import MEASURES, Better, fault
from rushes.film.take import Decision, Judge, Score, Take, TakeKind, Verdict
from rushes.film.vocabulary import Move

_WORDS = 900

_STILL = frozenset({Move.STATIC, Move.HANDHELD})

_WHERE_IT_APPLIES = frozenset(
    {"identity", "identity-margin", "place-likeness", "copied", "clip-image", "warping"}
    | {"clip-identity", "clip-identity-margin"}
    | {name for name in MEASURES if name.startswith(("board", "opening"))}
)
"""Measures that not every take has: a shot without people has no identity, a small clip no warping to be held to."""

_RUNGS = {Change.SEED: Rung.SEED, Change.PROMPT: Rung.PROMPT, Change.KEYFRAME: Rung.KEYFRAME}
_MORE_LIKE_ITSELF, _LESS_LIKE_THE_SHEET = 1, -1
"""Steps of the references' strength."""


def gates_for(kind: TakeKind, shot: Shot, profile: Profile, frames: int) -> dict[str, str]:
    """The gates a take must pass: its exact size and length, and the profile's for its kind."""
    size = profile.keyframe_size if kind is TakeKind.KEYFRAME else profile.size
    asked = {"width": f"={size.width}", "height": f"={size.height}", "frames": f"={frames}"}
    own = profile.gates.keyframe if kind is TakeKind.KEYFRAME else profile.gates.clip
    away = {"motion"} if shot.move in _STILL else set[str]()
    return asked | {name: gate for name, gate in own.items() if name not in away and _is_measured(name, profile)}


def _is_measured(measure: str, profile: Profile) -> bool:
    """Whether somebody in the crew takes the measure; of one that nobody knows, the take says that it is missing."""
    known, crew = MEASURES.get(measure), profile.crew.scorers
    if known is None or known.scorer == "technical":
        return True
    return known.scorer in crew if known.scorer in WEIGHTLESS_SCORERS else bool(set(crew) - set(WEIGHTLESS_SCORERS))


def scores(
    measures: Mapping[str, float], gates: Mapping[str, str], kind: TakeKind, backend: str, gauge: Gauge
) -> tuple[Score, ...]:
    """Each measure as a score, the gated ones first; percentiles are among the backend's earlier takes.

    A gated measure that should be there and that nobody took fails, with that as the reason.
    """
    held = [_score(kind, backend, one, measures.get(one), gate, gauge) for one, gate in gates.items()]
    noted = [_score(kind, backend, one, value, "", gauge) for one, value in measures.items() if one not in gates]
    return tuple(score for score in (*held, *noted) if score is not None)


def _score(kind: TakeKind, backend: str, measure: str, value: float | None, gate: str, gauge: Gauge) -> Score | None:
    if value is None:
        if measure in _WHERE_IT_APPLIES:
            return None
        return Score(measure=measure, value=0.0, gate=gate, passed=False, reason=f"nobody measured its {measure}")
    rank = gauge.percentile(kind, backend, measure, value)
    if not gate:
        return Score(measure=measure, value=value, gate="", passed=True, percentile=rank)
    in_force = gauge.gate(kind, measure, gate)
    wanted = Gate.parse(in_force)
    if wanted.ranked and rank is None:
        reason = f"too few takes by {backend} are known for a percentile: {ENOUGH} are needed"
        return Score(measure=measure, value=value, gate=in_force, passed=True, reason=reason)
    passed = wanted.holds(rank if wanted.ranked and rank is not None else value)
    told = f"{fault(measure, value)}, the gate is {in_force}"
    if wanted.ranked and rank is not None:
        told = f"{fault(measure, value)}: percentile {rank:.0f} of takes by {backend}, the gate is {in_force}"
    return Score(
        measure=measure, value=value, gate=in_force, passed=passed, reason="" if passed else told, percentile=rank
    )


def best(takes: Sequence[Take]) -> Take | None:
    """The take with the most gates passed; of equals the one standing higher among its backend's; then the earlier."""
    return max(takes, key=lambda take: (take.merit, standing(take)), default=None)


def standing(take: Take) -> float:
    """Where a take stands among its backend's earlier ones, in [0, 1]: the mean over what has a good and a bad end."""
    ranks: list[float] = []
    for score in take.scores:
        better = MEASURES[score.measure].better if score.measure in MEASURES else Better.MIDDLE
        if score.percentile is not None and better in {Better.HIGH, Better.LOW}:
            ranks.append(score.percentile if better is Better.HIGH else 100 - score.percentile)
    return sum(ranks) / len(ranks) / 100 if ranks else 0.5


def ruling(take: Take, opinion: Opinion) -> Opinion:
    """What is done with a take: a brain may be stricter than the gates, but waves nothing through that failed."""
    if take.weak and opinion.decision is not Decision.ASK:
        reason = take.complaint if opinion.reason in take.complaint else f"{take.complaint}; {opinion.reason}"
        return Opinion(decision=Decision.REROLL, change=opinion.change, reason=reason[:_WORDS])
    known = opinion.decision in {Decision.ACCEPT, Decision.REROLL, Decision.ASK}
    return opinion if known else opinion.model_copy(update={"decision": Decision.ASK})


async def judge_keyframe(production: Production, state: ShotState) -> ShotUpdate:
    """Accept the still, send it up the climb, or keep the best where no further take is worth its cost."""
    attempt = state["keyframe_attempt"]
    left = production.profile.budget.keyframes - attempt - 1
    take = _current(production, state["keyframe"])
    said = await _said(production, take, left)
    if take and said.decision is Decision.ACCEPT:
        _decide(production, state, take, Decision.ACCEPT, said.reason)
        return {"verdict": Decision.ACCEPT.value, "keyframe": take.id}
    rung, why = _step(production, state, TakeKind.KEYFRAME, said, left)
    if rung is None:
        return _keep_best(production, state, TakeKind.KEYFRAME, _together(take, said.reason, why))
    if take:
        _decide(production, state, take, Decision.REROLL, said.reason)
    again: ShotUpdate = {"verdict": Decision.REROLL.value, "change": rung.value, "keyframe_attempt": attempt + 1}
    again["still_climb"] = [*state["still_climb"], rung.value]
    if rung is Rung.REFERENCES:
        again["strength"] = state["strength"] + _towards(take)
    return again


async def judge_clip(production: Production, state: ShotState) -> ShotUpdate:
    """Accept the clip, send it up the climb (a new keyframe is its last step), or keep the best."""
    attempt = state["clip_attempt"]
    left = production.profile.budget.clips - attempt - 1
    take = _current(production, state["clip"])
    said = await _said(production, take, left)
    if take and said.decision is Decision.ACCEPT:
        _decide(production, state, take, Decision.ACCEPT, said.reason)
        return {"verdict": Decision.ACCEPT.value, "clip": take.id}
    rung, why = _step(production, state, TakeKind.CLIP, said, left)
    if rung is None:
        return _keep_best(production, state, TakeKind.CLIP, _together(take, said.reason, why))
    if take:
        _decide(production, state, take, Decision.REROLL, said.reason)
    again: ShotUpdate = {"verdict": Decision.REROLL.value, "change": rung.value, "clip_attempt": attempt + 1}
    again["clip_climb"] = [*state["clip_climb"], rung.value]
    if rung is not Rung.SEED and state["keyframe_attempt"] + 1 < production.profile.budget.keyframes:
        # A new still begins at another seed again; that other words and other stills were tried stays known.
        climbed = [one for one in again["clip_climb"] if one != Rung.SEED.value]
        again |= {"keyframe_attempt": state["keyframe_attempt"] + 1, "keyframe": "", "clip_climb": climbed}
        again["still_climb"] = [*state["still_climb"], Rung.KEYFRAME.value]
    return again


def _step(
    production: Production, state: ShotState, kind: TakeKind, said: Opinion, left: int
) -> tuple[Rung | None, str]:
    """The next step of the climb, or None with the reason, in words, why there is none."""
    if said.decision is not Decision.REROLL or left <= 0:
        return None, ""
    still = kind is TakeKind.KEYFRAME
    refused = spending.refusal(state, production.profile.budget, keep=1 if still else 0)
    if refused:
        return None, refused
    maker = production.equipment.painter if still else production.equipment.mover
    ladder = _still_ladder(production) if still else _clip_ladder(production, state)
    climbed = [Rung(one) for one in state["still_climb" if still else "clip_climb"]]
    least, record = production.profile.critic.least_chance, _record(production, kind, maker.spec.name)
    wish = _RUNGS[said.change]
    rung = next_rung(climbed, ladder, record, least, wish)
    if rung is not None:
        return rung, ""
    likely = max(chance(*record(one), climbed.count(one)) for one in due(climbed, ladder, wish))
    return None, f"another take is expected to pass in {likely:.0%} of cases, less than the {least:.0%} it is worth"


def _record(production: Production, kind: TakeKind, backend: str) -> Callable[[Rung], tuple[int, int]]:
    return lambda rung: production.gauge.record(kind, backend, rung)


def _still_ladder(production: Production) -> list[Rung]:
    reads, shown = production.equipment.painter.spec.reads_prompts, bool(production.profile.painting.references)
    return [Rung.SEED, *([Rung.PROMPT] if reads else []), *([Rung.REFERENCES] if shown else [])]


def _clip_ladder(production: Production, state: ShotState) -> list[Rung]:
    """A clip's new words are in its prompt and its keyframe's: a new still is painted by them, where one may be."""
    budget = production.profile.budget
    if state["keyframe_attempt"] + 1 >= budget.keyframes or spending.refusal(state, budget, keep=1):
        return [Rung.SEED]
    reads = production.equipment.mover.spec.reads_prompts
    return [Rung.SEED, *([Rung.PROMPT] if reads else []), Rung.KEYFRAME]


def _towards(take: Take | None) -> int:
    """A still that repeats a reference is to show less of it, any other more."""
    copied = take is not None and any(score.measure == "copied" and not score.passed for score in take.scores)
    return _LESS_LIKE_THE_SHEET if copied else _MORE_LIKE_ITSELF


def _together(take: Take | None, reason: str, why: str) -> str:
    """What is wrong with a take and why there is no other; without a take, why none was begun."""
    if take is None and why:
        return why
    return f"{reason}; {why}" if why else reason


async def _said(production: Production, take: Take | None, left: int) -> Opinion:
    if take is None:
        return Opinion(decision=Decision.REROLL, reason="no take could be made")
    brief = TakeBrief(
        take=take.id,
        kind=take.slate.kind,
        setup=production.setup(take.shot),
        scores=tuple(score for score in take.scores if score.gate),
        measures={score.measure: score.value for score in take.scores},
        left=left,
    )
    return ruling(take, await production.brain.judge(brief))


def _current(production: Production, take_id: str) -> Take | None:
    return production.store.takes.get(take_id) if take_id else None


def _keep_best(production: Production, state: ShotState, kind: TakeKind, reason: str) -> ShotUpdate:
    """No further attempt is to be made, or a person should look: the best take of this round goes on, flagged."""
    made = state["stills"] if kind is TakeKind.KEYFRAME else state["clips"]
    takes = [production.store.takes.get(take) for take in made]
    chosen = best(takes)
    if chosen is None:
        refused = spending.refusal(state, production.profile.budget)
        return {"verdict": Decision.ASK.value, "outcome": UNSHOT if refused else "failed"}
    if takes[-1].id != chosen.id:
        _decide(
            production, state, takes[-1], Decision.REROLL, f"{takes[-1].complaint or reason}; {chosen.id} is better"
        )
    told = reason if chosen.complaint in reason else f"{chosen.complaint}; {reason}"
    _decide(production, state, chosen, Decision.ASK, f"the best of {len(made)} takes, and still: {told}"[:_WORDS])
    if kind is TakeKind.KEYFRAME:
        return {"verdict": Decision.ASK.value, "outcome": "flagged", "keyframe": chosen.id}
    still = _parent(production, chosen)
    production.store.shots.circle(still)
    return {"verdict": Decision.ASK.value, "outcome": "flagged", "clip": chosen.id, "keyframe": still.id}


def _parent(production: Production, clip: Take) -> Take:
    stills = production.store.takes.all(clip.shot, TakeKind.KEYFRAME)
    return next(still for still in stills if still.sha256 in clip.slate.parents)


def _decide(production: Production, state: ShotState, take: Take, decision: Decision, reason: str) -> None:
    rung, gain = _climbed(production, state, take)
    verdict = Verdict(by=Judge.CRITIC, decision=decision, reason=reason, rung=rung, gain=gain)
    if decision is Decision.REROLL:
        production.store.takes.judge(take.id, verdict, production.clock())
    else:
        production.store.choose(take, verdict, production.clock())
    production.tell(Event(f"judged-{take.slate.kind}", take.shot, f"{decision}: {reason}"))


def _climbed(production: Production, state: ShotState, take: Take) -> tuple[Rung, float | None]:
    """The step that led to a take, and what it gained over the best of its kind before it in the round."""
    still = take.slate.kind is TakeKind.KEYFRAME
    made = state["stills" if still else "clips"]
    place = made.index(take.id) if take.id in made else 0
    if not place:
        return Rung.FIRST, None
    before = max(production.store.takes.get(one).merit for one in made[:place])
    climb = state["still_climb" if still else "clip_climb"]
    told = production.store.takes.verdicts(take.id)  # an earlier one of the round was judged when it was made
    known = next((one.rung for one in told if one.rung), None)
    return known or Rung(climb[-1]), take.merit - before
