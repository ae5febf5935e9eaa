"""Who thinks: the contract of a brain, and what it is asked and answers."""

import asyncio
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import Field, StringConstraints

from rushes.agents.prompting.remedies import remedies
from rushes.film.manifest import KeyframePrompt, MotionPrompt, Note, Noun, SceneManifest, Words
from rushes.film.reading import Reading
from rushes.film.setup import Setup
from rushes.film.take import Decision, Score, TakeKind

VARIATIONS = 10
"""How many pictures of one setup a cinematographer can choose between: variation 0 is the plain one."""


class Change(StrEnum):
    """What a re-roll should change, from cheap to dear."""

    SEED = "seed"
    PROMPT = "prompt"
    KEYFRAME = "keyframe"


class Tried(Noun):
    """An earlier attempt at the shot, as the tools answered: the take or the failure, and the critic's word."""

    kind: TakeKind
    take: str = ""
    result: Words = ""
    verdict: Words = ""


class ShotBrief(Noun):
    """What a cinematographer is told of a shot: its setup, a person's note, and what was tried before.

    `round` counts a person's re-rolls, `attempt` the stills of the round; `critique` is the critic's
    word when it asked for other prompts, `failed` the measures whose gates the take did not pass.
    """

    shot: str
    setup: Setup
    round: int
    attempt: int
    note: str = ""
    critique: Words = ""
    failed: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()


class Composition(Noun):
    """How a shot is to be made: its prompts, and the tool calls that shoot it as variations of the seed.

    `by` is the brain's name and `version` that of its prompts; `notes` say what was mended on the way.
    """

    keyframe_prompt: KeyframePrompt
    motion_prompt: MotionPrompt
    keyframe_variation: Annotated[int, Field(ge=0, lt=VARIATIONS)] = 0
    clip_variation: Annotated[int, Field(ge=0, lt=VARIATIONS)] = 0
    by: str
    version: Annotated[str, StringConstraints(max_length=80)]
    notes: tuple[Note, ...] = ()


class TakeBrief(Noun):
    """What a critic is told of a take: what was asked for, what was measured, how many attempts are left."""

    take: str
    kind: TakeKind
    setup: Setup
    scores: tuple[Score, ...]
    measures: dict[str, float]
    left: int


class Opinion(Noun):
    """What a critic thinks should be done with a take. Code has the last word: see `critic.ruling`."""

    decision: Decision
    change: Change = Change.SEED
    reason: Words = ""


class Brain(Protocol):
    """Directs, photographs and criticises. Its plans are checked by the house rules, whoever made them."""

    @property
    def name(self) -> str:
        """What it is called on slates and in reports."""
        ...

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """A plan of the reading, of the given running time or the source's own. Raises BadSource, AgentMayRetry."""
        ...

    async def compose(self, brief: ShotBrief) -> Composition:
        """Prompts and tool calls for an attempt at a shot. Raises AgentMayRetry."""
        ...

    async def judge(self, brief: TakeBrief) -> Opinion:
        """What should be done with a take. Raises AgentMayRetry."""
        ...

    def halt(self) -> None:
        """The production stops: what is being thought, and what is asked from now on, raises Interrupted."""
        ...


class HouseRules:
    """Film grammar in code: no weights, always there."""

    name = "house-rules"

    async def plan(self, reading: Reading, minutes: float | None) -> SceneManifest:
        """Break the story down, cover it, and let the referee look."""
        from rushes.agents.house.plan import plan  # noqa: PLC0415 - the lexicons load when they are needed

        return await asyncio.to_thread(plan, reading, minutes=minutes)

    async def compose(self, brief: ShotBrief) -> Composition:
        """The plan's own prompts; the keyframe's begins with what the critic missed and ends with the person's note."""
        shot = brief.setup.shot
        prompt = (
            minding(shot.keyframe_prompt, remedies(brief.failed, brief.setup)) if brief.failed else shot.keyframe_prompt
        )
        prompt = with_note(prompt, brief.note) if brief.note else prompt
        return Composition(keyframe_prompt=prompt, motion_prompt=shot.motion_prompt, by=self.name, version="house")

    async def judge(self, brief: TakeBrief) -> Opinion:
        """The numbers' own word."""
        failed = "; ".join(score.reason for score in brief.scores if not score.passed)
        if failed:
            return Opinion(decision=Decision.REROLL, reason=failed)
        return Opinion(decision=Decision.ACCEPT, reason="every gate passed")

    def halt(self) -> None:
        """Rules take no time worth cutting short."""


def minding(prompt: KeyframePrompt, words: str) -> KeyframePrompt:
    """The prompt beginning with what was missed: models heed first what comes first."""
    return KeyframePrompt(composition=f"{words} {prompt.composition}".strip()[:900], texture=prompt.texture)


def with_note(prompt: KeyframePrompt, note: str) -> KeyframePrompt:
    """The prompt ending with a person's note; the composition gives way if both are too long."""
    said = f" Director's note: {note.strip()[:400]}"
    return KeyframePrompt(composition=prompt.composition[: 900 - len(said)] + said, texture=prompt.texture)
