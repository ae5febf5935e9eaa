"""The cinematographer: composes a shot, shoots its keyframe, sets it in motion and finishes it."""

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from rushes.agents import critic
from rushes.agents.brain import Change
from rushes.agents.composing import composed
from rushes.agents.continuity import same_setup_before
from rushes.agents.production import Event, Production
from rushes.agents.requests import call_for, clip_attempt, is_steered, keyframe_attempt, print_attempt
from rushes.agents.states import ShotState, ShotUpdate, unshot
from rushes.agents.takes import Attempt, take_of
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
            fresh = unshot(state["shot"], standing.rounds, ask=state["ask"])
            composition = await composed(production, fresh, standing.note, "")
            call_for(production, state["shot"], composition)
            return {**fresh, "composition": composition}
        if state["change"] != Change.PROMPT:
            return {"verdict": ""}
        composition = await composed(production, state, standing.note, _critique(production, state))
        call_for(production, state["shot"], composition)
        return {"verdict": "", "change": "", "composition": composition}


async def keyframe(state: ShotState, runtime: Runtime[Production]) -> ShotUpdate:
    """Paint the shot's first frame, after the earlier one of its set-up where the painter is held to that."""
    production = runtime.context
    control = await _picture_before(production, state["shot"])
    async with production.floor.step():
        take = await take_of(production, _keyframe(production, state, control))
        return {"keyframe": take.id, "stills": _with(state["stills"], take)} if take else {"keyframe": ""}


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
        take = await take_of(production, _clip(production, state))
        return {"clip": take.id, "clips": _with(state["clips"], take)} if take else {"clip": ""}


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
    if not asked or state["outcome"] == "failed":
        return {"verdict": Decision.ACCEPT.value}
    if standing.state is not Standing.WAITING:
        production.store.shots.stand(state["shot"], Standing.WAITING, "a person's approval")
        production.tell(Event("waiting", state["shot"]))
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


def _with(takes: list[str], take: Take) -> list[str]:
    return takes if take.id in takes else [*takes, take.id]


def _critique(production: Production, state: ShotState) -> str:
    """What the critic said of the take it sent back: the still, or the clip whose still is given up."""
    take = state["keyframe"] or state["clip"]
    said = production.store.takes.verdicts(take) if take else []
    return said[-1].reason if said else ""


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
    attempt, composition = state["keyframe_attempt"], state["composition"]
    return keyframe_attempt(production, state["shot"], state["round"], attempt, composition, control)


def _clip(production: Production, state: ShotState) -> Attempt:
    still = production.store.takes.get(state["keyframe"])
    return clip_attempt(production, state["shot"], state["round"], state["clip_attempt"], still, state["composition"])
