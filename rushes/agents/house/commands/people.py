"""Who a command names."""

import re

from rushes.agents.house.commands.room import Room, Unclear
from rushes.film.manifest import Character

_AND = re.compile(r"\s*(?:,|\band\b|&)\s*")


def people(said: str, room: Room) -> list[Character]:
    """Everybody who goes by that: by the whole name, an alias or the id; else by one word of the name."""
    cast = room.manifest.characters if room.manifest else ()
    said = said.strip().removesuffix("'s")
    for wanted in (said, re.sub(r"^(?:the|old|young|that)\s+", "", said)):
        whole = [one for one in cast if wanted in {one.id, *(name.lower() for name in (one.name, *one.aliases))}]
        if whole:
            return whole
    wanted = re.sub(r"^the\s+", "", said)
    return [one for one in cast if wanted in " ".join((one.name, *one.aliases)).lower().replace("’", "'").split()]


def only(found: list[Character], said: str) -> Character:
    """The one person it can be. Raises Unclear."""
    if len(found) > 1:
        raise Unclear(f"Who is {said}: {' or '.join(one.name for one in found[:5])}?")
    return found[0]


def everybody(said: str, room: Room) -> list[Character] | None:
    """`Ada`, `Ada and the keeper`; None when it names anything else. Raises Unclear."""
    parts = [part for part in _AND.split(said) if part][:7]
    found = [people(part, room) for part in parts]
    if not parts or not all(found):
        return None
    return [only(one, part) for one, part in zip(found, parts, strict=True)]
