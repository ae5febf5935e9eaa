"""The cinematographer: a shot's prompts in its own words, then the tool calls that shoot it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.messages.tool import ToolCall
from pydantic import Field

from rushes.agents.brain import VARIATIONS, Composition, ShotBrief, Tried
from rushes.agents.model.asking import Tool, ask, call_tools, opening
from rushes.agents.model.bible import Seen
from rushes.agents.model.locked import described, with_people
from rushes.agents.prompting import phrases
from rushes.agents.prompting.sentences import WORDS, fitted, in_one_line, sentence
from rushes.agents.prompts import Prompt, material, render, version
from rushes.errors import AgentMayRetry
from rushes.film.manifest import KeyframePrompt, MotionPrompt, Note
from rushes.film.setup import Setup
from rushes.film.take import TakeKind

PAINT, SHOOT = "paint_keyframe", "shoot_clip"
ROLE = "cinematographer"

_TOKENS = 2000
_TOOL_OF = {TakeKind.KEYFRAME: PAINT, TakeKind.CLIP: SHOOT}
_MOST_TRIED = 8
_TRIED_WORDS = 300
_NOTE = 600


class WrittenPrompts(Seen):
    """What a model writes of a shot, apart from what is locked."""

    lens: Literal[14, 18, 24, 28, 35, 50, 65, 85, 100, 135]
    framing: Annotated[str, Field(max_length=300)]
    light: Annotated[str, Field(max_length=240)]
    texture: Annotated[str, Field(max_length=200)] = ""
    camera: Annotated[str, Field(max_length=240)] = ""
    physics: Annotated[str, Field(max_length=400)] = ""


async def compose(chat: BaseChatModel, name: str, brief: ShotBrief) -> Composition:
    """Prompts and variations for an attempt at a shot. Raises AgentMayRetry where the model writes no prompts."""
    label = f"{ROLE}/{brief.shot}/{brief.round}/{brief.attempt}"
    prompt = _prompt(brief)
    written = await ask(chat, f"{label}/prompts", opening(prompt), WrittenPrompts, check=_complaint, tokens=_TOKENS)
    composition, notes = keyframe_prompt(written, brief.setup)
    stills = clips = 0
    try:
        calls = await call_tools(chat, f"{label}/tools", _talk(prompt, brief), tools_for(brief.shot), _once_each)
        stills, clips = (_variation(calls, tool) for tool in (PAINT, SHOOT))
    except AgentMayRetry as trouble:
        notes.append(f"Variation 0 is shot: {trouble.title}")
    return Composition(
        keyframe_prompt=composition,
        motion_prompt=motion_prompt(written, brief.setup),
        keyframe_variation=stills,
        clip_variation=clips,
        by=name,
        version=version(ROLE),
        notes=tuple(Note(rule=ROLE, where=brief.shot[:24], text=note[:WORDS]) for note in notes),
    )


def tools_for(shot: str) -> list[Tool]:
    """The two tools, for this shot and no other."""
    return [
        _tool(PAINT, "Paints the shot's first frame from the keyframe prompt.", shot),
        _tool(SHOOT, "Sets the painted frame in motion by the motion prompt.", shot),
    ]


def _tool(name: str, description: str, shot: str) -> Tool:
    properties = {
        "shot": {"type": "string", "enum": [shot]},
        "variation": {"type": "integer", "enum": list(range(VARIATIONS))},
    }
    parameters = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


def keyframe_prompt(written: WrittenPrompts, setup: Setup) -> tuple[KeyframePrompt, list[str]]:
    """Size, angle and lens, the model's framing, the locked descriptions, the light; and whom there was no room for."""
    shot = setup.shot
    head = f"{phrases.SIZES[shot.size]}, {phrases.ANGLES[shot.angle]}, {written.lens}mm lens."
    composition, notes = with_people(f"{head} {sentence(in_one_line(written.framing))}", written.light, setup.cast)
    texture = in_one_line(written.texture) or setup.style.texture
    return KeyframePrompt(composition=composition, texture=fitted([texture], WORDS)), notes


def motion_prompt(written: WrittenPrompts, setup: Setup) -> MotionPrompt:
    """The shot's own move in the house's words, what the model adds to it, and what moves in the frame."""
    move = f"{phrases.MOVES[setup.shot.move]}."
    physics = in_one_line(written.physics) or setup.shot.motion_prompt.physics
    return MotionPrompt(
        camera=fitted([move, sentence(in_one_line(written.camera))], WORDS), physics=fitted([physics], WORDS)
    )


def _complaint(written: WrittenPrompts) -> str:
    empty = [name for name in ("framing", "light") if not getattr(written, name).strip()]
    return f"{empty[0]} is empty." if empty else ""


def _prompt(brief: ShotBrief) -> Prompt:
    setup, shot = brief.setup, brief.setup.shot
    people = [described(one) for one in setup.cast]
    notes = [
        f"The director: {brief.note[:_NOTE]}" if brief.note else "",
        brief.critique and f"The critic: {brief.critique}",
    ]
    return render(
        ROLE,
        shot=brief.shot,
        round=str(brief.round),
        attempt=str(brief.attempt),
        size=shot.size,
        angle=shot.angle,
        move=shot.move,
        seconds=f"{shot.seconds:g}",
        setup=material(told(setup)),
        people=material("\n".join(people) or "nobody"),
        notes=material("\n".join(filter(None, notes)) or "none"),
        tried=material("\n".join(_came(one) for one in brief.tried[-_MOST_TRIED:]) or "nothing"),
    )


def told(setup: Setup) -> str:
    """A setup in words, for prompts."""
    shot = setup.shot
    figures = [
        f"{setup.character(one.character).name}: {one.place}, facing {one.facing}, {one.pose}, {one.feeling}"
        for one in shot.figures
    ]
    lines = [
        f"Place: {setup.location.name} ({setup.location.kind}, {setup.setting}). {setup.location.description[:300]}",
        f"Time: {setup.time_of_day}. Weather: {setup.weather}. Mood: {setup.mood}.",
        f"Style: {setup.style.look} {setup.style.texture}",
        f"Subject: {shot.subject}",
        f"Action: {shot.action}",
        f"Props: {', '.join(shot.props) or 'none'}",
        *figures,
    ]
    return "\n".join(lines)


def _came(tried: Tried) -> str:
    """What came of an attempt, in one line."""
    parts = (tried.take or "no take", tried.result, tried.verdict)
    return in_one_line(f"{tried.kind}: {'; '.join(filter(None, parts))}")[:_TRIED_WORDS]


def _talk(prompt: Prompt, brief: ShotBrief) -> list[BaseMessage]:
    """The conversation so far: the shot, each earlier attempt as the calls it was, and the order to shoot."""
    talk = opening(prompt)
    for index, tried in enumerate(brief.tried[-_MOST_TRIED:]):
        call_id = f"tried{index}"
        call = ToolCall(name=_TOOL_OF.get(tried.kind, PAINT), args={"shot": brief.shot}, id=call_id)
        talk += [AIMessage("", tool_calls=[call]), ToolMessage(material(_came(tried)), tool_call_id=call_id)]
    order = f"Shoot it now: call {PAINT} and {SHOOT}, each once, for shot {brief.shot}."
    return [*talk, HumanMessage(order)]


def _once_each(calls: Sequence[ToolCall]) -> str:
    names = sorted(call["name"] for call in calls)
    return "" if names == [PAINT, SHOOT] else f"call {PAINT} once and {SHOOT} once."


def _variation(calls: Sequence[ToolCall], tool: str) -> int:
    return next(int(call["args"]["variation"]) for call in calls if call["name"] == tool)
