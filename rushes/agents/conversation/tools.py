"""The tools of the conversation: what each is called, what it takes, what it does, and when it asks first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from rushes.agents.conversation import arguments as take
from rushes.agents.conversation import blocking, casting, deciding, editing, looking, shooting
from rushes.agents.conversation.calls import Call, Done, Kind
from rushes.agents.conversation.hands import Hands
from rushes.errors import AgentMayRetry
from rushes.film.manifest import Noun

Args = TypeVar("Args", bound=Noun)
Question = Callable[[Hands, Any, int], str]
"""(hands, arguments, shots that this message shot unasked) → what to ask the person; empty to go ahead."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `description` is what a model is told of it; `question` what a person is asked before it runs."""

    name: str
    description: str
    args: type[Noun]
    kind: Kind
    run: Callable[[Hands, Any], Done]
    question: Question


@dataclass(frozen=True, slots=True)
class Order:
    """A checked call: the tool, and arguments that hold."""

    tool: Tool
    args: Any

    def question(self, hands: Hands, already: int) -> str:
        """What the person has to be asked first; empty to go ahead. Raises RushesError for what can't be done."""
        return self.tool.question(hands, self.args, already)

    def run(self, hands: Hands) -> Done:
        """Do it. Raises RushesError."""
        return self.tool.run(hands, self.args)


def _never(_hands: Hands, _args: object, _already: int) -> str:
    return ""


def _tool(
    kind: Kind,
    name: str,
    args: type[Args],
    run: Callable[[Hands, Args], Done],
    description: str,
    question: Callable[[Hands, Args, int], str] = _never,
) -> Tool:
    return Tool(name, description, args, kind, run, question)


def _before_merge(_hands: Hands, args: take.MergeShots, _already: int) -> str:
    return f"Merge {args.first} and {args.second} into one shot? One of the numbers goes out of use."


def _before_drop(hands: Hands, args: take.SomeShots, _already: int) -> str:
    return f"Take {deciding.named(hands, args)} out of the film?"


def _before_sending_back(hands: Hands, args: take.SomeShots, _already: int) -> str:
    return deciding.loses_approved(hands, args)


def _before_planning(hands: Hands, args: take.Nothing, _already: int) -> str:
    return shooting.planning_question(hands, args)


_ALL = (
    _tool(Kind.READS, "list_shots", take.ListShots, looking.list_shots, "List shots and where each stands."),
    _tool(Kind.READS, "show_shot", take.ShowShot, looking.show_shot, "One shot: framing, words, takes, complaints."),
    _tool(Kind.READS, "show_scene", take.ShowScene, looking.show_scene, "One scene and what is wrong with it."),
    _tool(
        Kind.READS,
        "show_character",
        take.ShowCharacter,
        looking.show_character,
        "One character, and the shots that show them.",
    ),
    _tool(Kind.READS, "show_plan", take.Nothing, looking.show_plan, "The film at a glance, with all ids."),
    _tool(Kind.READS, "show_faults", take.Nothing, looking.show_faults, "All that is wrong with the film."),
    _tool(Kind.READS, "history", take.Nothing, deciding.history, "What was changed, and what undo would take back."),
    _tool(Kind.READS, "estimate", take.SomeShots, looking.estimate, "How long shooting these shots would take."),
    _tool(
        Kind.EDITS,
        "edit_shot",
        take.EditShot,
        editing.edit_shot,
        "Change shots: steps (wider, closer, longer, shorter, higher, lower) or exact size, angle, move, seconds,"
        " transition, subject, action, narration, dialogue, props, who is in the frame.",
    ),
    _tool(
        Kind.EDITS,
        "block",
        take.Block,
        blocking.block,
        "Block a character in shots: place, facing, pose, feeling; or have them enter or leave the frame.",
    ),
    _tool(
        Kind.EDITS,
        "edit_scene",
        take.EditScene,
        editing.edit_scene,
        "Change scenes: time of day, weather, mood, inside or outside, heading.",
    ),
    _tool(Kind.EDITS, "split_shot", take.ShowShot, editing.split_shot, "Make two shots of one."),
    _tool(
        Kind.DESTRUCTIVE,
        "merge_shots",
        take.MergeShots,
        editing.merge_shots,
        "Make one shot of two neighbours.",
        _before_merge,
    ),
    _tool(Kind.EDITS, "move_shot", take.MoveShot, editing.move_shot, "Move a shot within its scene."),
    _tool(Kind.EDITS, "insert_shot", take.InsertShot, editing.insert_shot, "Add a shot behind another."),
    _tool(
        Kind.DESTRUCTIVE, "drop_shots", take.SomeShots, editing.drop_shots, "Take shots out of the film.", _before_drop
    ),
    _tool(Kind.EDITS, "restyle", take.Restyle, casting.restyle, "Change how the whole film looks."),
    _tool(
        Kind.EDITS,
        "cast",
        take.Cast,
        casting.cast,
        "Change a character: age, build, clothes, colours (#rrggbb), hair, name, or the whole description.",
    ),
    _tool(Kind.EDITS, "relocate", take.Relocate, casting.relocate, "Change a place: kind of set, name, description."),
    _tool(Kind.DECIDES, "approve", take.SomeShots, deciding.approve, "Approve shots."),
    _tool(Kind.DECIDES, "approve_plan", take.Nothing, deciding.approve_plan, "Approve the plan itself."),
    _tool(Kind.DECIDES, "reject", take.Reject, deciding.reject, "Send shots back with a note.", _before_sending_back),
    _tool(
        Kind.DECIDES, "reroll", take.SomeShots, deciding.reroll, "Ask for other takes of shots.", _before_sending_back
    ),
    _tool(
        Kind.COSTLY,
        "shoot",
        take.SomeShots,
        shooting.shoot,
        "Shoot what has to be shot, then cut.",
        shooting.shooting_question,
    ),
    _tool(Kind.COSTLY, "cut", take.Nothing, shooting.cut, "Join the chosen takes into the film."),
    _tool(
        Kind.COSTLY,
        "replan",
        take.Nothing,
        shooting.replan,
        "Plan the whole film afresh from its source.",
        _before_planning,
    ),
    _tool(Kind.DECIDES, "undo", take.Undo, deciding.undo, "Take back the last change (or the last undo)."),
)

TOOLS: dict[str, Tool] = {tool.name: tool for tool in _ALL}
"""Every tool by its name."""


def checked(call: Call) -> Order:
    """The call with arguments that hold. Raises AgentMayRetry with the reasons."""
    tool = TOOLS.get(call.tool)
    if tool is None:
        raise AgentMayRetry(f"There is no tool {call.tool[:40]!r}.", f"The tools are {', '.join(TOOLS)}.")
    try:
        return Order(tool, tool.args.model_validate(dict(call.arguments)))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, one['loc'])) or tool.name}: {one['msg']}" for one in error.errors()[:6])
        raise AgentMayRetry(f"{tool.name} can't be called like that: {faults}.", "Mend these arguments.") from error
