"""Which shots a person means: `shot 3`, `2-1`, `scene 2`, `1-1 to 1-4`, `everything in scene 1`, `it`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from rushes.agents.conversation.wording import listed
from rushes.agents.house.commands.room import Room, Unclear
from rushes.film.numbers import SCENE_PATTERN, SHOT_PATTERN, scene_of, select, sort_key

_TOKEN = re.compile(r"\.\.|[a-z0-9]+(?:-[a-z0-9]+)*|[^\s]")
_FILLING = frozenset(("the", "in", "of", "and", "&", ",", "from", "please", "number", "both", "shown"))
_ALL = frozenset(("everything", "all", "every", "whole", "film", "movie"))
_THAT = frozenset(("it", "that", "this", "them", "these", "those"))
_SOME = re.compile(r"^(?:just |only )?(?:an?|one|any|some|another)(?: single)? (?P<what>scene|shot)s?$")
_NAMED_SCENE = re.compile(r"\bthe (?P<name>[a-z][a-z' -]{2,40}?) scene\b")
MOST_OF_IT = 4
"""More shots than that "it" never is: it is asked which are meant."""

_TO = frozenset(("..", "to", "through", "till", "until", "-"))
_NUMBER = r"[0-9]{1,5}[a-z]{0,3}"
_OF_SCENE = re.compile(
    rf"\bshots? (?P<shots>{_NUMBER}(?:(?:,? and |, ?| to ){_NUMBER}){{0,20}}),?(?: (?:of|in|from))?(?: the)?"
    rf" scene (?P<scene>{_NUMBER})\b"
)
_IN_SCENE = re.compile(
    rf"\bscene (?P<scene>{_NUMBER}),? shots? (?P<shots>{_NUMBER}(?:(?:,? and |, ?| to ){_NUMBER}){{0,20}})\b"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


@dataclass(slots=True)
class Target:
    """The words that a tool takes for the shots, and what to say about how they were read."""

    words: list[str] = field(default_factory=list[str])
    said: str = ""

    @property
    def json(self) -> list[JsonValue]:
        """The words as an argument."""
        return list(self.words)

    def shots(self, room: Room) -> list[str]:
        """The shots in film order. Raises NoSuchShot."""
        return select(self.words, room.shots)

    def scenes(self) -> list[JsonValue] | None:
        """The words, when they are scenes and nothing else."""
        return list(self.words) if self.words and all(re.match(SCENE_PATTERN, word) for word in self.words) else None


def target(text: str, room: Room) -> Target | None:
    """The shots that a text names, and nothing else in it; None when there is another word. Raises Unclear."""
    some = _SOME.match(text.strip().lower())
    if some:
        raise Unclear(_which(some["what"], room))
    tokens = _TOKEN.findall(_whole_numbers(_by_place(text.lower(), room)))[:80]
    reader = _Reader(room)
    if not tokens or not all(reader.take(spoken) for spoken in tokens):
        return None
    return reader.result()


def _which(what: str, room: Room) -> str:
    scenes = list(dict.fromkeys(map(scene_of, room.shots)))
    if what == "scene" and scenes:
        return f"Which scene? The film has {listed(scenes, 12)}; say it with its number, as in `scene {scenes[0]}`."
    return "Which shot? A shot's number reads like 2-1. `list` names them."


def _by_place(text: str, room: Room) -> str:
    """`the harbour scene` is `scene 2`, where one scene plays there. Raises Unclear for several."""
    found = _NAMED_SCENE.search(text)
    if found is None or room.manifest is None or found["name"] in {*_ORDINALS, "last", "next", "whole"}:
        return text
    places = {one.id for one in room.manifest.locations if found["name"] in f" {one.name.lower()} "}
    scenes = [one.number for one in room.manifest.scenes if one.shots and one.location in places]
    if len(scenes) > 1:
        raise Unclear(f"Which {found['name']} scene: {_or(scenes)}?")
    return f"{text[: found.start()]}scene {scenes[0]}{text[found.end() :]}" if scenes else text


def _whole_numbers(text: str) -> str:
    """`shots 2 and 3 of scene 4` is `4-2 and 4-3`."""

    def whole(found: re.Match[str]) -> str:
        return re.sub(_NUMBER, lambda number: f"{found['scene']}-{number[0]}", found["shots"])

    return _IN_SCENE.sub(whole, _OF_SCENE.sub(whole, text))


class _Reader:
    """Takes a target's words one by one."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.noun = ""
        self.everything = False
        self.place: int | None = None
        self.to = False
        self.found = Target()

    def take(self, spoken: str) -> bool:
        """Whether the word can belong to a target."""
        if spoken in _FILLING:
            return True
        if spoken.rstrip("s") in {"shot", "scene"}:
            self.noun = spoken.rstrip("s")
        elif spoken in _ALL:
            self.everything = True
        elif spoken in _TO:
            self.to = bool(self.found.words)
            return self.to
        elif spoken in _THAT:
            self._last_talked_about()
        elif spoken == "one":
            return bool(self.found.words) or self.place is not None
        elif spoken == "next":
            self._next()
        elif spoken in _ORDINALS or spoken == "last":
            self.place = _ORDINALS.index(spoken) if spoken in _ORDINALS else -1
        else:
            return self._number(spoken.upper())
        return True

    def _number(self, spoken: str) -> bool:
        if re.match(SHOT_PATTERN, spoken):
            if spoken not in self.room.shots and (gone := self.room.gone(spoken)):
                raise Unclear(gone)
            self._add(spoken)
        elif not re.match(SCENE_PATTERN, spoken):
            return False
        elif self.noun == "scene":
            self._add(spoken)
        elif self.noun == "shot":
            self._add(self._nth(spoken))
        elif self.to and re.match(SCENE_PATTERN, self.found.words[-1]):
            self._add(spoken)
        else:
            raise Unclear(
                f"Do you mean scene {spoken} or shot {spoken}? A shot's whole number reads like 1-{spoken[:3]}."
            )
        return True

    def _add(self, word: str) -> None:
        if self.to:
            first = self.found.words.pop()
            if ("-" in first) != ("-" in word) or ".." in first or sort_key(first) > sort_key(word):
                raise Unclear(f"{first} to {word} is no range.")
            word = f"{first}..{word}"
            self.to = False
        self.found.words.append(word)

    def _nth(self, number: str) -> str:
        """Shot 3 of the scene last talked about, or the film's third, and a word on which it was."""
        scene = self.room.scene or (scene_of(self.room.about[-1]) if self.room.about else "")
        in_scene = f"{scene}-{number}"
        if scene and in_scene in self.room.shots:
            self._say(f"Shot {number} is {in_scene}, in the scene we talked about.")
            return in_scene
        named = [shot for shot in self.room.shots if shot.endswith(f"-{number}")]
        place = int(number) if number.isdigit() else 0
        third = self.room.shots[place - 1] if 0 < place <= len(self.room.shots) else ""
        if third and (third in named or not named):
            self._say(f"Shot {number} is {third}, number {number} of the film.")
            return third
        if len(named) == 1:
            self._say(f"Shot {number} is {named[0]}.")
            return named[0]
        if named:
            raise Unclear(f"Which shot {number}: {_or([third, *named])}?")
        raise Unclear(f"There is no shot {number}; the film has {len(self.room.shots)} shots. `list` names them.")

    def _say(self, words: str) -> None:
        self.found.said = f"{self.found.said} {words}".strip()

    def _last_talked_about(self) -> None:
        there = list(self.room.there)
        if not there:
            raise Unclear("Which shot? A shot's number reads like 2-1.")
        if len(there) > MOST_OF_IT:
            scenes = list(dict.fromkeys(map(scene_of, there)))
            instead = f"say `scene {scenes[0]}`, or name them" if len(scenes) == 1 else "name them"
            raise Unclear(f"Which shots? That could be {len(there)} of them, {listed(there, 4)}; {instead}.")
        self._say(f"That is {listed(there)}.")
        self.found.words += there

    def _next(self) -> None:
        """The shot behind the one named before, or behind the one last talked about."""
        before = self.found.words[-1] if self.found.words else ("", *self.room.there)[-1]
        if before not in self.room.shots:
            raise Unclear("The next one after which shot? A shot's number reads like 2-1.")
        place = self.room.shots.index(before) + 1
        if place == len(self.room.shots):
            raise Unclear(f"{before} is the last shot; there is none behind it.")
        self._say(f"The next one is {self.room.shots[place]}.")
        self.found.words.append(self.room.shots[place])

    def result(self) -> Target | None:
        """What was named; None for nothing."""
        if self.to:
            return None
        if self.place is not None:
            return self._at_place(self.place)
        if self.everything and not self.found.words:
            self.found.words = ["ALL"]
        return self.found if self.found.words else None

    def _at_place(self, place: int) -> Target | None:
        """The first, third or last shot, of a scene or of the film."""
        if self.noun == "scene" and not self.found.words:
            scenes = list(dict.fromkeys(map(scene_of, self.room.shots)))
            if place >= len(scenes):
                raise Unclear(f"The film has {len(scenes)} scenes.")
            return Target([scenes[place]], f"That is scene {scenes[place]}.") if scenes else None
        shots = self.found.shots(self.room) if self.found.words else list(self.room.shots)
        if not shots or place >= len(shots):
            raise Unclear(f"There are {len(shots)} shots there.")
        return Target([shots[place]], f"That is {shots[place]}.")


def _or(items: Sequence[str]) -> str:
    choices = [item for item in dict.fromkeys(items) if item][:6]
    return f"{', '.join(choices[:-1])} or {choices[-1]}"
