"""What the chat graph remembers within one message's turn: words and calls as plain values."""

from typing import TypedDict

from pydantic import JsonValue


class CallRow(TypedDict):
    """A call in the state."""

    id: str
    tool: str
    arguments: dict[str, JsonValue]
    offer: str


class Spoken(TypedDict):
    """One thing said in the turn. `by` is "director" or "tool"; a tool's `id` is that of the call it answers."""

    by: str
    text: str
    calls: list[CallRow]
    id: str


class ChatState(TypedDict):
    """The chat graph. `calls` are still to be made, the first one next.

    `granted` are ids of calls that a person said yes to, with the question that was asked; `refused`
    those they said no to. `rounds` counts the answers of the brain, `bad` the calls that could not be
    made, `unasked` the shots shot without a question.
    """

    said: str
    spoken: list[Spoken]
    calls: list[CallRow]
    granted: dict[str, str]
    refused: list[str]
    rounds: int
    bad: int
    unasked: int


class ChatUpdate(TypedDict, total=False):
    """What a node of the chat graph changes."""

    spoken: list[Spoken]
    calls: list[CallRow]
    granted: dict[str, str]
    refused: list[str]
    rounds: int
    bad: int
    unasked: int


def fresh(said: str, waiting: CallRow | None = None, question: str = "") -> ChatState:
    """The state in which a message's turn begins; a call whose `question` the message said yes to comes first."""
    return ChatState(
        said=said,
        spoken=[Spoken(by="director", text="", calls=[waiting], id="")] if waiting else [],
        calls=[waiting] if waiting else [],
        granted={waiting["id"]: question} if waiting else {},
        refused=[],
        rounds=0,
        bad=0,
        unasked=0,
    )
