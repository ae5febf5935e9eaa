"""Where a prose text is cut into scenes: the cheapest cuts by length and by what changes at each place."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from rushes.agents.house.breakdown.light import hour_of, jumps_in_time, sky_votes
from rushes.agents.house.breakdown.places import PlacePhrase, evidence, goes_outside, place_phrases
from rushes.agents.house.breakdown.sentences import sentences
from rushes.agents.house.breakdown.telling import Paragraph, Telling
from rushes.agents.house.breakdown.wording import WORD
from rushes.film.vocabulary import SetKind, TimeOfDay, Weather

SHORT, LONG = 120, 750  # words; scenes outside cost
REACH = 60  # units back that one scene may span; a scene of a thousand words has fewer
ARRIVAL = 1.6  # strength from which a place phrase moves the scene
SPLIT_WORDS = 60  # a paragraph parts at a move only if this many words stand before it


_PARTING = re.compile(
    r"(?<![\w’'])(?:left|quitted) (?:the room|the house|us|them|him|her|me)\b|"
    r"(?<![\w’'])(?:went|walked|ran|rushed|hurried|strode|stepped|crept|slipped) (?:\w{3,12}ly )?(?:out|away)\b|"
    r"(?<![\w’'])(?:was|were) gone[.!]|(?<![\w’'])(?:took (?:his|her|their) leave|said good-?night|fell asleep)\b",
    re.IGNORECASE,
)
_ENTRANCE = re.compile(
    r"(?<![\w’'])(?:came|walked|burst|rushed|stepped) (?:back|in|into the room)\b|"
    r"(?<![\w’'])(?:entered|arrived|returned|reappeared)\b|door (?:was )?(?:opened|burst)\b|knock(?:ed)? at the door",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or the part of one up to where the story moves elsewhere."""

    start: int
    end: int
    paragraph: int
    words: int
    place: PlacePhrase | None
    places: tuple[PlacePhrase, ...]
    jump: bool
    parting: bool
    entrance: bool
    hour: TimeOfDay | None
    sky: Counter[Weather]
    talk: float
    evidence: dict[SetKind, float]
    forced: bool


def units_of(telling: Telling) -> list[Unit]:
    """The text's paragraphs as units, parted where a sentence inside goes to another place."""
    found: list[Unit] = []
    chapter = -1
    for number, paragraph in enumerate(telling.paragraphs):
        forced = paragraph.after_break or paragraph.chapter != chapter
        chapter = paragraph.chapter
        for start, end in _stretches(telling.view, paragraph):
            found.append(_unit(telling.view, paragraph, number, start, end, forced=forced))
            forced = False
    return found


def _stretches(view: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    cuts = [paragraph.start]
    for piece in paragraph.pieces:
        if piece.said:
            continue
        for start, end in sentences(view, piece.start, piece.end):
            # Words are counted only where somebody moves: over every sentence it takes a long paragraph's square.
            if not any(phrase.strength >= ARRIVAL for phrase in place_phrases(view, start, end)):
                continue
            before, after = WORD.findall(view, cuts[-1], start), WORD.findall(view, start, paragraph.end)
            if len(before) >= SPLIT_WORDS and len(after) >= SPLIT_WORDS // 2:
                cuts.append(start)
    return list(zip(cuts, [*cuts[1:], paragraph.end], strict=True))


def _unit(view: str, paragraph: Paragraph, number: int, start: int, end: int, *, forced: bool) -> Unit:
    told = [
        (max(p.start, start), min(p.end, end))
        for p in paragraph.pieces
        if not p.said and p.end > start and p.start < end
    ]
    place: PlacePhrase | None = None
    places: list[PlacePhrase] = []
    jump = False
    for i, (low, high) in enumerate(told):
        for j, (first, last) in enumerate(sentences(view, low, high)):
            for phrase in place_phrases(view, first, last):
                places.append(phrase)
                if place is None or phrase.strength > place.strength + 0.3 * (j > 1):
                    place = phrase
            if i == 0 and j <= 1:
                jump = jump or jumps_in_time(view, first, last)
    words = len(WORD.findall(view, start, end))
    told_words = sum(len(WORD.findall(view, *one)) for one in told)
    hour = next((hour for one in told if (hour := hour_of(view, *one))), None)
    sky = Counter[Weather]()
    for one in told:
        sky += sky_votes(view, *one)
    signs: dict[SetKind, float] = {}
    for one in told:
        for kind, weight in evidence(view, *one).items():
            signs[kind] = signs.get(kind, 0.0) + weight
    outside = any(goes_outside(view, *one) for one in told)
    parting = any(_PARTING.search(view, *one) for one in told[-1:])
    entrance = any(_ENTRANCE.search(view, low, min(high, low + 160)) for low, high in told[:1])
    return Unit(
        start,
        end,
        number,
        words,
        place,
        tuple(places),
        jump or outside,
        parting,
        entrance,
        hour,
        sky,
        1 - told_words / max(words, 1),
        signs,
        forced,
    )


def cut(units: list[Unit]) -> list[list[Unit]]:
    """The units in scenes. Chapters and breaks always cut; between them the cheapest cuts are taken."""
    scenes: list[list[Unit]] = []
    stretch: list[Unit] = []
    for unit in units:
        if unit.forced and stretch:
            scenes += _cheapest(stretch)
            stretch = []
        stretch.append(unit)
    return scenes + (_cheapest(stretch) if stretch else [])


def _cheapest(units: list[Unit]) -> list[list[Unit]]:
    """Dynamic programming over the last cut: each scene costs by its length, each cut gains by its change."""
    gains = _gains(units)
    total = [0.0]
    for unit in units:
        total.append(total[-1] + unit.words)
    best: list[float] = [0.0]
    origin: list[int] = [0]
    for end in range(1, len(units) + 1):
        low = max(0, end - REACH)
        costs = [best[start] + _length_cost(total[end] - total[start]) - gains[start] for start in range(low, end)]
        cheapest = min(range(len(costs)), key=lambda i: (costs[i], i))
        best.append(costs[cheapest])
        origin.append(low + cheapest)
    cuts: list[int] = [len(units)]
    while cuts[-1] > 0:
        cuts.append(origin[cuts[-1]])
    cuts.reverse()
    return [units[a:b] for a, b in pairwise(cuts)]


def _length_cost(words: float) -> float:
    """A scene costs 1; a short or long one more, the further off the more."""
    if words < SHORT:
        return 1.0 + 1.4 * (SHORT - words) / SHORT
    if words > LONG:
        return 1.5 + 2.5 * (words - LONG) / LONG
    return 1.0 + 0.5 * max(0.0, words - 400) / 350


def _gains(units: list[Unit]) -> list[float]:
    """What a cut before each unit gains: a move, a jump in time, talk turning into telling."""
    gains = [0.0]
    here = units[0].place.key if units[0].place and units[0].place.strength >= 1 else ""
    for last, unit in pairwise(units):
        gain = 0.0
        if unit.place and unit.place.strength >= ARRIVAL and unit.place.key != here:
            gain += 1.1
            here = unit.place.key
        elif unit.place and unit.place.strength >= 1 and unit.place.key != here:
            gain += 0.3
        if unit.jump:
            gain += 1.3 + 0.7 * bool(unit.place and unit.place.strength >= 1 and gain > 0)
        elif unit.hour and last.hour and unit.hour != last.hour:
            gain += 0.3
        gain += 0.7 * (last.parting or unit.entrance)
        gain += 0.25 * (abs(unit.talk - last.talk) > 0.6)
        gains.append(gain)
    return gains
