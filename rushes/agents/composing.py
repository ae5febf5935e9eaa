"""Asking the brain how an attempt is to be made, and remembering the answer."""

import hashlib

from rushes.agents.brain import Composition, ShotBrief, Tried
from rushes.agents.production import Event, Production
from rushes.agents.states import ShotState
from rushes.film.take import TakeKind, Verdict, canonical_json

_WORDS = 900


async def composed(
    production: Production, state: ShotState, note: str, critique: str, failed: tuple[str, ...] = ()
) -> str:
    """The key of the attempt's composition, asked for now or found; empty where the plan's own prompts will do."""
    brief = _brief(production, state, note, critique, failed)
    key = await _composed(production, brief)
    production.tell(Event("thought", brief.shot))
    return key


async def _composed(production: Production, brief: ShotBrief) -> str:
    key = _key(production.brain.name, brief)
    if production.store.compositions.get(key) is not None:
        return key
    composition = await production.brain.compose(brief)
    if _as_planned(brief, composition):
        return ""
    answer = composition.model_dump_json()
    production.store.compositions.add(key, brief.shot, composition.by, answer, production.clock())
    notes = "; ".join(one.text for one in composition.notes)
    production.tell(Event("composed", brief.shot, f"by {composition.by}{f' ({notes})' if notes else ''}"))
    return key


def composition_of(production: Production, key: str) -> Composition | None:
    """The composition under a key; None for the plan's own."""
    answer = production.store.compositions.get(key) if key else None
    return Composition.model_validate_json(answer) if answer else None


def _brief(production: Production, state: ShotState, note: str, critique: str, failed: tuple[str, ...]) -> ShotBrief:
    _, _, shot = production.find(state["shot"])
    return ShotBrief(
        shot=shot.number,
        setup=production.setup(shot.number),
        round=state["round"],
        attempt=state["keyframe_attempt"],
        note=note,
        critique=critique[:_WORDS],
        failed=failed,
        tried=tuple(_tried(production, take) for take in (*state["stills"], *state["clips"])),
    )


def _tried(production: Production, take_id: str) -> Tried:
    take = production.store.takes.get(take_id)
    said: list[Verdict] = production.store.takes.verdicts(take_id)
    verdict = f"{said[-1].decision}: {said[-1].reason}" if said else ""
    result = take.complaint or "every gate passed"
    return Tried(kind=TakeKind(take.slate.kind), take=take_id, result=result[:_WORDS], verdict=verdict[:_WORDS])


def _key(brain: str, brief: ShotBrief) -> str:
    return hashlib.sha256(canonical_json([brain, brief.model_dump(mode="json")]).encode()).hexdigest()


def _as_planned(brief: ShotBrief, composition: Composition) -> bool:
    planned = brief.setup.shot
    same = (composition.keyframe_prompt, composition.motion_prompt) == (planned.keyframe_prompt, planned.motion_prompt)
    return same and not composition.keyframe_variation and not composition.clip_variation
