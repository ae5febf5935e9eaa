"""Where the text speaks of whom: names, roles and, by recency, pronouns."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from rushes.agents.house.breakdown.cast import NARRATOR, Persona
from rushes.agents.house.breakdown.forms import form_mentions
from rushes.film.vocabulary import Form

_PRONOUN = re.compile(
    r"(?<![\w’'])(?:(?P<m>he|him|his|himself)|(?P<f>she|her|hers|herself)|(?P<i>I|me|my|myself)|(?P<both>they))(?![\w])",
    re.IGNORECASE,
)
_SHE_THINGS = re.compile(
    r"(?<![\w’'])(?:the|our|this|that) (?:ship|moon|vessel|boat|earth|schooner|sea|sun|brig|steamer)(?![\w])",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?<![\w’'])(?:to|at|of|with|behind|beside|by|from|near|towards?|for|about|between|upon|on|after|before|under|against|"
    r"like|than) (?:the |his |her |my |that |a |an )?(?:[a-z\-]{2,14} ){0,2}$",
    re.IGNORECASE,
)
RECENT = 600  # characters after which a pronoun no longer points back


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the text that names somebody. `pronoun` when by he, she or I."""

    start: int
    end: int
    id: str
    pronoun: bool = False


class CastIndex:
    """Every mention by name or role in a text, found once."""

    def __init__(self, view: str, cast: Iterable[Persona]) -> None:
        self.view = view
        self.cast = {one.id: one for one in cast}
        self._found = _all_mentions(view, self.cast.values())
        self._starts = [one.start for one in self._found]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions by name or role in [start, end)."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _all_mentions(view: str, cast: Iterable[Persona]) -> list[Mention]:
    people = list(cast)
    return [
        Mention(start, end, people[who].id) for start, end, who in form_mentions(view, [one.forms for one in people])
    ]


def _is_object(view: str, at: int) -> bool:
    """Whether a preposition stands before a mention: he will hardly mean that one."""
    return _OBJECT.search(view[max(0, at - 44) : at]) is not None


class Memory:
    """Who was spoken of last, for pronouns. It is walked through the text in order."""

    def __init__(self, index: CastIndex) -> None:
        self._index = index
        self._last: dict[str, tuple[str, int]] = {}
        self._recent: list[tuple[str, int]] = []
        self.narrator = NARRATOR if NARRATOR in index.cast else ""
        self.teller = self.narrator

    def note(self, mention: Mention) -> None:
        """Remember somebody named."""
        persona = self._index.cast[mention.id]
        gender = persona.gender
        self._recent = [*(one for one in self._recent if one[0] != mention.id), (mention.id, mention.start)][-2:]
        for each in (gender,) if gender else ("m", "f"):
            known = self._last.get(each)
            if gender or known is None or persona.sense.form is Form.HUMAN or mention.start - known[1] > RECENT:
                self._last[each] = (mention.id, mention.start)

    def doer(self, at: int) -> str | None:
        """Who was last told of before `at`, if not long ago."""
        known = max(self._last.values(), key=lambda item: item[1], default=None)
        return known[0] if known and at - known[1] <= RECENT * 2 else None

    def who(self, start: int, end: int) -> list[Mention]:
        """Everybody told of in [start, end), in order, pronouns resolved; each mention is noted."""
        named = self._index.within(start, end)
        covered = {place for one in named for place in range(one.start, one.end)}
        found: list[Mention] = []
        pronouns = [m for m in _PRONOUN.finditer(self._index.view, start, end) if m.start() not in covered]
        queue = sorted([*((m.start, m) for m in named), *((p.start(), p) for p in pronouns)], key=lambda item: item[0])
        for _, item in queue:
            if isinstance(item, Mention):
                if not _is_object(self._index.view, item.start):
                    self.note(item)
                found.append(item)
            elif item["both"]:
                found += self._both(item)
            elif (resolved := self._resolved(item, start, end)) is not None:
                found.append(resolved)
        self._settle(named, found)
        return found

    def _both(self, match: re.Match[str]) -> list[Mention]:
        """They are the last two who were told of, if there are two."""
        recent = [(one, at) for one, at in self._recent if match.start() - at <= RECENT]
        return [Mention(match.start(), match.end(), one, pronoun=True) for one, _ in recent] if len(recent) == 2 else []

    def _settle(self, named: list[Mention], found: list[Mention]) -> None:
        """After a sentence its doer is who he or she means next; others are remembered if nobody else is."""
        for mention in named:
            gender = self._index.cast[mention.id].gender
            if not any(self._index.cast[other.id].gender == gender and other.id != mention.id for other in found):
                self.note(mention)
        if found and found[0].id != self.teller:
            self.note(found[0])

    def _resolved(self, match: re.Match[str], start: int, end: int) -> Mention | None:
        if match["i"]:
            first = match[0] != "i" and bool(self.teller)
            return Mention(match.start(), match.end(), self.teller, pronoun=True) if first else None
        if match["f"] and _SHE_THINGS.search(self._index.view, start, end):
            return None
        known = self._last.get("m" if match["m"] else "f")
        if known is None or match.start() - known[1] > RECENT:
            return None
        self._last["m" if match["m"] else "f"] = (known[0], match.start())
        return Mention(match.start(), match.end(), known[0], pronoun=True)
