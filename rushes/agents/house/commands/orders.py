"""Commands that look, decide, order shots and cost time: `approve scene 1`, `split 2-4`, `shoot the rest`."""

import re

from rushes.agents.conversation.calls import Answer
from rushes.agents.house.commands.framing import subject_of
from rushes.agents.house.commands.people import only, people
from rushes.agents.house.commands.phrases import FRAMINGS, SIZE_NOUNS
from rushes.agents.house.commands.room import Command, Room, Unclear, calling
from rushes.agents.house.commands.targets import Target, target
from rushes.film.edits.parts import shot_at
from rushes.film.take import ShotState

_GLANCES = frozenset(
    (
        "status",
        "plan?",
        "the plan",
        "show plan",
        "show the plan",
        "show me the plan",
        "show the film",
        "show me the film",
        "show the cast",
        "show me the cast",
        "who is in it",
        "how long is it",
        "how long is the film",
        "overview",
        "summary",
        "what is it about",
        "what's it about",
        "what is the film about",
        "what's the film about",
        "where are we",
        "how far are we",
        "what next",
        "what's next",
        "what now",
    )
)
_IN_THE_FILM = re.compile(
    r"^who(?:'s|s| is| are) (?:in|there|everybody|everyone)(?: (?:it|this|here|the film|the cast))?$"
)
_WAITS = re.compile(
    r"^(?:what|which shots?|who|anything)(?:'s|s| is| are)? ?(?:waits?|waiting|needs?|left|there)(?: for)?"
    r"(?: (?:me|my (?:word|eyes|ok)|to (?:look at|review|approve|judge)))$"
    r"|^what (?:do|should|must|can) i (?:have to |need to )?(?:look at|review|approve|judge|decide)$"
)
_HISTORY = re.compile(
    r"^(?:history|changes|what (?:have|did) (?:we|you|i) (?:change|do)(?:d|ne)?|what(?: has|'s|s)? changed"
    r"|what was (?:changed|done)|list (?:the )?changes|show (?:me )?(?:the )?(?:changes|history))(?: so far| yet)?$"
)
_LIST = re.compile(
    r"^(?:list|ls|shots(?! [0-9])|(?:show|list) (?:me )?(?:all )?(?:the )?shots|what is|which shots are|show what is)\b"
    r" ?(?P<what>.*)$"
)
_WRONG = re.compile(
    r"^(?:what(?:'s| is| are)|whats|is anything|anything) (?:wrong|the matter|bad) (?:with|in|about) (?P<what>.+)$"
)
_WHO = re.compile(r"^who(?:'s| is) (?P<what>.+)$")
_SHOW = re.compile(r"^(?:show|describe|look at|see|check|tell me about)(?: me)? (?P<what>.+)$")
_BACK = frozenset(
    ["undo", "undo it", "undo that", "undo again", "undo the last change", "go back", "take it back", "take that back"]
)
_BACK_SEVERAL = re.compile(r"^undo (?:the )?last (?P<count>two|three|four|[1-6])(?: changes)?$")
_COUNTS = {"two": 2, "three": 3, "four": 4}
_FORTH = frozenset(["redo", "redo it", "redo that", "undo the undo", "undo undo"])
_SPLIT = re.compile(
    r"^(?:(?:split|divide) (?P<a>.+?)(?: (?:in|into) (?:two|half|halves|2)(?: shots)?)?|cut (?P<b>.+) in (?:two|half))$"
)
_MERGE = re.compile(r"^(?:merge|join|combine) (?P<what>.+?)(?: again| together)?$")
_SWAP = re.compile(r"^(?:swap|exchange|switch) (?P<what>.+)$")
_MOVE = re.compile(r"^(?:(?:move|put|place) )?(?P<what>.+?) (?P<where>before|after|behind|in front of) (?P<at>.+)$")
_DROP = re.compile(r"^(?:drop|remove|delete|omit|lose|cut out|leave out|throw out) (?P<what>.+)$")
_CUT = frozenset(["cut", "cut it", "cut the film", "assemble", "assemble the film", "edit the film", "join the shots"])
_PLAN = frozenset(
    ["plan", "plan it", "plan the film", "plan again", "plan it again", "replan", "plan afresh", "plan anew"]
)
_WHEN = re.compile(r"(?: (?:tonight|overnight|today|again please))$")
_REST = frozenset(
    ("", "rest", "the rest", "it", "it all", "everything", "all", "the film", "all the rest", "what is left")
)
_SHOOT = re.compile(r"^(?:shoot|film|render)\b ?(?P<what>.*)$")
_AGAIN = re.compile(
    r"^(?:(?:re-?roll|reshoot|re-shoot|retake|redo|another take of|try again)\s+(?P<a>.+)"
    r"|(?:shoot|do|try|take) (?P<b>.+) again)$"
)
_REJECT = re.compile(
    r"^(?:reject|refuse|send back|send)\s+(?P<what>[^:]+?)(?: back)?(?:\s*:\s*|,? because\s+|\s+-\s+)(?P<note>[^ ].*)$"
)
_REJECT_BARE = re.compile(r"^(?:reject|refuse|send back|send)\s+(?P<what>.+?)(?: back)?$")
_HOW_LONG = re.compile(r"^(?:how long|how much time|estimate)(?: (?:will|would|does|do|to|is|for))?\b ?(?P<what>.*)$")
_TAKING = re.compile(r"(?:^| )(?:to )?(?:take|takes|need|shoot|shooting|be|last)(?: to shoot)?$")
_ADD = re.compile(
    r"^(?:add|insert|put in) (?:an? )?(?P<size>[a-z -]{2,30}?)(?: of (?P<of>.{1,200}?))? (?:after|behind) (?P<at>.+)$"
)


def looking(command: Command, room: Room) -> Answer | None:
    """Lists and questions."""
    words = command.words
    if words in _GLANCES or _IN_THE_FILM.match(words):
        return calling("show_plan")
    if _WAITS.match(words):
        return calling("list_shots", state=ShotState.WAITING.value)
    if _HISTORY.match(words):
        return calling("history")
    listing = _LIST.match(words)
    if listing and (answer := _listed(listing["what"], room)):
        return answer
    wrong = _WRONG.match(words)
    look = wrong or _SHOW.match(words)
    meant = target(look["what"], room) if look else None
    if meant:
        return calling("show_faults") if wrong and meant.words == ["ALL"] else shown(meant, room)
    who = _WHO.match(words) or _SHOW.match(words)
    found = people(who["what"], room) if who else []
    return calling("show_character", character=only(found, words).id) if found else None


def pointing(command: Command, room: Room) -> Answer | None:
    """Nothing but a shot or a scene: it is shown."""
    meant = target(command.words, room)
    return shown(meant, room) if meant else None


def _listed(what: str, room: Room) -> Answer | None:
    what = re.sub(r"^(?:the )?(?:shots|all|everything)\b ?", "", what).strip()
    if what in {"", "in the film"}:
        return calling("list_shots")
    if what in list(ShotState):
        return calling("list_shots", state=what)
    meant = target(what, room)
    scenes = meant.scenes() if meant else None
    return calling("list_shots", meant.said, scene=scenes[0]) if meant and scenes and len(scenes) == 1 else None


def shown(meant: Target, room: Room) -> Answer:
    """The film, the scenes or the shots that are meant."""
    if meant.words == ["ALL"]:
        return calling("show_plan")
    scenes = meant.scenes()
    if scenes:
        return _one_each("show_scene", "scene", [str(one) for one in scenes], meant.said)
    return _one_each("show_shot", "shot", meant.shots(room), meant.said)


def _one_each(tool: str, name: str, numbers: list[str], said: str) -> Answer:
    calls = tuple(call for number in numbers[:6] for call in calling(tool, **{name: number}).calls)
    return Answer(said, calls)


def estimating(command: Command, room: Room) -> Answer | None:
    """How long it will take."""
    found = _HOW_LONG.match(command.words)
    if not found:
        return None
    what = _TAKING.sub("", found["what"]).strip()
    if what in _REST or what in {"shooting", "this", "that"}:
        return calling("estimate", shots=["ALL"])
    meant = target(re.sub(r"^(?:shooting|shoot) ", "", what), room)
    return calling("estimate", meant.said, shots=meant.json) if meant else None


def deciding(command: Command, room: Room) -> Answer | None:
    """A person's word on shots."""
    if command.words in {"approve the plan", "approve plan", "accept the plan", "the plan is approved"}:
        return calling("approve_plan")
    approved = re.match(r"^(?:approve|accept|keep|i like|print) (?P<what>.+)$", command.words)
    if approved and (meant := target(approved["what"], room)):
        return calling("approve", meant.said, shots=meant.json)
    rejected = _REJECT.match(command.words)
    if rejected and (meant := target(rejected["what"], room)):
        note = command.text[rejected.start("note") : rejected.end("note")]
        return calling("reject", meant.said, shots=meant.json, note=note[:400])
    bare = _REJECT_BARE.match(command.words)
    if bare and (meant := target(bare["what"], room)):
        return calling("reject", meant.said, shots=meant.json)
    again = _AGAIN.match(command.words)
    if again and (meant := target(again["a"] or again["b"], room)):
        return calling("reroll", meant.said, shots=meant.json)
    return None


def undoing(command: Command, _room: Room) -> Answer | None:
    """One change back, or one undo."""
    if command.words in _BACK:
        return calling("undo")
    several = _BACK_SEVERAL.match(command.words)
    if several:
        count = _COUNTS.get(several["count"]) or int(several["count"])
        return Answer("", calling("undo").calls * count)
    return calling("undo", back="undo") if command.words in _FORTH else None


def ordering(command: Command, room: Room) -> Answer | None:
    """Split, merge, move, drop and insert."""
    split, merged = _SPLIT.match(command.words), _MERGE.match(command.words)
    if split and (meant := target(split["a"] or split["b"], room)):
        return calling("split_shot", meant.said, shot=_one(meant, room))
    if merged and (meant := target(merged["what"].replace(" with ", " and "), room)):
        shots = meant.shots(room)
        if len(shots) != 2:
            raise Unclear("Two shots can be merged; name both, as in `merge 2-4 and 2-5`.")
        return calling("merge_shots", meant.said, first=shots[0], second=shots[1])
    dropped = _DROP.match(command.words)
    if dropped and (meant := target(dropped["what"], room)):
        return calling("drop_shots", meant.said, shots=meant.json)
    return _swapping(command, room) or _moving(command, room) or _inserting(command, room)


def _swapping(command: Command, room: Room) -> Answer | None:
    """`swap 4-5 and 4-6`: the second moves before the first."""
    swapped = _SWAP.match(command.words)
    meant = target(swapped["what"].replace(" with ", " and "), room) if swapped else None
    if not meant:
        return None
    shots = meant.shots(room)
    places = [room.shots.index(number) for number in shots]
    if len(shots) != 2 or places[1] - places[0] != 1:
        raise Unclear("Two neighbours can be swapped; `move 2-5 before 2-3` moves one shot further.")
    return calling("move_shot", meant.said, shot=shots[1], where="before", beside=shots[0])


def _moving(command: Command, room: Room) -> Answer | None:
    moved = _MOVE.match(command.words)
    what = target(moved["what"], room) if moved else None
    at = target(moved["at"], room) if moved else None
    if not moved or not what or not at:
        return None
    where = "after" if moved["where"] in {"after", "behind"} else "before"
    said = f"{what.said} {at.said}".strip()
    return calling("move_shot", said, shot=_one(what, room), where=where, beside=_one(at, room))


def _inserting(command: Command, room: Room) -> Answer | None:
    found = _ADD.match(command.words)
    head, _, last = found["size"].rpartition(" ") if found else ("", "", "")
    size = found["size"] if found and last not in SIZE_NOUNS else head
    framing = FRAMINGS.get(size, {})
    if not found or not (meant := target(found["at"], room)) or "size" not in framing:
        return None
    after = _one(meant, room)
    said = command.text[found.start("of") : found.end("of")] if found["of"] else _place(after, room)
    subject = subject_of(said, room)
    action = f"We see {subject['subject']}."
    return calling("insert_shot", meant.said, after=after, size=framing["size"], action=action, **subject)


def _place(shot: str, room: Room) -> str:
    """The name of the place where a shot plays."""
    if room.manifest is None:
        return "the place"
    scene, _ = shot_at(room.manifest, shot)
    return next(place.name for place in room.manifest.locations if place.id == scene.location)


def _one(meant: Target, room: Room) -> str:
    shots = meant.shots(room)
    if len(shots) != 1:
        raise Unclear(f"That names {len(shots)} shots; name one.")
    return shots[0]


def making(command: Command, room: Room) -> Answer | None:
    """Shooting, cutting, planning."""
    words = _WHEN.sub("", command.words)
    if words in _CUT:
        return calling("cut")
    if words in _PLAN:
        return calling("replan")
    found = _SHOOT.match(words)
    if not found:
        return None
    if found["what"] in _REST and not (found["what"] == "it" and room.about):
        return calling("shoot", shots=["ALL"])
    meant = target(re.sub(r"^the rest of ", "", found["what"]), room)
    return calling("shoot", meant.said, shots=meant.json) if meant else None
