"""Commands on the words of a shot: `Mara says in 1-2: "Not tonight."`, `1-2 narration: The rain had stopped`."""

import re

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer
from rushes.agents.house.commands.people import only, people
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.agents.house.commands.targets import target
from rushes.film.edits.parts import shot_at

_AT = r"(?P<at>(?:shot )?[0-9a-z]{1,8}-[0-9a-z]{1,8})"
_SAYS = r"(?:says|should say|whispers|cries|shouts|asks|answers)"
_LINE = (
    re.compile(rf"^(?:in )?{_AT}[:,]? (?P<who>.{{1,60}}?) {_SAYS}\s*:\s*(?P<text>.+)$", re.IGNORECASE),
    re.compile(rf"^(?:in )?(?P<who>.{{1,60}}?) {_SAYS} in {_AT}\s*:\s*(?P<text>.+)$", re.IGNORECASE),
)
_FIELD = re.compile(rf"^(?:in )?{_AT},? (?P<field>action|narration|subject)\s*:\s*(?P<text>.+)$", re.IGNORECASE)
_NO_WORDS = re.compile(
    r"^(?:remove|drop|delete|cut|take|lose)(?: out)?(?: the| all)?"
    r" (?P<field>narration|narrator|voice-?over|lines?|dialogue) (?:from|of|in|out of|on) (?P<at>.+)$"
)
_MARKS = "\"“”' "


def wording(command: Command, room: Room) -> Answer | None:
    """Another line for somebody, another narration or action."""
    field = _FIELD.match(command.said)
    meant = target(field["at"], room) if field else None
    if field and meant:
        return calling("edit_shot", meant.said, shots=meant.json, **{field["field"].lower(): _text(field["text"])})
    without = _NO_WORDS.match(command.words)
    bare = target(without["at"], room) if without else None
    if without and bare and without["field"].startswith(("line", "dialogue")):
        return calling("edit_shot", bare.said, shots=bare.json, dialogue=[])
    if bare:
        return calling("edit_shot", bare.said, shots=bare.json, narration="")
    for pattern in _LINE:
        found = pattern.match(command.said)
        if found and (answer := _line(found["at"], found["who"].lower(), _text(found["text"]), room)):
            return answer
    return None


def _line(at: str, who: str, text: str, room: Room) -> Answer | None:
    """Somebody's line in a shot replaced, or added behind the others. Raises Unclear."""
    meant, speakers = target(at, room), people(who, room)
    if not meant or not speakers or room.manifest is None:
        return None
    speaker = only(speakers, who).id
    number = meant.shots(room)[0]
    scene, index = shot_at(room.manifest, number)
    lines = [(line.speaker, line.text) for line in scene.shots[index].dialogue]
    theirs = [place for place, (one, _) in enumerate(lines) if one == speaker]
    if len(theirs) > 1:
        raise Unclear(f"{number} has {len(theirs)} lines of theirs; `split {number}` first.")
    place = theirs[0] if theirs else len(lines)
    row = [*lines[:place], (speaker, text), *lines[place + len(theirs) :]]
    dialogue: list[JsonValue] = [{"speaker": one, "text": words} for one, words in row]
    return calling("edit_shot", meant.said, shots=[number], dialogue=dialogue)


def _text(said: str) -> str:
    return said.strip(_MARKS)
