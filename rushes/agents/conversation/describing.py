"""A character's description after the look was changed: every prompt carries it word for word, so it must agree."""

import re

from rushes.agents.house.breakdown.lexicon.looks import COLOURS, HAIR_COLOURS
from rushes.film.manifest import Character, Look
from rushes.film.vocabulary import Age, Beard, Form, Garment, Hair, Headwear

_HOUSE = re.compile(
    r"^(?P<name>[^:]{1,80}): an? (?P<noun>[^,]{1,80}?) with (?P<traits>[^.]{1,300}), wearing [^.]{1,300}\.$"
)
_OF_THE_LOOK = re.compile(r"\b(?:hair|head|beard|moustache|spectacles)\b")
_BEARDS = {Beard.FULL: "a full beard", Beard.SHORT: "a short beard", Beard.MOUSTACHE: "a moustache"}
_HATS = {Headwear.BRIMMED: "brimmed hat", Headwear.BOWLER: "bowler hat", Headwear.TOP_HAT: "top hat"}
_NOUNS = {"girl": "woman", "boy": "man", "child": "person"}
_GROWN = {grown: young for young, grown in _NOUNS.items()}


def redescribed(before: Character, after: Character) -> str:
    """The description that fits the look `after`.

    One in the house rules' own form is written anew, its other traits kept; any other gets a sentence at its end.
    """
    look = after.look
    if before.look == look:
        return before.description.replace(before.name, after.name)
    form = _HOUSE.match(before.description)
    if look.form is not Form.HUMAN:
        return f"{after.name}: {_article(f'{colour(look.main_colour)} {look.form}')}."
    if form is None:
        return f"{before.description} Now {_article(_noun('person', look))} {_wearing(look)}.".strip()[-900:]
    noun, traits = _noun(form["noun"], look), _traits(form["traits"], look)
    return f"{after.name}: {_article(noun)} with {traits}, {_wearing(look)}."[:900]


def colour(paint: str, names: dict[str, str] = COLOURS) -> str:
    """The nearest colour word for a paint like `#b5322c`."""
    wanted = _channels(paint)
    return min(names, key=lambda name: sum((a - b) ** 2 for a, b in zip(_channels(names[name]), wanted, strict=True)))


def _channels(paint: str) -> tuple[int, int, int]:
    return int(paint[1:3], 16), int(paint[3:5], 16), int(paint[5:7], 16)


def _noun(said: str, look: Look) -> str:
    """`tall old man` for the look, with the words for build and height that were there."""
    *words, noun = said.split()
    kept = [word for word in words if word not in {"old", "young", "elderly", "aged"}]
    noun = _GROWN.get(noun, noun) if look.age is Age.CHILD else _NOUNS.get(noun, noun)
    age = {Age.OLD: ["old"], Age.YOUNG: ["young"]}.get(look.age, [])
    sizes = [size.value for size in (look.height, look.build) if size.value != "average" and size.value not in kept]
    known = {"short", "tall", "slight", "broad", "heavy"}
    kept = [word for word in kept if word not in known or word in {look.height.value, look.build.value}]
    return " ".join([*sizes, *kept, *age, noun])


def _traits(said: str, look: Look) -> str:
    parts = [part.strip() for part in re.split(r", | and (?=an? |\w+ eyes|spectacles)", said)]
    features = [_hair(look), *(part for part in parts if part and not _OF_THE_LOOK.search(part))]
    if look.beard in _BEARDS:
        features.append(_BEARDS[look.beard])
    if look.glasses:
        features.append("spectacles")
    return features[0] if len(features) == 1 else f"{', '.join(features[:-1])} and {features[-1]}"


def _hair(look: Look) -> str:
    if look.hair is Hair.BALD:
        return "a bald head"
    paint = colour(look.hair_colour, HAIR_COLOURS)
    if look.hair in {Hair.BUN, Hair.BRAID}:
        return f"{paint} hair in a {look.hair}"
    return f"{look.hair} {paint} hair"


def _wearing(look: Look) -> str:
    worn = f"{colour(look.main_colour)} {look.garment}"
    details = f"with {colour(look.second_colour)} and {colour(look.accent_colour)} details"
    hat = "" if look.headwear is Headwear.NONE else f" and {_article(_HATS.get(look.headwear, look.headwear.value))}"
    plural = look.garment in {Garment.RAGS, Garment.OVERALLS}
    return f"wearing {worn if plural else _article(worn)} {details}{hat}"


def _article(words: str) -> str:
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def worn(feature: str, value: object) -> str:
    """A field of a look in words: `with a brimmed hat`, `mainly in red`, `old`."""
    said = str(value).replace("-", " ")
    if said.startswith("#"):
        return _PAINTED[feature].format(colour(said, HAIR_COLOURS if feature == "hair_colour" else COLOURS))
    if feature == "glasses":
        return "with glasses" if value else "without glasses"
    if (feature, said) in _SPECIAL:
        return _SPECIAL[feature, said]
    return _FEATURES.get(feature, "{}").format(said)


_PAINTED = {
    "skin": "with {} skin",
    "hair_colour": "with {} hair",
    "main_colour": "mainly in {}",
    "second_colour": "partly in {}",
    "accent_colour": "with touches of {}",
}
_FEATURES = {
    "form": "a {}",
    "build": "of {} build",
    "height": "of {} height",
    "hair": "with {} hair",
    "beard": "with a {} beard",
    "headwear": "with a {}",
    "garment": "in a {}",
}
_SPECIAL = {
    ("age", "adult"): "grown up",
    ("age", "child"): "a child",
    ("hair", "bald"): "bald",
    ("hair", "bun"): "with hair in a bun",
    ("hair", "braid"): "with hair in a braid",
    ("beard", "none"): "without a beard",
    ("beard", "moustache"): "with a moustache",
    ("headwear", "none"): "bareheaded",
    ("headwear", "brimmed"): "with a brimmed hat",
    ("headwear", "bowler"): "with a bowler hat",
    ("garment", "overalls"): "in overalls",
    ("garment", "rags"): "in rags",
    ("garment", "uniform"): "in uniform",
    ("garment", "apron"): "in an apron",
}
