"""Locked descriptions: each stands in a shot's composition word for word, whatever a model wrote about its people."""

import re
from collections.abc import Sequence

from rushes.agents.prompting.sentences import WORDS, fitted, in_one_line, sentence
from rushes.film.manifest import Character

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"[^\W_]+")
_SAME_WORDS = 4
_SHARE = 0.5
"""A sentence of which so many words stand in a description too is that description told anew, and goes."""

_COMMON = re.compile(r"an?|the|and|or|of|in|on|at|to|by|with|from|his|her|its|their|is|are|was|wearing|who")


def described(character: Character) -> str:
    """A character's locked words, beginning with the name."""
    name, description = in_one_line(character.name), in_one_line(character.description)
    if not description:
        return f"{name}."
    named = f"{name}: {description}"
    return description if name in description or len(named) > WORDS else named


def with_people(framing: str, light: str, cast: Sequence[Character]) -> tuple[str, list[str]]:
    """Framing, descriptions and light in a composition's length: the model's words give way, never a description.

    The second part says whose description there was no room for: the last ones of a crowded frame.
    """
    locked: list[str] = []
    notes: list[str] = []
    for character in cast:
        description = described(character)
        if sum(len(one) + 1 for one in locked) + len(description) <= WORDS:
            locked.append(description)
        else:
            notes.append(f"No room for the description of {in_one_line(character.name)} beside the others.")
    people = " ".join(locked)
    own = [_own(words, locked) for words in (framing, light)]
    room = WORDS - len(people) - (2 if people else 1)
    head = fitted([own[0]], max(0, room)) if room > 0 else ""
    tail = fitted([sentence(own[1])], max(0, room - len(head))) if room > len(head) else ""
    return " ".join(filter(None, (head, people, tail))), notes


def _own(words: str, locked: Sequence[str]) -> str:
    """The model's words without the sentences that tell a description, as it stands or altered."""
    for description in locked:
        words = words.replace(description, "")
    pools = [set(_words(description)) for description in locked]
    kept = [one[0].strip() for one in _SENTENCE.finditer(in_one_line(words)) if not _retold(one[0], pools)]
    return " ".join(filter(None, kept))


def _retold(words: str, pools: Sequence[set[str]]) -> bool:
    said = set(_words(words))
    return any(len(said & pool) >= max(_SAME_WORDS, _SHARE * len(said)) for pool in pools)


def _words(text: str) -> list[str]:
    words = (match[0].casefold() for match in _WORD.finditer(text))
    return [word for word in words if not _COMMON.fullmatch(word)]
