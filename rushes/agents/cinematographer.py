"""The cinematographer: composes a shot, shoots its keyframe, sets it in motion and finishes it."""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from rushes.agents import critic
from rushes.agents.composing import composed
from rushes.agents.continuity import same_setup_before
from rushes.agents.production import Event, Production
from rushes.agents.requests import Try, call_for, clip_attempt, is_steered, keyframe_attempt, print_attempt
from rushes.agents.spending import in_passing, refusal
from rushes.agents.states import UNSHOT, ShotState, ShotUpdate, branch_of, unshot
from rushes.agents.takes import Attempt, take_of
from rushes.errors import BudgetSpent
from rushes.film.climb import Rung
from rushes.film.take import Decision, Take
from rushes.film.take import ShotState as Standing


async def compose(state: ShotState, runtime: Runtime[Production]) -> ShotState | ShotUpdate:
    """Begin an attempt: prompts and tool calls come from the brain, anew where the critic asks for other words.

    A round that a person opened since starts the counts again.
    """
    production = runtime.context
    async with production.floor.step():
        standing = production.store.shots.get(state["shot"])
        if state["round"] != standing.rounds:
            fresh = unshot(branch_of(state), standing.rounds, (state["spent_takes"], state["spent_ms"]))
            composition = await composed(production, fresh, standing.note, "")
            call_for(production, state["shot"], composition)
            return {**fresh, "composition": composition}
        if state["change"] != Rung.PROMPT:
            return {"verdict": ""}
        critique, failed = _critique(production, state)
        composition = await composed(production, state, standing.note, critique, failed)
        call_for(production, state["shot"], composition)
        return {"verdict": "", "change": "", "composition": composition}


async def keyframe(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Paint the shot's first frame, after the earlier one of its set-up where the painter is held to that."""
    production = runtime.context
    control = await _picture_before(production, state["shot"])
    async with production.floor.step():
        if refusal(state, production.profile.budget):
            return {"keyframe": ""}
        try:
            take = await take_of(production, _keyframe(production, state, control))
        except BudgetSpent as spent:
            return {"keyframe": "", "refused": in_passing(spent)}
        if take is None:
            return {"keyframe": ""}
        return {"keyframe": take.id, "stills": _with(state["stills"], take), **_spent(state, take)}


async def judge_keyframe(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """A cheap look before an expensive one."""
    production = runtime.context
    async with production.floor.step():
        return await critic.judge_keyframe(production, state)


async def motion(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Set the keyframe in motion."""
    production = runtime.context
    production.continuity.chosen(state["shot"])
    async with production.floor.step():
        if refusal(state, production.profile.budget):
            return {"clip": ""}
        try:
            take = await take_of(production, _clip(production, state))
        except BudgetSpent as spent:
            return {"clip": "", "refused": in_passing(spent)}
        if take is None:
            return {"clip": ""}
        return {"clip": take.id, "clips": _with(state["clips"], take), **_spent(state, take)}


async def judge_clip(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Look at what moved."""
    production = runtime.context
    async with production.floor.step():
        return await critic.judge_clip(production, state)


async def finish(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Letter and encode the clip for the cut."""
    production = runtime.context
    async with production.floor.step():
        clip = production.store.takes.get(state["clip"])
        take = await take_of(production, print_attempt(production, state["shot"], clip))
        if take is None:
            return {"print": "", "outcome": "failed"}
        if production.store.shots.get(state["shot"]).print != take.id:  # an older one, found again
            production.store.shots.circle(take)
        return {"print": take.id}


async def approve(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Wait for a person, where one was asked for. The person's word is already in the store when it comes."""
    production = runtime.context
    standing = production.store.shots.get(state["shot"])
    if standing.rounds != state["round"]:
        return {"verdict": Decision.REJECT.value}
    if standing.state is Standing.APPROVED:
        return {"verdict": Decision.APPROVE.value}
    asked = state["ask"] or standing.state is Standing.WAITING
    if not asked or state["outcome"] in {"failed", UNSHOT}:
        return {"verdict": Decision.ACCEPT.value}
    if standing.state is not Standing.WAITING:
        production.store.shots.stand(state["shot"], Standing.WAITING, "a person's approval")
        production.tell(Event("waiting", state["shot"]))
    shot = state["shot"]
    if await production.trace.word("approve", shot, lambda: production.attendance.word(shot)):
        return await approve(state, runtime)
    answer = interrupt({"shot": state["shot"], "take": state["print"]})
    return {"verdict": (Decision.REJECT if answer == Decision.REJECT.value else Decision.APPROVE).value}


async def done(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Write down where the shot stands now."""
    production = runtime.context
    async with production.floor.step():
        outcome = state["outcome"] or "shot"
        number = state["shot"]
        if outcome == "failed":
            reason = (production.store.takes.failures(number) or ["no take could be made"])[-1]
            production.store.shots.stand(number, Standing.FAILED, reason)
        elif outcome == UNSHOT:  # what was shot before, and was to be bettered, is there still
            stands = Standing.FLAGGED if number in production.again else Standing.PLANNED
            production.store.shots.stand(number, stands, refusal(state, production.profile.budget))
        elif state["verdict"] == Decision.APPROVE:
            production.store.shots.stand(number, Standing.APPROVED)
        elif outcome == "flagged":
            production.store.shots.stand(number, Standing.FLAGGED, _why(production, state))
        else:
            production.store.shots.stand(number, Standing.SHOT)
        production.tell(Event("done", number, outcome))
        return {"outcome": outcome}


def _why(production: Production, state: ShotState) -> str:
    takes = [state[kind] for kind in ("keyframe", "clip") if state[kind]]
    flagged = [production.store.takes.verdicts(take)[-1:] for take in takes]
    return "; ".join(said.reason for row in flagged for said in row if said.decision is Decision.ASK)


def _spent(state: ShotState, take: Take) -> ShotUpdate:
    ms = round(take.made_seconds * 1000)
    return {"spent_takes": state["spent_takes"] + 1, "spent_ms": state["spent_ms"] + ms}


def _with(takes: list[str], take: Take) -> list[str]:
    return takes if take.id in takes else [*takes, take.id]


def _critique(production: Production, state: ShotState) -> tuple[str, tuple[str, ...]]:
    """What the critic said of the take it sent back, the still or the clip whose still is given up, and what failed."""
    take = state["keyframe"] or state["clip"]
    if not take:
        return "", ()
    said = production.store.takes.verdicts(take)
    failed = tuple(score.measure for score in production.store.takes.get(take).scores if not score.passed)
    return said[-1].reason if said else "", failed


async def _picture_before(production: Production, number: str) -> Take | None:
    """The keyframe of the earlier shot from the same set-up, once it is there; None without a profile that asks."""
    if not is_steered(production.profile):
        return None
    _, scene, _ = production.find(number)
    earlier = same_setup_before(scene, number)
    if earlier is None:
        return None
    await production.continuity.wait_for(earlier)
    keyframe = production.store.shots.get(earlier).keyframe
    return production.store.takes.get(keyframe) if keyframe else None


def _keyframe(production: Production, state: ShotState, control: Take | None) -> Attempt:
    attempt = Try(state["shot"], state["round"], state["review"], state["keyframe_attempt"], state["composition"])
    return keyframe_attempt(production, attempt, control, state["strength"])


def _clip(production: Production, state: ShotState) -> Attempt:
    still = production.store.takes.get(state["keyframe"])
    attempt = Try(state["shot"], state["round"], state["review"], state["clip_attempt"], state["composition"])
    return clip_attempt(production, attempt, still)
