"""Stories and briefs for the crew's tests."""

import asyncio
import hashlib

from doubles.scripted_model import ScriptedModel
from rushes.agents.brain import ShotBrief, TakeBrief
from rushes.agents.model.brain import ModelBrain
from rushes.film.manifest import (
    Character,
    Figure,
    KeyframePrompt,
    Location,
    MotionPrompt,
    SceneManifest,
    Shot,
    Span,
    Style,
)
from rushes.film.reading import Block, BlockKind, Reading
from rushes.film.setup import Setup
from rushes.film.take import Score, TakeKind
from rushes.film.vocabulary import Mood, Move, SetKind, Setting, ShotSize, TimeOfDay, Weather

STORY = (
    "Mara climbed the stair of the lighthouse with the oil can. The wind shook the glass, and the lamp was out.",
    "“You are late,” said Tom. He sat on the floor with his back against the wall.",
    "“The tide held me,” she said. She set the can down and looked at her hands.",
    "In the morning they stood on the beach. The wreck lay on its side, and gulls walked over it.",
    "“We might have seen it,” said Tom. Mara picked up a rope and said nothing.",
    "At night she lit the lamp again. It turned slowly, and its light went out over the sea.",
)

DARK = Score(measure="luma", value=6.0, gate="14..240", passed=False, reason="its mean brightness is 6 of 255")
SHARP = Score(measure="contrast", value=40.0, gate="8..", passed=True)


def reading_of(*paragraphs: str, title: str = "The Lamp") -> Reading:
    blocks, at = [], 0
    for paragraph in paragraphs or STORY:
        blocks.append(Block(BlockKind.PARAGRAPH, paragraph, Span(start=at, end=at + len(paragraph))))
        at += len(paragraph) + 2
    text = "\n\n".join(paragraphs or STORY)
    sha = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    return Reading("lamp.txt", "prose", sha, text, tuple(blocks), title=title)


def brain_of(script, **fields) -> tuple[ModelBrain, ScriptedModel]:
    chat = ScriptedModel(script=script, **fields)
    return ModelBrain(chat, "scripted"), chat


def planned(
    script, reading: Reading | None = None, minutes: float | None = None
) -> tuple[SceneManifest, ScriptedModel]:
    brain, chat = brain_of(script)
    return asyncio.run(brain.plan(reading or reading_of(), minutes)), chat


MARA = Character(
    id="mara", name="Mara", description="Mara: a young woman with short red hair, wearing a grey wool coat."
)
TOM = Character(id="tom", name="Tom", description="Tom: an old man with a white beard and a torn blue jersey.")


def setup_of(*cast: Character, **changes: object) -> Setup:
    shot = {
        "number": "1-1",
        "size": ShotSize.MEDIUM,
        "move": Move.PUSH_IN,
        "subject": "Mara",
        "action": "Mara sets the oil can down.",
        "figures": tuple(Figure(character=one.id) for one in cast),
        "seconds": 3.5,
        "span": Span(start=0, end=10),
        "keyframe_prompt": KeyframePrompt(composition="Medium shot. Mara."),
        "motion_prompt": MotionPrompt(camera="The camera pushes in.", physics="Cloth stirs."),
    }
    return Setup(
        location=Location(
            id="lamp-room", name="Lamp room", kind=SetKind.LIGHTHOUSE, description="A round room of glass."
        ),
        setting=Setting.INTERIOR,
        time_of_day=TimeOfDay.NIGHT,
        weather=Weather.STORM,
        mood=Mood.TENSE,
        style=Style(look="Seafaring, weathered timber.", texture="35mm film, visible grain."),
        cast=cast,
        shot=Shot.model_validate(shot | changes),
    )


def shot_brief(*cast: Character, **changes: object) -> ShotBrief:
    fields = {"shot": "1-3", "setup": setup_of(*cast), "round": 0, "attempt": 1}
    return ShotBrief.model_validate(fields | changes)


def take_brief(**changes: object) -> TakeBrief:
    fields = {
        "take": "1-3/k1",
        "kind": TakeKind.KEYFRAME,
        "setup": setup_of(MARA),
        "scores": (DARK, SHARP),
        "measures": {"luma": 6.0, "contrast": 40.0},
        "left": 2,
    }
    return TakeBrief.model_validate(fields | changes)
