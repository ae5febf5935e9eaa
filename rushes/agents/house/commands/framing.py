"""Commands on the picture: `make 1-3 wider`, `low angle on 2-2`, `scene 3 at night`."""

import re

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer
from rushes.agents.house.commands.people import everybody
from rushes.agents.house.commands.phrases import FRAMINGS, LIGHTS, SIZE_NOUNS
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.agents.house.commands.targets import Target, target
from rushes.film.edits.shots import LONGEST, SHORTEST
from rushes.film.numbers import scene_of
from rushes.film.vocabulary import Prop

_VERB = re.compile(r"^(?:make|let|have|set|turn|put|change|keep|hold|shoot|get|do|use|give|try|frame)\s+")
_LINK = re.compile(
    r"^(?:(?:should|must|has to|have to|needs to|to|could|can|will)(?: (?:be|run|last|have))?\s+|be\s+|is\s+"
    r"|are\s+|to\s+|as\s+|into\s+|at\s+|in\s+|on\s+|with\s+|run\s+|last\s+|for\s+)+"
)
_SMALL = re.compile(r"^(?:an?|the|one|much|bit|lot|little|some|more|step|in|on|with|by|for|camera|move|it)\s+")
_SLOWLY = re.compile(r" (?:slowly|slow|gently|slightly|softly|quickly|fast|instead|a bit|a little|again|too)$")
_PACES = frozenset(("faster", "quicker", "brisker", "slower"))
"""Words for a shot's pace, which is its length: beside `shorter` or `longer` they say the same once more."""

_REASON = re.compile(r",? (?:i (?:want|need) to see|so (?:that )?(?:we|i) (?:can )?see|to see) [a-z' ]{2,60}$")
"""Why somebody wants a framing; that a note is one, and no framing, is another command's."""

_OF = re.compile(r"^(?P<framing>.{2,60}?) of (?P<subject>.{2,200})$")
_LENGTH = re.compile(r"^(\d{1,5}(?:\.\d{1,3})?) ?(?:s|sec|secs|second|seconds)(?: long)?$")
_ONTO = re.compile(r"(?<=\s)(?:on|in|for|of|at|to|from)(?=\s)")
_PARTS = re.compile(r"\s*(?:,|\band\b|&)\s*")


def framing(command: Command, room: Room) -> Answer | None:
    """A change of shots' framing, move or length."""
    words = _REASON.sub("", _VERB.sub("", command.words))
    slow = _SLOWLY.sub("", words)
    last = _target_last(slow) if slow != words else []
    for named, described in (*_target_first(words), *_target_last(words), *last):
        change = framed(described) or _framed_on(described, room)
        meant = target(named, room) if change else None
        if change and meant:
            return calling("edit_shot", meant.said, shots=meant.json, **change)
    return None


def _framed_on(described: str, room: Room) -> dict[str, JsonValue] | None:
    """`a close-up of Mara`, `an insert of the lamp`."""
    found = _OF.match(described)
    change = framed(found["framing"]) if found else None
    return {**change, **subject_of(found["subject"], room)} if found and change and "size" in change else None


def _target_first(words: str) -> list[tuple[str, str]]:
    """Every way to part the words after a target: `shot 3 | closer and longer`."""
    breaks = [at for at, letter in enumerate(words) if letter == " "][:40]
    return [(words[:at], _LINK.sub("", words[at + 1 :])) for at in reversed(breaks)]


def _target_last(words: str) -> list[tuple[str, str]]:
    """Every way to part them before one: `low angle | 2-2`."""
    return [(words[found.end() :], words[: found.start()].strip()) for found in list(_ONTO.finditer(words))[:20]]


def _seconds(said: str) -> float:
    seconds = float(said)
    if not SHORTEST <= seconds <= LONGEST:
        raise Unclear(f"A shot can run from {SHORTEST:g} to {LONGEST:g} seconds; {seconds:g} is outside of that.")
    return seconds


def subject_of(said: str, room: Room) -> dict[str, JsonValue]:
    """Arguments for what a shot is of: people are framed and nobody else with them, objects are put into it."""
    plain = said.lower().strip()
    cast = everybody(plain, room)
    if cast:
        return {"subject": " and ".join(one.name for one in cast), "who": [one.id for one in cast]}
    names = {prop.value.replace("-", " "): prop.value for prop in Prop}
    thing = re.sub(r"^(?:an?|the|his|her|their)\s+", "", plain)
    return {"subject": said, **({"props": [names[thing]]} if thing in names else {})}


def framed(text: str) -> dict[str, JsonValue] | None:
    """Arguments for a description of nothing but framing."""
    change: dict[str, JsonValue] = {}
    steps: list[JsonValue] = []
    for part in _parts(text):
        known = _phrase(part) or _two_phrases(part)
        if known is None:
            return None
        more = known.get("steps")
        if isinstance(more, list):
            steps += [] if part in _PACES and more[0] in steps else more
        elif change.keys() & known.keys():
            raise Unclear(f"{part!r} and what stands before it can't both be; say one.")
        else:
            change |= known
    if len(steps) > 4:
        raise Unclear("That is more than four steps; say what the shot should be.")
    return {**change, **({"steps": steps} if steps else {})} or None


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text.strip()) if part] or [""]


def _two_phrases(part: str) -> dict[str, JsonValue] | None:
    """`a long shot from above`: two framings with nothing between them, of different kinds."""
    words = part.split()
    for place in range(len(words) - 1, 0, -1):
        first, second = _phrase(" ".join(words[:place])), _phrase(" ".join(words[place:]))
        if first and second and not first.keys() & second.keys():
            return {**first, **second}
    return None


def _phrase(part: str) -> dict[str, JsonValue] | None:
    for _ in range(5):
        length = _LENGTH.match(part)
        if length:
            return {"seconds": _seconds(length[1])}
        if part in FRAMINGS:
            return FRAMINGS[part]
        head, _, last = part.rpartition(" ")
        if last in SIZE_NOUNS and {"size", "angle"} & FRAMINGS.get(head, {}).keys():
            return FRAMINGS[head]
        shorter = _SLOWLY.sub("", _SMALL.sub("", part))
        if shorter == part:
            return None
        part = shorter
    return None


def lighting(command: Command, room: Room) -> Answer | None:
    """A change of scenes' hour, weather or mood."""
    words = _VERB.sub("", command.words)
    for named, described in _target_first(words):
        change = _lit(described)
        meant = _its_scene(named, room) or target(named, room) if change else None
        if change and meant:
            return calling("edit_scene", meant.said, scenes=_scenes(meant, room), **change)
    return None


def _its_scene(named: str, room: Room) -> Target | None:
    """The scene that "it" is, when what was last named is a whole scene."""
    there = room.there
    scenes = {scene_of(number) for number in there}
    if named not in {"it", "this", "that", "the scene", "this scene", "that scene"} or len(scenes) != 1:
        return None
    scene = scenes.pop()
    whole = sum(scene_of(number) == scene for number in room.shots) == len(there)
    return Target([scene], f"That is scene {scene}.") if whole or "scene" in named else None


def _lit(text: str) -> dict[str, JsonValue] | None:
    change: dict[str, JsonValue] = {}
    for part in _parts(text):
        word = re.sub(r"^(?:(?:at|in|the|be|a|very|more|during|with)\s+)+", "", part).removesuffix(" instead")
        if word not in LIGHTS:
            return None
        name, value = LIGHTS[word]
        if name in change:
            raise Unclear(f"{part!r} and what stands before it can't both be; say one.")
        change[name] = value
    return change or None


def _scenes(meant: Target, room: Room) -> list[JsonValue]:
    if meant.words == ["ALL"]:
        return list(dict.fromkeys(number.split("-")[0] for number in room.shots))
    scenes = meant.scenes()
    if scenes is None:
        raise Unclear("Light, weather and mood belong to a whole scene; say it of the scene, as in `scene 2 at night`.")
    return scenes
