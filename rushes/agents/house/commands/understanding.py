"""One plain command understood, or said not to be."""

import re
from dataclasses import replace
from textwrap import wrap

from rushes.agents.conversation.calls import Answer, Call
from rushes.agents.conversation.plain_words import FAREWELLS
from rushes.agents.house.commands.asking import asking
from rushes.agents.house.commands.blocking import blocking
from rushes.agents.house.commands.following import following
from rushes.agents.house.commands.framing import framing, lighting
from rushes.agents.house.commands.looks import casting, relocating, restyling
from rushes.agents.house.commands.orders import deciding, estimating, looking, making, ordering, pointing, undoing
from rushes.agents.house.commands.room import MOST_LETTERS, Command, Room, Rule, Unclear, command
from rushes.agents.house.commands.spelling import mended
from rushes.agents.house.commands.words import wording
from rushes.errors import NoSuchShot
from rushes.film.numbers import select

_RULES: tuple[Rule, ...] = (
    undoing,
    looking,
    estimating,
    deciding,
    wording,
    ordering,
    making,
    restyling,
    lighting,
    blocking,
    framing,
    casting,
    relocating,
    pointing,
    following,
)
"""Orders. A message of several is made of these alone: no order hangs on a question or a condition."""


KINDS: dict[str, tuple[str, ...]] = {
    "Look": (
        "status",
        "what waits for me?",
        "list scene 2",
        "show 1-3",
        "what is wrong with scene 2?",
        "how long will it take?",
        "what did we change?",
    ),
    "Frame": (
        "make shot 1-3 wider",
        "shot 3 closer and longer",
        "make 2-1 a close-up",
        "low angle on 2-2",
        "push in on 3-1",
        "make 1-2 5 seconds",
        "2-2 dissolve in",
    ),
    "Block": (
        "Mara kneels on the left in 1-2",
        "Mara is sad in 1-2",
        "Mara looks right in 1-2",
        "take Mara out of 1-3",
        "put Mara in 2-1",
    ),
    "Words": (
        "Mara says in 1-2: Not tonight.",
        "1-2 narration: The rain had stopped.",
        "remove the narration from 1-2",
    ),
    "Light": ("scene 3 at night", "make scene 2 rainy and tense"),
    "Cast and dress": ("the keeper should be older", "Mara wears a red coat", "the pier is a beach", "make it noir"),
    "Order": (
        "split 2-4",
        "merge 2-4 and 2-5",
        "move 2-5 before 2-3",
        "swap 2-1 and 2-2",
        "add a close-up of the lamp after 1-2",
        "drop 2-4",
    ),
    "Decide": ("approve everything in scene 1", "reject 2-3: too dark", "reroll 1-2", "approve the plan"),
    "Make": ("shoot scene 2", "shoot the rest", "cut", "plan again"),
    "Go back": ("undo", "redo"),
}
"""Every kind of command, with examples. A test holds each to be understood."""

EXAMPLES: tuple[str, ...] = tuple(example for examples in KINDS.values() for example in examples)

_HELP = frozenset(
    ("help", "?", "h", "commands", "what can you do", "what can i say", "what can i do", "how does this work")
)
_GREETING = re.compile(
    r"^(?:hello|hi|hiya|hey|good (?:morning|evening|afternoon|day))(?: there| again| everyone| all| director)?$"
)
_THANKS = re.compile(
    r"^(?:(?:that's|thats|that is|it's|looks|this is) )?(?:much )?"
    r"(?:thanks|thank you|thanks a lot|good|great|nice|better|well done|good work|cheers|perfect|lovely|ok|okay|sure)"
    r"(?: now| again| for that)?$"
)
_STOPS = frozenset(("stop", "stop it", "halt", "wait", "cancel", "abort"))
_MOST_TOGETHER = 4
"""Commands in one message."""

_BORDER = re.compile(r"\s*(?:;|,? and then |,? then )\s*")
_AND = re.compile(r",? and ")
_COMMA = re.compile(r", ")
_WITHOUT_A_PLAN = frozenset(("replan", "history", "undo"))
_KEEPS = "\xa0"
"""A space where no line ends."""

_YES_OR_NO = frozenset(("yes", "y", "no", "n"))
_WORD = re.compile(r"[a-z]{3,}")


def understood(message: str, room: Room) -> Answer:
    """The calls a command asks for; words alone when it asks for none, is unclear, or is no command."""
    said = command(message[: 8 * MOST_LETTERS])
    small = _small_talk(message.strip().lower().rstrip(".!"), said, room)
    if small:
        return small
    if len(said.text) > MOST_LETTERS:
        return Answer("That is too long for a command; the house rules read one command at a time.", lost=True)
    try:
        found = _one(said, room) or asking(said, room) or _several(said, room)
    except (Unclear, NoSuchShot) as question:
        return Answer(str(question), lost=True)
    if found and room.manifest is None and any(call.tool not in _WITHOUT_A_PLAN for call in found.calls):
        return Answer("There is no plan yet, so there is nothing to do that with: say `plan` first.", lost=True)
    return found or Answer(_sorry(said, room), lost=True)


def _small_talk(plain: str, said: Command, room: Room) -> Answer | None:
    if plain in _HELP or said.words in _HELP:
        return Answer(f"I answer by the house rules and know commands like these:\n{_all_kinds(room)}")
    if said.words in _YES_OR_NO:
        return Answer("Nothing waits for a yes or no.", lost=True)
    if plain in FAREWELLS:
        return Answer("Goodbye; everything is kept.")
    if plain in _STOPS:
        return Answer("Nothing is running. Ctrl-C stops what runs; `quit` ends the conversation.")
    if _GREETING.match(plain):
        first = "There is no plan yet: say `plan`." if room.manifest is None else "`status` says where the film stands."
        return Answer(f"Hello. {first} `help` lists what I know.")
    return Answer("Good. What next?") if _THANKS.match(plain) else None


def _all_kinds(room: Room) -> str:
    """Every kind of command with its examples, none broken over two lines."""
    lines: list[str] = []
    for kind, examples in KINDS.items():
        whole = "; ".join(_of_this_film(example, room).replace(" ", _KEEPS) for example in examples)
        lines += wrap(f"  {kind:<16}{whole}", 98, subsequent_indent=" " * 18, break_on_hyphens=False)
    return "\n".join(lines).replace(_KEEPS, " ")


def _of_this_film(example: str, room: Room) -> str:
    """The example with somebody and a place of this film in it."""
    if room.manifest is None:
        return example
    names = {
        "Mara": [one.name for one in room.manifest.characters[:1]],
        "the keeper": [one.name for one in room.manifest.characters[-1:]],
        "the pier": [f"the {one.name.lower().removeprefix('the ')}" for one in room.manifest.locations[:1]],
    }
    for word, here in names.items():
        example = example.replace(word, here[0] if here else word)
    return example


def _one(said: Command, room: Room) -> Answer | None:
    answers = (rule(said, room) for rule in _RULES)
    return next((answer for answer in answers if answer is not None), None)


def _several(said: Command, room: Room) -> Answer | None:
    """Up to four commands in one message: all of them are understood, or none is done."""
    parts: list[str] = []
    for part in filter(str.strip, _BORDER.split(said.text)[: _MOST_TOGETHER + 1]):
        parts += [part] if _one(command(part), room) else _AND.split(part)
    found = _together(parts, room) if 2 <= len(parts) <= _MOST_TOGETHER else None
    parts = [part for part in _COMMA.split(said.text)[: _MOST_TOGETHER + 1] if part.strip()]
    return found or (_together(parts, room) if 2 <= len(parts) <= _MOST_TOGETHER else None)


def _together(parts: list[str], room: Room) -> Answer | None:
    said, calls = list[str](), list[Call]()
    for part in parts:
        answer = _one(command(part), room)
        if answer is None or not answer.calls:
            return None
        said.append(answer.text)
        calls += answer.calls
        room = replace(room, about=_about(answer.calls[-1], room) or room.about, last=answer.calls[-1])
    return Answer(" ".join(filter(None, said)), tuple(calls))


def _about(call: Call, room: Room) -> tuple[str, ...]:
    """The shots that a call names: what "it" is in the next command."""
    words = call.arguments.get("shots", [call.arguments.get("shot", "")])
    try:
        return tuple(select([str(word) for word in words], room.shots)) if isinstance(words, list) else ()
    except NoSuchShot:
        return ()


def _sorry(said: Command, room: Room) -> str:
    """That it was not understood, and the nearest things that would be."""
    if room.manifest is None:
        return "I don't understand that. There is no plan yet: say `plan`. (House rules are answering, no model.)"
    better = mended(said.words, EXAMPLES, room)
    if better and _would_do(better, room):
        return f"I don't understand that; nothing was changed. Did you mean `{better}`?"
    nearest = "; ".join(f"`{_of_this_film(one, room)}`" for one in _nearest(said.words))
    return (
        "I don't understand that; nothing was changed. The house rules know plain commands, for instance "
        f"{nearest}. `help` lists all."
    )


def _would_do(words: str, room: Room) -> bool:
    try:
        answer = _one(command(words), room)
    except (Unclear, NoSuchShot):
        return False
    return answer is not None and bool(answer.calls)


def _nearest(words: str) -> list[str]:
    """Three examples that share the most letters' pairs with the words, the earlier of equals first."""
    wanted = _pairs(words)
    return sorted(EXAMPLES, key=lambda example: -len(wanted & _pairs(example.lower())) / (8 + len(_pairs(example))))[:3]


def _pairs(text: str) -> set[str]:
    return {word[at : at + 2] for word in _WORD.findall(text) for at in range(len(word) - 1)}
