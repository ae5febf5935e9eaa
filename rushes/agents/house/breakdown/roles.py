"""Somebodies without a name: the old keeper, a boy, the Medical Man."""

import re
from collections import Counter
from dataclasses import dataclass, field

from rushes.agents.house.breakdown.lexicon.deeds import BODY, POSES, SAYING, SEEING
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.looks import AGES
from rushes.agents.house.breakdown.lexicon.people import OPENERS, ROLES
from rushes.agents.house.breakdown.telling import Telling
from rushes.agents.house.breakdown.wording import NO_ARTICLE, either
from rushes.film.vocabulary import Age

_ROLE = re.compile(
    r"(?<![\w’'])(?P<det>the|an?|his|her|my|our|their|this|that|one) "
    rf"(?P<mods>(?:{NO_ARTICLE}"
    r"[a-z]{2,16}(?:-[a-z]{2,12}){0,2}(?:[’']s)?,? ){0,3}?)"
    rf"(?P<noun>{either(ROLES)})(?![\w])"
    r"(?![’']s (?:girl|boy|daughter|son|wife|husband|mother|father|brother|sister|child|apprentice|dog|cat|friend)\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:[’']s)?,? {1,3}([a-z]+)(?: ([a-z]+))?", re.IGNORECASE)
_LAST = re.compile(r"([a-z]+),? {1,3}$", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"[^.!?;]{0,30}\b(?:clad|dressed|wearing|in an? (?:\w+ )?(?:\w+ )?(?:coat|cloak|dress|hat|suit|tunic|robe))\b"
)
_ACTS = SAYING | SEEING | frozenset(POSES)
_NO_MODIFIER = OPENERS - frozenset(listed("old little young other dead blind dear poor great big tall white black red"))
_FAMILY = frozenset(("his", "her", "my", "our", "their"))


@dataclass(slots=True)
class RoleTally:
    """What the text says about one role. `label` is how it is called most often."""

    noun: str
    age: Age | None
    count: int = 0
    definite: int = 0
    human: float = 0.0
    said: int = 0
    capital: int = 0
    determiners: Counter[str] = field(default_factory=Counter[str])
    modifiers: Counter[str] = field(default_factory=Counter[str])
    forms: set[str] = field(default_factory=set[str])


def role_tallies(telling: Telling) -> list[RoleTally]:
    """Every role the text tells of (not those only spoken of), ages kept apart, in order of appearance."""
    tallies: dict[tuple[str, Age | None, str], RoleTally] = {}
    for piece in telling.told():
        for match in _ROLE.finditer(telling.view, piece.start, piece.end):
            modifiers = [word.strip(",") for word in match["mods"].lower().split()]
            if any(word in _NO_MODIFIER for word in modifiers if word not in ("very", "same")):
                continue
            noun = match["noun"].lower()
            age = next((AGES[word] for word in modifiers if word in AGES), None)
            capital = match["noun"][0].isupper()
            title = " ".join(word for word in modifiers if word != "very") if capital else ""
            tally = tallies.setdefault((noun, age, title), RoleTally(noun, age))
            _hear(tally, telling.view, match, piece.end, modifiers)
            tally.capital += capital
    return _folded(list(tallies.values()))


def _hear(tally: RoleTally, view: str, match: re.Match[str], high: int, modifiers: list[str]) -> None:
    determiner = match["det"].lower()
    tally.count += 1
    tally.definite += determiner not in {"a", "an"}
    tally.determiners[determiner] += 1
    tally.modifiers.update(modifiers)
    tally.forms.add(view[match.start("mods") : match.end("noun")])
    before, after = view[max(0, match.start() - 20) : match.start()], view[match.end() : min(high, match.end() + 40)]
    following, preceding = _NEXT.match(after), _LAST.search(before)
    tally.human += 1.5 * (_DESCRIBED.match(after) is not None)
    if following:
        word = following[1].lower()
        tally.said += word in SAYING
        tally.human += 1.0 * (word in _ACTS) + 0.5 * (word in BODY or (word.endswith("ed") and len(word) > 4))
    if preceding and preceding[1].lower() in SAYING:
        tally.said += 1


def _folded(tallies: list[RoleTally]) -> list[RoleTally]:
    """A role told without an age joins the same noun's only other tally: the keeper is the old keeper."""
    by_noun: dict[str, list[RoleTally]] = {}
    for tally in tallies:
        by_noun.setdefault(tally.noun, []).append(tally)
    kept: list[RoleTally] = []
    for group in by_noun.values():
        capital = [one for one in group if one.capital]
        small = [one for one in group if not one.capital]
        aged = [one for one in small if one.age is not None]
        ageless = [one for one in small if one.age is None]
        if len(aged) == 1 and len(ageless) == 1:
            kept.append(_joined(aged[0], ageless[0]))
        else:
            kept += small
        kept += capital
    return kept


def _joined(one: RoleTally, other: RoleTally) -> RoleTally:
    return RoleTally(
        one.noun,
        one.age,
        one.count + other.count,
        one.definite + other.definite,
        one.human + other.human,
        one.said + other.said,
        one.capital,
        one.determiners + other.determiners,
        one.modifiers + other.modifiers,
        one.forms | other.forms,
    )
