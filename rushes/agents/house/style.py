"""Style: the look of the whole film, from the period and genre its words speak of."""

import re
from collections import Counter
from dataclasses import dataclass

from rushes.film.breakdown import Breakdown
from rushes.film.manifest import Style
from rushes.film.vocabulary import Mood

_SAMPLE = 400_000
_WORD = re.compile(r"[a-z]+")
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class _Period:
    """A period or genre: the words that give it away, and how it looks on film."""

    words: str
    look: str
    texture: str


_PERIODS: tuple[_Period, ...] = (
    _Period(
        "spaceship starship orbit android robot planet astronaut airlock galaxy hologram drone spacesuit cosmos "
        "satellite module hull reactor",
        "science fiction, clean practical sets, instrument glow",
        "65mm film, fine grain, cool steel blue and amber palette",
    ),
    _Period(
        "carriage gaslight gaslights gaslamp lamplighter hansom waistcoat bonnet drawing parlour brass sovereign "
        "housekeeper cigar mantelpiece hearth candles footman cobbles cobblestones chimney",
        "late nineteenth century, gaslight, brass and dark wood",
        "35mm film, soft grain, warm umber and deep teal palette",
    ),
    _Period(
        "sword castle knight king queen kingdom dragon wizard spell tavern throne squire monk abbey village "
        "minstrel armour shield",
        "medieval, rough wool, stone and firelight",
        "35mm film, earthy grain, ochre and moss green palette",
    ),
    _Period(
        "detective gun murder cigarette alley cop police gangster saloon whisky fedora diner trench informant",
        "film noir, hard key light, wet pavements",
        "35mm black-and-white film printed with a faint colour tint, strong grain",
    ),
    _Period(
        "phone computer internet screen laptop email office taxi bus television radio car truck motorway microphone "
        "coffee supermarket store video",
        "present day, natural locations, available light",
        "modern digital cinema, fine grain, natural palette with soft highlights",
    ),
    _Period(
        "ship harbour sail sailor captain deck mast lighthouse tide gull gulls waves island anchor pier boat "
        "fisherman net keeper",
        "seafaring, weathered timber, salt air and wide skies",
        "35mm film, visible grain, slate blue and lamp yellow palette",
    ),
)
_TIMELESS = _Period(
    "",
    "timeless storybook realism, simple expressive sets",
    "35mm film, soft grain, restrained natural palette",
)
_TINTS = {
    Mood.MELANCHOLY: "muted colours",
    Mood.TENSE: "hard contrast",
    Mood.FEARFUL: "deep shadows",
    Mood.MYSTERIOUS: "low-key light",
    Mood.WONDROUS: "luminous highlights",
    Mood.JOYFUL: "bright warm light",
    Mood.TENDER: "soft warm light",
}


def style_of(text: str, breakdown: Breakdown) -> Style:
    """The style that the story's words and its scenes' moods call for."""
    counts = Counter(_WORD.findall(text[:_SAMPLE].casefold()))
    scored = [(sum(counts[word] for word in period.words.split()), period) for period in _PERIODS]
    score, period = max(scored, key=lambda pair: pair[0])
    chosen = period if score >= _ENOUGH else _TIMELESS
    moods = Counter(scene.mood for scene in breakdown.scenes if scene.mood in _TINTS)
    tint = f", {_TINTS[moods.most_common(1)[0][0]]}" if moods else ""
    return Style(look=f"{chosen.look}{tint}", texture=f"{chosen.texture}.")
