"""Where scenes play: place phrases in the text, and the set each one is."""

import re
from dataclasses import dataclass

from rushes.agents.house.breakdown.lexicon.deeds import GOING
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.places import EVIDENCE, NO_PLACE_AFTER, PLACES, WEAK, PlaceSense
from rushes.agents.house.breakdown.wording import WORD, either
from rushes.film.vocabulary import SetKind, Setting

_NOUNS = either(PLACES)
_NOT_THE_PLACE = r" (?:door|gate|wall|window|key|bell|clock|party|boy|girl|keeper|hand|master|bed)s?\b"
_PLACE = re.compile(
    r"(?<![\w’'])(?P<prep>in|into|inside|at|on|onto|upon|to|through|across|along|outside|under|beneath|by|near|from|"
    r"towards?|up|down|over|reached|entered|left|of|for|with|about|like|than|aboard|within|behind|beside|around|round|"
    r"off|past|beyond|descended|climbed|crossed|approached|visited) "
    r"(?P<det>the|an?|his|her|my|our|their|its|this|that|your|another|some) "
    rf"(?P<mods>(?:[^\W\d_]{{2,16}}(?:[-’'][^\W\d_]{{1,12}}){{0,2}},? ){{0,3}}?)"
    rf"(?P<noun>{_NOUNS})(?![\w\-’']|{_NOT_THE_PLACE})",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"(?<![\w’'])(?P<det>the|his|her|my|our|their|this) (?P<mods>(?:[^\W\d_]{2,16} ){0,1}?)"
    rf"(?P<noun>{_NOUNS})(?![\w\-’']|{_NOT_THE_PLACE})",
    re.IGNORECASE,
)
_INSIDE = frozenset(listed("in into inside within entered"))
_ARRIVE = frozenset(listed("into reached entered aboard inside descended climbed crossed approached visited"))
_PART_OF = re.compile(
    r"\b(?:end|edge|top|middle|foot|corner|bottom|side|heart|mouth|back|centre|center|depths) $", re.IGNORECASE
)
_ON_THE_WAY = frozenset(listed("in at on up down through along across"))
_NOT_YET = frozenset(listed("to towards toward near by past over behind"))
_OPENING = frozenset(listed("in at on inside outside aboard through across"))
_SOME = frozenset(listed("a an some another"))
_MOVING = frozenset(listed("climbed descended crossed"))
_LEAVE = frozenset(listed("from left of off"))
_OUTSIDE = re.compile(r"(?:^|(?<=[.!?] ))(?:Outside|Out of doors|Outdoors|In the open air)[, ]")
_OWN = frozenset(listed("the his her my our their"))
_SETS_INSIDE = {SetKind.HOUSE: SetKind.ROOM, SetKind.CASTLE: SetKind.HALL, SetKind.FARM: SetKind.FARM}
_NO_MODIFIER = frozenset(
    listed("""
        of and or in to that which who with from at by for was were is on as it he she they so very own same other
        """)
)


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A place the text names. `strength` says how sure it is that the scene is there, in [0, 3]."""

    start: int
    end: int
    key: str
    name: str
    sense: PlaceSense
    strength: float


def place_phrases(view: str, start: int, end: int) -> list[PlacePhrase]:
    """The place phrases in one sentence of the view, in order."""
    found: list[PlacePhrase] = []
    for match in _PLACE.finditer(view, start, end):
        preposition, noun = match["prep"].lower(), match["noun"].lower()
        modifiers = [word.strip(",") for word in match["mods"].split()]
        part_of = preposition == "of" and _PART_OF.search(view[max(start, match.start() - 24) : match.start()])
        if (preposition in NO_PLACE_AFTER and not part_of) or any(word.lower() in _NO_MODIFIER for word in modifiers):
            continue
        strength = _strength(view, start, match, preposition, noun)
        if strength <= 0:
            continue
        found.append(
            PlacePhrase(
                match.start("mods"),
                match.end(),
                _key(modifiers, noun),
                _name(modifiers, noun),
                _sense(noun, preposition),
                strength,
            )
        )
    known = {phrase.key for phrase in found}
    return found + [phrase for phrase in _told_of(view, start, end) if phrase.key not in known]


def _told_of(view: str, start: int, end: int) -> list[PlacePhrase]:
    """Places a sentence speaks of without saying that anybody is there."""
    found: list[PlacePhrase] = []
    for match in _TOLD.finditer(view, start, end):
        noun = match["noun"].lower()
        before = view[max(start, match.start() - 8) : match.start()].lower().split()
        modifiers = match["mods"].split()
        if (
            noun in WEAK
            or (before and before[-1] in NO_PLACE_AFTER)
            or any(w.lower() in _NO_MODIFIER for w in modifiers)
        ):
            continue
        found.append(
            PlacePhrase(
                match.start("mods"),
                match.end(),
                _key(modifiers, noun),
                _name(modifiers, noun),
                _sense(noun, "the"),
                0.6,
            )
        )
    return found


def _strength(view: str, start: int, match: re.Match[str], preposition: str, noun: str) -> float:
    """Going somewhere is strong, a sentence that opens with a place too, a place in passing weak."""
    before = view[max(start, match.start() - 90) : match.start()].lower()
    determiner = match["det"].lower()
    if preposition == "of" and _PART_OF.search(before):
        return 1.5
    if preposition in _LEAVE:
        return 0.2
    if noun in WEAK and determiner not in _OWN:
        return 0.0
    going = any(word in GOING for word in WORD.findall(before)[-11:])
    if preposition in _NOT_YET and not going:
        return 0.3
    strength = _being_there(preposition, going=going, opening=match.start() - start <= 3)
    return strength - 0.5 * (noun in WEAK) - 0.3 * (determiner in _SOME)


def _being_there(preposition: str, *, going: bool, opening: bool) -> float:
    if preposition in _ARRIVE:
        return 1.7 if preposition in _MOVING else 2.0
    if opening and preposition in _OPENING:
        return 2.1
    if going:
        return 2.2 if preposition == "to" else 2.0 if preposition in _ON_THE_WAY else 1.2
    return 1.3 if preposition == "at" else 0.6


def _sense(noun: str, preposition: str) -> PlaceSense:
    sense = PLACES[noun]
    if preposition in _INSIDE and sense.kind in _SETS_INSIDE:
        return PlaceSense(_SETS_INSIDE[sense.kind], Setting.INTERIOR)
    if preposition in _INSIDE and sense.kind is SetKind.LIGHTHOUSE:
        return PlaceSense(sense.kind, Setting.INTERIOR)
    return sense


def _key(modifiers: list[str], noun: str) -> str:
    """Two phrases with one key are one place: the noun, with a proper name before it if it has one."""
    proper = [word for word in modifiers if word[:1].isupper()]
    return " ".join([*proper, noun]).lower()


def _name(modifiers: list[str], noun: str) -> str:
    words = [word for word in modifiers if word[:1].isupper()]
    return " ".join([*words, noun.capitalize()])


def evidence(view: str, start: int, end: int) -> dict[SetKind, float]:
    """How much the things in [start, end) speak for each set."""
    weights: dict[SetKind, float] = {}
    for word in WORD.findall(view[start:end].lower()):
        if word in EVIDENCE:
            kind, weight = EVIDENCE[word]
            weights[kind] = weights.get(kind, 0.0) + weight
    return weights


def goes_outside(view: str, start: int, end: int) -> bool:
    """Whether the sentence opens by going out of doors without naming a place."""
    return _OUTSIDE.match(view, start, end) is not None
