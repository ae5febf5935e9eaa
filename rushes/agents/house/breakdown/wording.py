"""A view of the text that is easy to search and as long as the text, so that every place found in it is exact."""

import re
from collections.abc import Iterable

MARK = "\ue000"
"""Stands in the view for what is no word: emphasis marks, joiners, soft hyphens."""

_SPACES = (*range(32), *range(127, 160), 0x2028, 0x2029, 0x00A0, 0x3000)
_MARKS = (ord("*"), ord("_"), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, *range(0xD800, 0xE000))
_VIEW = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_MARKS, MARK)}

NO_ARTICLE = r"(?!(?:the|an?|his|her|my|our|their|this|that|of|and|or|in|on|at|to|by|from|with|who|which|was|were|is) )"
"""Before each modifier of a noun: none of these is one."""

WORD = re.compile(r"[^\W_]+(?:[’'\-‐][^\W_]+)*")


def either(words: Iterable[str]) -> str:
    """An alternation of words for a pattern, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def view_of(text: str) -> str:
    """The text with white space made spaces and marks made `MARK`, character for character."""
    return text.translate(_VIEW)


def plain(view: str) -> str:
    """A stretch of the view as words for people."""
    return " ".join(view.replace(MARK, "").split())


def words_of(view: str) -> list[str]:
    """The words, lower case, typographic apostrophes made straight ones."""
    return [word.replace("’", "'") for word in WORD.findall(view.replace(MARK, "").lower())]


def slug(name: str) -> str:
    """An id's letters: `The Old Keeper` → old-keeper. Empty when nothing of the name is Latin or a digit."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("’", "").replace("'", ""))
    return base.strip("-").removeprefix("the-")[:40].strip("-")


def unique_id(name: str, fallback: str, taken: set[str]) -> str:
    """A free id made from a name; `taken` gains it."""
    base = slug(name) or fallback
    candidate, count = base, 2
    while candidate in taken:
        candidate = f"{base}-{count}"
        count += 1
    taken.add(candidate)
    return candidate
