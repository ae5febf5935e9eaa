"""The hour, the weather and the mood of a stretch of text."""

import re
from collections import Counter

from rushes.agents.house.breakdown.lexicon.light import HOURS, JUMPS, MOODS, SKIES, WEAK_HOURS
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.wording import either, words_of
from rushes.film.vocabulary import Mood, TimeOfDay, Weather

_HOUR = re.compile(
    rf"(?<![\w-])(?:{either(HOURS)})(?![\w-])",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o[’']clock(?: (?:in the|at) (\w{4,9}))?",
    re.IGNORECASE,
)
_JUMP = re.compile(rf"(?:(?:and|but|so|then|now|late|early|again),? )?(?:{JUMPS})(?![\w])", re.IGNORECASE)
_CLOCK_HOURS = dict(
    zip(
        listed("one two three four five six seven eight nine ten eleven twelve"),
        range(1, 13),
        strict=True,
    )
)
_LIKE = re.compile(r"\b(?:like|as) (?:an? |the )?$", re.IGNORECASE)
_HARDNESS = (Weather.CLEAR, Weather.CLOUDY, Weather.WIND, Weather.FOG, Weather.RAIN, Weather.SNOW, Weather.STORM)
_CLEARED = re.compile(
    r"(?<![\w-])(?P<gone>storm|rain|fog|mist|snow|wind) (?:is|was|had|has) "
    r"(?:over|passed|stopped|lifted|cleared|gone|ended)\b|"
    r"(?<![\w-])(?:clear|cloudless) sky\b|(?<![\w-])sky [\w ]{0,30}\bclear\b",
    re.IGNORECASE,
)
MOOD_SHARE = 0.004  # of a scene's words; below it a mood is not a scene's


def jumps_in_time(view: str, start: int, end: int) -> bool:
    """Whether a sentence opens by saying that time has passed."""
    return _JUMP.match(view, start, min(end, start + 120)) is not None


def hour_of(view: str, start: int, end: int) -> TimeOfDay | None:
    """The hour a stretch tells, its first clear word before its weak ones; None when it tells none."""
    weak: TimeOfDay | None = None
    clock = _CLOCK.search(view, start, end)
    if clock:
        return _clock_hour(clock)
    for match in _HOUR.finditer(view, start, end):
        phrase = match[0].lower()
        if _LIKE.search(view[max(start, match.start() - 12) : match.start()]):
            continue
        if phrase not in WEAK_HOURS:
            return HOURS[phrase]
        weak = weak or HOURS[phrase]
    return weak


def _clock_hour(match: re.Match[str]) -> TimeOfDay:
    hour, part = _CLOCK_HOURS[match[1].lower()], (match[2] or "").lower()
    if part in HOURS:
        return HOURS[part]
    if 5 <= hour <= 11:
        return TimeOfDay.MORNING
    return TimeOfDay.AFTERNOON if hour in (1, 2, 3, 4) else TimeOfDay.DAY


def weather_of(view: str, start: int, end: int) -> Weather | None:
    """The weather most spoken of in a stretch, None when nobody speaks of it."""
    votes = sky_votes(view, start, end)
    return strongest(votes) if votes else None


def strongest(votes: Counter[Weather]) -> Weather:
    """The weather with most votes; of equals the harder one."""
    return max(votes, key=lambda sky: (votes[sky], _HARDNESS.index(sky)))


def sky_votes(view: str, start: int, end: int) -> Counter[Weather]:
    """How many words of a stretch speak for each weather."""
    votes = Counter(SKIES[word] for word in words_of(view[start:end]) if word in SKIES)
    for match in _CLEARED.finditer(view, start, end):
        votes[Weather.CLEAR] += 2
        if match["gone"]:
            votes[SKIES[match["gone"].lower()]] -= 1
    return +votes


def mood_of(view: str, start: int, end: int) -> Mood:
    """The mood most of a stretch's words carry; neutral when few do."""
    words = words_of(view[start:end])
    votes = Counter(MOODS[word] for word in words if word in MOODS)
    if not votes:
        return Mood.NEUTRAL
    mood, count = max(votes.items(), key=lambda item: (item[1], item[0].value))
    return mood if count >= 2 and count >= MOOD_SHARE * len(words) else Mood.NEUTRAL
