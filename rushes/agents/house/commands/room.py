"""What a command can refer to, and what comes of reading one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer, Call
from rushes.film.manifest import SceneManifest

MOST_LETTERS = 500
"""The longest command that is read."""


class Unclear(Exception):
    """A command that could mean several things, or one that is not there. The text asks or says so."""


@dataclass(frozen=True, slots=True)
class Room:
    """The plan that is talked about (None before there is one), and the shots last talked about."""

    manifest: SceneManifest | None
    about: tuple[str, ...] = ()

    @property
    def shots(self) -> tuple[str, ...]:
        """The film's shot numbers, in order."""
        return tuple(shot.number for _, shot in self.manifest.shots()) if self.manifest else ()


@dataclass(frozen=True, slots=True)
class Command:
    """A person's message in one line: `said` as it was typed, `text` without politeness, `words` also small."""

    text: str
    words: str
    said: str


Rule = Callable[[Command, Room], Answer | None]
"""Reads one kind of command; None for any other. Raises Unclear."""

_POLITE = re.compile(
    r"^(?:please|now|ok|okay|and|then|so|well|hey|hi|can you|could you|would you|i want to|let us|let's)\b[ ,]*"
)
_AFTER = re.compile(r"[ ,]*\b(?:please|now|thanks|thank you|for me)[.! ]*$")
_TO_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def command(message: str) -> Command:
    """A message made ready to be read: one line, without politeness."""
    said = text = " ".join(message.translate(_TO_PLAIN).split())[: MOST_LETTERS + 1]
    for _ in range(3):
        text = _trimmed(_POLITE, text)
        text = _trimmed(_AFTER, text)
    text = text.strip().rstrip(".!? ") or text.strip()
    return Command(text, text.lower(), said)


def _trimmed(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text.lower())
    if found is None or found.span() == (0, len(text)) or len(text.lower()) != len(text):
        return text
    return text[found.end() :] if found.start() == 0 else text[: found.start()]


def calling(tool: str, said: str = "", /, **arguments: JsonValue) -> Answer:
    """An answer with one call."""
    return Answer(said, (Call(tool, arguments),))
