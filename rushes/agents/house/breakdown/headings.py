"""Scene headings: INT. LIGHTHOUSE - LAMP ROOM - NIGHT says inside or outside, where, and when."""

import re
from dataclasses import dataclass

from rushes.agents.house.breakdown.lexicon.light import HOURS
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.places import INDOORS, PLACES
from rushes.film.vocabulary import SetKind, Setting, TimeOfDay

_SIDE = re.compile(r"\s*(INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|I/E|INT|EXT|EST)\b[. ]{0,3}", re.IGNORECASE)
_PART = re.compile(r"\s{1,3}[-–—]{1,2}\s{1,3}|\s?[–—]\s?|\s/\s")
_HOUR_WORDS: dict[str, TimeOfDay] = {
    "dawn": TimeOfDay.DAWN,
    "sunrise": TimeOfDay.DAWN,
    "morning": TimeOfDay.MORNING,
    "day": TimeOfDay.DAY,
    "noon": TimeOfDay.DAY,
    "afternoon": TimeOfDay.AFTERNOON,
    "dusk": TimeOfDay.DUSK,
    "sunset": TimeOfDay.DUSK,
    "evening": TimeOfDay.EVENING,
    "night": TimeOfDay.NIGHT,
    "midnight": TimeOfDay.NIGHT,
    **HOURS,
}
_GOES_ON = frozenset(listed("continuous later same moments moment after time the intercut flashback present"))


@dataclass(frozen=True, slots=True)
class Heading:
    """What a scene heading says. Unsaid things come from the scene before."""

    place: str = "A place"
    kind: SetKind = SetKind.LIMBO
    setting: Setting = Setting.INTERIOR
    hour: TimeOfDay = TimeOfDay.DAY


def heading_of(text: str, before: Heading) -> Heading:
    """Read a heading; an empty one goes on where the scene before it was."""
    side = _SIDE.match(text[:400])
    rest = text[side.end() :] if side else text
    parts = [part.strip(" .") for part in _PART.split(rest[:400]) if part.strip(" .")]
    hour: TimeOfDay | None = None
    while len(parts) > 1 and _is_time(parts[-1]):
        hour = hour or _hour(parts.pop())
    if not parts:
        return before
    place = (
        ", ".join(part.title() if part.isupper() else part for part in parts).replace("’S", "’s").replace("'S", "'s")
    )
    kind, inside = _kind(parts)
    setting = _side_setting(side[1]) if side else inside
    return Heading(place[:80], _fitting(kind, setting), setting, hour or before.hour)


def _side_setting(word: str) -> Setting:
    return Setting.EXTERIOR if word.upper().startswith(("EXT", "EST")) else Setting.INTERIOR


def _is_time(part: str) -> bool:
    words = part.lower().replace(".", "").split()
    return all(word in _HOUR_WORDS or word in _GOES_ON or word.isdigit() for word in words) or _hour(part) is not None


def _hour(part: str) -> TimeOfDay | None:
    return next((_HOUR_WORDS[word] for word in re.findall(r"[a-z-]+", part.lower()) if word in _HOUR_WORDS), None)


def _kind(parts: list[str]) -> tuple[SetKind, Setting]:
    """The set named last is the nearest: LIGHTHOUSE - LAMP ROOM is a room. Within a part, the last word."""
    for part in reversed(parts):
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", part.lower())
        for size in (2, 1):
            for i in range(len(words) - size, -1, -1):
                sense = PLACES.get(" ".join(words[i : i + size]))
                if sense:
                    return sense
    return SetKind.LIMBO, Setting.INTERIOR


def _fitting(kind: SetKind, setting: Setting) -> SetKind:
    """A house from inside is a room; a shop from outside is a street."""
    if setting is Setting.INTERIOR and kind is SetKind.HOUSE:
        return SetKind.ROOM
    if setting is Setting.INTERIOR and kind is SetKind.CASTLE:
        return SetKind.HALL
    if setting is Setting.EXTERIOR and kind in INDOORS and kind not in _SEEN_OUTSIDE:
        return SetKind.STREET if kind in _ON_STREETS else SetKind.HOUSE if kind is not SetKind.LIMBO else kind
    return kind


_SEEN_OUTSIDE = frozenset((SetKind.CAVE, SetKind.VEHICLE, SetKind.TRAIN, SetKind.SPACESHIP, SetKind.CHURCH))
_ON_STREETS = frozenset((SetKind.SHOP, SetKind.TAVERN, SetKind.OFFICE, SetKind.THEATRE, SetKind.STUDIO))
