"""Commands that mean something after another one only: `and the next one too`, `no, pan right`."""

import re
from collections.abc import Mapping

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer, Call
from rushes.agents.house.commands.framing import framed
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.agents.house.commands.targets import target

_TOO = (
    re.compile(r"^(?P<at>.{1,80}?)(?:,? too|,? as well|,? also)$"),
    re.compile(r"^(?:do )?(?:the )?same (?:for|to|with|on|in) (?P<at>.{1,80})$"),
)
_NO = re.compile(r"^no ?[,;:.!-]+ ?(?P<rest>.{2,80})$")
_NO_COMMA = re.compile(r"^no (?P<rest>.{2,40})$")
_OTHER_WAY = re.compile(r"^(?:the )?(?:other way(?: round| around)?|opposite|wrong way|wrong direction|reverse)$")
_AGAIN = frozenset(("edit_shot", "block", "approve", "reroll"))
"""Calls that can be made once more for other shots."""

_PAIRS = (("left", "right"), ("up", "down"), ("in", "out"), ("wider", "closer"), ("longer", "shorter"))
_OPPOSITES = {
    one: other for pair in (*_PAIRS, ("higher", "lower"), ("push", "pull")) for one, other in (pair, pair[::-1])
}


def following(command: Command, room: Room) -> Answer | None:
    """The last change once more elsewhere, or put right."""
    return _as_well(command, room) or _put_right(command, room)


def _as_well(command: Command, room: Room) -> Answer | None:
    found = next(filter(None, (pattern.match(command.words) for pattern in _TOO)), None)
    meant = target(found["at"], room) if found else None
    if not meant:
        return None
    if room.last is None or room.last.tool not in _AGAIN:
        raise Unclear("The same as what? The last thing was no change of a shot; say what to do.")
    return calling(room.last.tool, meant.said, **{**room.last.arguments, "shots": meant.json})


def _put_right(command: Command, room: Room) -> Answer | None:
    said = command.said.lower().rstrip(".! ")
    found = _NO.match(said)
    if found is None:
        plain = _NO_COMMA.match(said)
        if plain and framed(plain["rest"]):
            raise Unclear(
                f"Should it be {plain['rest']!r}, or not? Nothing was changed; say it as in `{plain['rest']} in 2-2`."
            )
        return None
    rest = found["rest"].strip()
    change = framed(rest)
    if change and (meant := target("it", room)):
        return calling("edit_shot", meant.said, shots=meant.json, **change)
    return _turned(rest, room.last) if _OTHER_WAY.match(rest) or rest in _OPPOSITES else None


def _turned(rest: str, last: Call | None) -> Answer:
    """The last call with its direction turned round; a step is taken twice, back and beyond."""
    turned = {name: _opposite(value) for name, value in last.arguments.items()} if last else {}
    ways = ("move", "facing", "place", "steps")
    changed: dict[str, JsonValue] = {
        name: value for name, value in turned.items() if last and name in ways and value != last.arguments[name]
    }
    if last is None or not changed or (rest in _OPPOSITES and not _says(changed, rest)):
        raise Unclear("Which way? Say what the shot should be, as in `pan right in 2-2`.")
    steps = changed.get("steps")
    if isinstance(steps, list):
        changed["steps"] = [*steps, *steps][:4]
    kept = {name: value for name, value in last.arguments.items() if name in {"shots", "character"}}
    return calling(last.tool, **kept, **changed)


def _opposite(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_opposite(one) for one in value]
    return "-".join(_OPPOSITES.get(word, word) for word in value.split("-")) if isinstance(value, str) else value


def _says(changed: Mapping[str, JsonValue], way: str) -> bool:
    return any(way in str(value).split("-") for value in changed.values())
