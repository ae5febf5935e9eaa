"""What a command can refer to, and what comes of reading one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer, Call
from rushes.film.manifest import SceneManifest

MOST_LETTERS = 500
"""The longest command that is read."""


class Unclear(Exception):
    """A command that could mean several things, or one that is not there. The text asks or says so."""


@dataclass(frozen=True, slots=True)
class Room:
    """The plan that is talked about (None before there is one), and what was said before.

    `about` are the shots last named or changed, `scene` is the scene last talked about (that of `about` when
    empty), `last` the last call that did something. `former` are old numbers of shots with those of now,
    `used` all numbers that were ever given.
    """

    manifest: SceneManifest | None
    about: tuple[str, ...] = ()
    scene: str = ""
    last: Call | None = None
    former: Mapping[str, str] = field(default_factory=dict[str, str])
    used: frozenset[str] = frozenset()

    @property
    def shots(self) -> tuple[str, ...]:
        """The film's shot numbers, in order."""
        return tuple(shot.number for _, shot in self.manifest.shots()) if self.manifest else ()

    @property
    def there(self) -> tuple[str, ...]:
        """The shots last named or changed, of those that are there."""
        return tuple(number for number in self.about if number in self.shots)

    def gone(self, number: str) -> str:
        """What became of a number that no shot of the plan has; empty for one that never was."""
        now_called = self.former.get(number, "")
        if now_called in self.shots:
            return f"{number} is called {now_called} now: it moved."
        return f"{number} is out of the film; its number stays unused." if number in self.used else ""


@dataclass(frozen=True, slots=True)
class Command:
    """A person's message in one line: `said` as it was typed, `text` without politeness, `words` also small."""

    text: str
    words: str
    said: str


Rule = Callable[[Command, Room], Answer | None]
"""Reads one kind of command; None for any other. Raises Unclear."""

_POLITE = re.compile(
    r"^(?:(?:please|pls|plz|now|ok|okay|and|then|so|well|hey|hi|(?:can|could|would) (?:you|u)|i want to|let us|let's"
    r"|i'd like to|id like to)\b[ ,]*"
    r"|(?:that's|thats|that is|it's|looks) (?:(?:much|a lot|way) )?(?:better|good|great|fine|nice|perfect|it)"
    r"(?: now)?[.,;!-]+ ?)"
)
_AFTER = re.compile(r"[ ,]*\b(?:please|pls|plz|now|thanks|thank you|for me)[.! ]*$")
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
