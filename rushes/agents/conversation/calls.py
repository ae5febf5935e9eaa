"""What a brain asks for in a conversation, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from pydantic import JsonValue


class Kind(StrEnum):
    """What a tool does to the project."""

    READS = "reads"
    EDITS = "edits"  # a new revision of the plan; undo takes it back
    DECIDES = "decides"  # a person's word on shots; undo takes it back
    COSTLY = "costly"  # time on the machine
    DESTRUCTIVE = "destructive"  # what was made or planned goes away


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call, not yet checked. `id` is unique within a message's turn.

    `offer` is the question of a call that nobody ordered, only asked or complained about: a person says
    yes to it now, or it is not made.
    """

    tool: str
    arguments: Mapping[str, JsonValue]
    id: str = "call-1"
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a tool did: said in words for people and models, the shots it was about, those it changed.

    `change` is the change's number in the project's history: `undo` takes it back. `failed` says that
    nothing was done, and the text why.
    """

    text: str
    about: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    change: int | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A brain's answer to a turn: words and calls. Without calls the turn is over.

    `lost` says that the message was not understood.
    """

    text: str
    calls: tuple[Call, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Something of a turn, as it happens: a piece of the answer, a call being made, what it did.

    "lost" is heard when the brain did not understand the message.
    """

    kind: Literal["says", "calls", "does", "lost"]
    text: str
    call: Call | None = None
    done: Done | None = None
