"""What a turn of the conversation works with, handed to the chat graph as its runtime context."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rushes.agents.conversation.calls import Answer, Heard
from rushes.agents.conversation.hands import Hands
from rushes.agents.conversation.state import Spoken
from rushes.memory.messages import Message


class Consent(StrEnum):
    """Who says yes to what is costly or destructive."""

    ASK = "ask"  # a person, at a question
    GIVEN = "given"  # a person, beforehand (--yes)
    NONE = "none"  # nobody is there to ask


@dataclass(frozen=True, slots=True)
class Turn:
    """What a brain answers to: the person's message, what was said and done since, and the talk before it.

    `about` are the shots last talked about.
    """

    said: str
    spoken: tuple[Spoken, ...]
    history: tuple[Message, ...]
    about: tuple[str, ...]
    hands: Hands


class Talker(Protocol):
    """A brain in conversation."""

    @property
    def name(self) -> str:
        """What it is called where it says who answers."""
        ...

    @property
    def goes_on(self) -> bool:
        """Whether it wants to hear what its calls did, and may answer with more."""
        ...

    def answer(self, turn: Turn, say: Callable[[str], None]) -> Answer:
        """Words (also said piece by piece as they come) and calls. Raises AgentMayRetry, ToolFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Talk:
    """One message's turn: the brain, the project's hands, who says yes, and who listens."""

    talker: Talker
    hands: Hands
    consent: Consent
    history: tuple[Message, ...] = ()
    about: tuple[str, ...] = ()
    hear: Callable[[Heard], None] = lambda _heard: None
