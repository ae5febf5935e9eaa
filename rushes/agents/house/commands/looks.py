"""Commands on what the whole film shares: `the keeper should be older`, `Mara wears a red coat`, `make it noir`."""

import re

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer
from rushes.agents.house.breakdown.lexicon.looks import (
    AGES,
    BEARDS,
    BUILDS,
    COLOURS,
    GARMENTS,
    HAIR,
    HAIR_COLOURS,
    HEADWEAR,
    HEIGHTS,
)
from rushes.agents.house.commands.people import only, people
from rushes.agents.house.commands.phrases import STYLE_NAMES, STYLES
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.film.manifest import Location, Look
from rushes.film.vocabulary import Age, Build, Height, SetKind

_VERB = re.compile(r"^(?:make|let|give|dress|have|put|turn)\s+")
_LINK = re.compile(
    r"^(?:(?:should|must|has to|needs to|could|will) (?:be|look|wear|have|get)\s+"
    r"|be\s+|is\s+|looks?\s+|wears?\s+|has\s+|have\s+|gets?\s+|wearing\s+|with\s+|in\s+|into\s+|to\s+)+"
)
_PARTS = re.compile(r"\s*(?:,|\band\b|&|\bwith\b)\s*")
_ARTICLE = re.compile(r"^(?:an?|the|his|her|their|some|much|a bit|bit|little|very|in|wears?|has|have|gets?|is)\s+")
_STYLE = re.compile(
    r"^(?:restyle|make|turn|draw|render|paint|shoot|do) ?"
    r"(?:it|this|everything|all|the (?:whole )?(?:film|movie)|the style)?(?: all)?"
    r"(?: look)?(?: (?:like|as|in|into|to))?\s+(?P<style>.+)$"
)
_FREE_STYLE = re.compile(
    r"^(?:style:\s*|restyle(?: it| the film| everything)? (?:as|to|in|like)\s+"
    r"|make (?:it|the film|everything) look like\s+)(?P<style>.{3,300})$"
)
_SCALES: dict[str, tuple[str, tuple[str, ...], int]] = {
    "older": ("age", tuple(Age), 1),
    "younger": ("age", tuple(Age), -1),
    "taller": ("height", tuple(Height), 1),
    "smaller": ("height", tuple(Height), -1),
    "shorter": ("height", tuple(Height), -1),
    "heavier": ("build", tuple(Build), 1),
    "fatter": ("build", tuple(Build), 1),
    "broader": ("build", tuple(Build), 1),
    "thinner": ("build", tuple(Build), -1),
    "slimmer": ("build", tuple(Build), -1),
    "lighter": ("build", tuple(Build), -1),
}
_WORDS: dict[str, dict[str, JsonValue]] = {
    **{word: {"age": value.value} for word, value in AGES.items()},
    **{word: {"build": value.value} for word, value in BUILDS.items()},
    **{word: {"height": value.value} for word, value in HEIGHTS.items()},
    **{word: {"beard": value.value} for word, value in BEARDS.items()},
    **{word: {"glasses": True} for word in ("glasses", "spectacles")},
    **{word: {"glasses": False} for word in ("no glasses", "no spectacles", "without glasses")},
    **{word: {"beard": "none"} for word in ("no beard", "clean-shaven", "shaven", "no moustache", "without a beard")},
    **{word: {"headwear": "none"} for word in ("no hat", "bareheaded", "no cap", "without a hat")},
    "a child": {"age": "child"},
    "child": {"age": "child"},
    "adult": {"age": "adult"},
    "bald": {"hair": "bald"},
}


_BECOMES = re.compile(
    r"^(?:make )?(?P<place>.{1,60}?) (?:(?:should|must) (?:be|become)|is|becomes|into) "
    r"(?:an? |the )?(?P<kind>[a-z -]{3,20})$"
)
_MADE = re.compile(r"^(?:make|turn) (?P<place>.{1,60}) an? (?P<kind>[a-z -]{3,20})$")


def restyling(command: Command, _room: Room) -> Answer | None:
    """Another style for the whole film."""
    found = _STYLE.match(command.words)
    if found and found["style"].strip() in STYLE_NAMES:
        look, texture = STYLES[STYLE_NAMES[found["style"].strip()]]
        return calling("restyle", look=look, texture=texture)
    free = _FREE_STYLE.match(command.words)
    if free:
        return calling("restyle", look=command.text[free.start("style") : free.end("style")])
    return None


def casting(command: Command, room: Room) -> Answer | None:
    """Another look or name for somebody."""
    renamed = re.match(r"^(?:rename|call) (?P<who>.{1,60}?)(?: (?:to|as|into))? (?P<name>[^ ].{0,60})$", command.words)
    if renamed:
        return _renaming(command, room)
    words = _VERB.sub("", command.words)
    for at in reversed([place for place, letter in enumerate(words) if letter == " "][:12]):
        who, said = words[:at], _LINK.sub("", words[at + 1 :])
        if not said or not (found := people(who, room)):
            continue
        change = _looked(said, found[0].look)
        if change:
            return calling("cast", character=only(found, who).id, **change)
    return None


def _renaming(command: Command, room: Room) -> Answer | None:
    words = command.text.split(" ")[1:]
    for at in range(len(words) - 1, 0, -1):
        who = " ".join(words[:at])
        name = re.sub(r"^(?:to|as|into)\s+", "", " ".join(words[at:]), flags=re.IGNORECASE)
        if name and (found := people(who.lower(), room)):
            return calling("cast", character=only(found, who).id, name=name[:80])
    return None


def _looked(said: str, look: Look) -> dict[str, JsonValue] | None:
    """Arguments for a description of nothing but looks."""
    change: dict[str, JsonValue] = {}
    for part in _PARTS.split(said.strip()):
        found = _feature(part, look) if part else None
        if found is None:
            return None
        change |= found
    return change or None


def _feature(part: str, look: Look) -> dict[str, JsonValue] | None:
    for _ in range(4):
        if part in _SCALES:
            return _scaled(part, look)
        known = _WORDS.get(part) or _worn(part) or _haired(part)
        if known:
            return known
        shorter = _ARTICLE.sub("", part)
        if shorter == part:
            return None
        part = shorter
    return None


def _scaled(word: str, look: Look) -> dict[str, JsonValue]:
    name, scale, step = _SCALES[word]
    place = scale.index(getattr(look, name)) + step
    if not 0 <= place < len(scale):
        raise Unclear(f"The {name} is {getattr(look, name)} already; there is nothing {word}.")
    return {name: str(scale[place])}


def _worn(part: str) -> dict[str, JsonValue] | None:
    """`red coat`, `top hat`, `blue` and nothing else."""
    colour, _, thing = part.partition(" ")
    if colour not in COLOURS:
        colour, thing = "", part
    paint = COLOURS.get(colour)
    if thing in GARMENTS:
        return {"garment": GARMENTS[thing].value, **({"main_colour": paint} if paint else {})}
    if thing in HEADWEAR:
        return {"headwear": HEADWEAR[thing].value, **({"accent_colour": paint} if paint else {})}
    return {"main_colour": paint} if paint and not thing else None


def _haired(part: str) -> dict[str, JsonValue] | None:
    """`long red hair`."""
    words = part.split()
    if len(words) < 2 or words[-1] != "hair":
        return None
    change: dict[str, JsonValue] = {}
    for word in words[:-1]:
        if word in HAIR:
            change["hair"] = HAIR[word].value
        elif word in HAIR_COLOURS:
            change["hair_colour"] = HAIR_COLOURS[word]
        else:
            return None
    return change


def relocating(command: Command, room: Room) -> Answer | None:
    """Another kind of set for a place."""
    found = _BECOMES.match(command.words) or _MADE.match(command.words)
    kind = found["kind"].replace(" ", "-") if found else ""
    places = _places(found["place"], room) if found and kind in list(SetKind) else []
    if len(places) > 1:
        raise Unclear(f"Which place: {' or '.join(one.name for one in places[:5])}?")
    return calling("relocate", location=places[0].id, kind=kind) if places else None


def _places(said: str, room: Room) -> list[Location]:
    wanted = re.sub(r"^(?:the|that)\s+", "", said.strip())
    places = room.manifest.locations if room.manifest else ()
    return [one for one in places if wanted in {one.id, one.name.lower()}]
