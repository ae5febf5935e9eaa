"""What a mistyped command was probably meant to be. It is only ever suggested, never done."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from rushes.agents.house.breakdown.lexicon.looks import BEARDS, COLOURS, GARMENTS, HEADWEAR
from rushes.agents.house.commands.phrases import BLOCKINGS, FRAMINGS, LIGHTS, STYLE_NAMES
from rushes.agents.house.commands.room import Room

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_MOST_WORDS, _SHORTEST, _LIKENESS = 16, 3, 0.7
_OTHERS = (
    "accept all also approve before after behind change combine delete describe divide estimate every everybody "
    "everything film first hair have insert join last leave longest look looks make merge move older omit overnight "
    "place please put reject remove rename render reshoot rest retake scene scenes second seconds shoot short shorter "
    "shot shots should show split status third through today tonight under until wear wears what which whole with "
    "without wrong younger taller thinner heavier tighter swap narration instead next too"
)


def mended(words: str, known: Iterable[str], room: Room) -> str | None:
    """The words with every unknown one replaced by the known word most like it; None when none is replaced.

    `known` are words besides those of the phrases and the film's own names.
    """
    there = {*_words(known), *_vocabulary(), *_names(room)}
    replaced = False

    def right(match: re.Match[str]) -> str:
        nonlocal replaced
        word = match[0]
        if word in there or len(word) < _SHORTEST:
            return word
        near = _nearest(word, there)
        replaced = replaced or near != word
        return near

    if len(_WORD.findall(words)) > _MOST_WORDS:
        return None
    better = _WORD.sub(right, words)
    return better if replaced else None


def _nearest(word: str, known: set[str]) -> str:
    """The known word most like it, one with the same letters before all others; the word itself when none is."""
    swapped = [one for one in sorted(known) if sorted(one) == sorted(word)]
    return [*swapped, *get_close_matches(word, sorted(known), n=1, cutoff=_LIKENESS), word][0]


def _vocabulary() -> set[str]:
    tables = (FRAMINGS, LIGHTS, STYLE_NAMES, BLOCKINGS, COLOURS, GARMENTS, HEADWEAR, BEARDS)
    return {*_OTHERS.split(), *(word for table in tables for word in _words(table))}


def _names(room: Room) -> set[str]:
    if room.manifest is None:
        return set()
    people = (name for one in room.manifest.characters for name in (one.name, *one.aliases))
    return _words(name.lower() for name in (*people, *(place.name for place in room.manifest.locations)))


def _words(phrases: Iterable[str]) -> set[str]:
    return {word for phrase in phrases for word in _WORD.findall(phrase.lower())}
