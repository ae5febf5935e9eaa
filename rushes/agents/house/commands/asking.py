"""Questions and complaints: shown what they are about, or offered the edit they hint at. None is an order."""

import re
from dataclasses import replace

from pydantic import JsonValue

from rushes.agents.conversation.calls import Answer
from rushes.agents.conversation.complaints import on_light, wished_hour, wished_step
from rushes.agents.conversation.wording import HOURS, listed
from rushes.agents.house.commands.framing import framed
from rushes.agents.house.commands.orders import shown
from rushes.agents.house.commands.room import Command, Room, calling
from rushes.agents.house.commands.targets import MOST_OF_IT, Target, target
from rushes.film.edits.parts import shot_at

_COULD = re.compile(
    r"^(?:could|can|should|shall|would|might|may|must) (?P<at>.{1,80}?)"
    r" (?:be|run|last|look|get|go|work)\b(?: better| nicer)? (?P<how>.{2,80})$"
)
_TOO = re.compile(
    r"^(?P<at>.{1,80}?)(?:'s| is| are| looks?| feels?| seems?| runs?)"
    r"(?: (?:just|still|a bit|a little|much|way|far|rather|really))?"
    r" (?P<complaint>too [a-z -]{2,20})$"
)
_ASKS = re.compile(
    r"^(?:what|who|why|how|hows|is|are|does|do|did|has|have|which|where|when|was|were|what's|who's|how's|where's)\b"
)
_SHOT = re.compile(r"\b[1-9][0-9]{0,4}[a-z]{0,3}-[1-9][0-9]{0,4}[a-z]{0,3}\b")
_SCENE = re.compile(r"\bscene [1-9][0-9]{0,4}[a-z]{0,3}\b")
_FILM = re.compile(r"\b(?:film|movie|picture|animatic|shots|scenes|finished|done|ready|complete|cast|characters)\b")
_IT = re.compile(r"^(?:what does|how does|hows|how's|how is|is|what is|what's) (?:it|that|this)\b")


def asking(command: Command, room: Room) -> Answer | None:
    """A question, answered by showing what it is about; a wish or a complaint, by asking whether to do it."""
    return _offered(command, room) or _complained(command, room) or _asked(command, room)


def _offered(command: Command, room: Room) -> Answer | None:
    """An offer to do what a question asks for: `could 1-5 be closer?`."""
    found = _COULD.match(command.words)
    change = framed(found["how"]) if found else None
    meant = target(found["at"], room) if found and change else None
    if not found or not change or not meant:
        return None
    return _offer(meant, change, found["how"], room)


def _complained(command: Command, room: Room) -> Answer | None:
    """An offer to mend what a complaint names: `1-5 is too tight`."""
    found = _TOO.match(command.words)
    meant = target(found["at"], room) if found else None
    if not found or not meant or room.manifest is None:
        return None
    step = wished_step(found["complaint"])
    if step:
        return _offer(meant, {"steps": [step.value]}, step.value, room)
    scene, _ = shot_at(room.manifest, meant.shots(room)[0])
    if not on_light(found["complaint"]):
        return None
    hour, now = wished_hour(found["complaint"], scene), HOURS[scene.time_of_day]
    way_out = f"`make scene {scene.number} {hour}` changes it" if hour else "there is no hour beyond that"
    said = f"Light belongs to the scene, and scene {scene.number} plays {now}; {way_out}."
    return Answer(f"{meant.said} {said}".strip())


def _offer(meant: Target, change: dict[str, JsonValue], how: str, room: Room) -> Answer:
    shots = meant.shots(room)
    answer = calling("edit_shot", meant.said, shots=meant.json, **change)
    question = f"Shall I make {listed(shots, 4)} {how}?"
    return Answer(answer.text, tuple(replace(call, offer=question) for call in answer.calls))


def _asked(command: Command, room: Room) -> Answer | None:
    """`who is in 4-3?`, `how many shots are there?`: the shot, the scene or the film is shown."""
    if not _ASKS.match(command.words):
        return None
    named = _SHOT.findall(command.words) or _SCENE.findall(command.words)
    meant = target(" and ".join(named[:6]), room) if named else None
    if meant:
        return shown(meant, room)
    about_it = _IT.match(command.words)
    if _FILM.search(command.words) or (about_it and not 0 < len(room.there) <= MOST_OF_IT):
        return calling("show_plan")
    it = target("it", room) if about_it else None
    return shown(it, room) if it else None
