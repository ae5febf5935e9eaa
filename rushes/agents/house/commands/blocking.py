"""Commands on who is in the frame: `Mara kneels on the left in 1-2`, `take Mara out of 1-3`."""

import re

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer
from rushes.agents.house.commands.people import only, people
from rushes.agents.house.commands.phrases import BLOCKINGS
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.agents.house.commands.targets import target

_OUT = re.compile(r"^(?:take|get|leave|keep|remove|cut) (?P<who>.{1,60}?) out of (?P<at>.+)$")
_IN = re.compile(r"^(?:put|place|have|add) (?P<who>.{1,60}?) (?:in|into|to) (?P<at>.+)$")
_AT_LAST = re.compile(r"(?<=\s)(?:in|for|of)(?=\s)")
_AT_FIRST = re.compile(
    r"^(?:in )?(?P<at>(?:shot |scene )?[0-9]{1,5}[a-z]{0,3}(?:-[0-9]{1,5}[a-z]{0,3})?)(?::|,)? (?P<said>.+)$"
)
_VERB = re.compile(r"^(?:make|let|have|put|place)\s+")
_PUT = re.compile(r"^(?:put|place|add)\s")
_FILLING = frozenset(
    ("and", ",", "is", "are", "be", "should", "must", "to", "has", "have", "with", "very", "a", "bit", "the", "down")
)


def blocking(command: Command, room: Room) -> Answer | None:
    """Somebody blocked otherwise in shots."""
    out, enters = _OUT.match(command.words), _IN.match(command.words)
    if out and (answer := _block(out["who"], out["at"], {"frame": "leaves"}, room)):
        return answer
    if enters and (answer := _block(enters["who"], enters["at"], {"frame": "enters"}, room)):
        return answer
    words = _VERB.sub("", command.words)
    frame: dict[str, JsonValue] = {"frame": "enters"} if _PUT.match(command.words) else {}
    first = _AT_FIRST.match(words)
    parted = [(first["said"], first["at"])] if first else []
    parted += [(words[: at.start()].strip(), words[at.end() :]) for at in reversed(list(_AT_LAST.finditer(words)))][:8]
    for said, at in parted:
        if answer := _acted(said, at, frame, room):
            return answer
    return None


def _acted(said: str, at: str, frame: dict[str, JsonValue], room: Room) -> Answer | None:
    words = said.split()
    for place in range(min(len(words) - 1, 5), 0, -1):
        who = " ".join(words[:place])
        change = _deeds(words[place:]) if people(who, room) else None
        if change and (answer := _block(who, at, change | frame, room)):
            return answer
    return None


def _block(who: str, at: str, change: dict[str, JsonValue], room: Room) -> Answer | None:
    found = people(who, room)
    meant = target(at, room) if found else None
    if not meant:
        return None
    return calling("block", meant.said, shots=meant.json, character=only(found, who).id, **change)


def _deeds(words: list[str]) -> dict[str, JsonValue] | None:
    """Arguments for words that say nothing but where somebody is, what they do and feel."""
    change: dict[str, JsonValue] = {}
    row = " ".join(words).replace(",", " , ").split()[:24]
    while row:
        length = next((n for n in (4, 3, 2, 1) if " ".join(row[:n]) in BLOCKINGS), 0)
        if not length and row[0] not in _FILLING:
            return None
        if length:
            phrase = " ".join(row[:length])
            name, value = BLOCKINGS[phrase]
            if change.get(name, value) != value:
                raise Unclear(f"{phrase!r} and what stands before it can't both be; say one.")
            change[name] = value
        row = row[max(1, length) :]
    return change or None
