"""The bible while a story is being read: people and places by id. A look once given is locked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from rushes.agents.house.breakdown.wording import slug, unique_id
from rushes.film.manifest import Character, Location, Look
from rushes.film.vocabulary import SetKind

DESCRIPTION = 200
"""Characters: four people of a shot have room in one prompt."""

_NAME = 80
_MOST_ALIASES = 12
_MOST_PEOPLE, _MOST_PLACES = 400, 400
"""Far above any story's; a model that names more is inventing."""

ShortText = Annotated[str, Field(max_length=_NAME)]


class Seen(BaseModel):
    """What a model may leave out has a default; what it adds is ignored."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)


class SeenCharacter(Seen):
    """A character as a model tells of one."""

    id: ShortText = ""
    name: ShortText
    aliases: list[ShortText] = Field(default_factory=list, max_length=6)
    description: Annotated[str, Field(max_length=DESCRIPTION)] = ""
    look: Look = Look()


class SeenLocation(Seen):
    """A place as a model tells of one."""

    id: ShortText = ""
    name: ShortText
    kind: SetKind = SetKind.LIMBO
    description: Annotated[str, Field(max_length=240)] = ""


@dataclass(slots=True)
class Bible:
    """People and places so far, in the order they came; whom each name means."""

    people: dict[str, Character] = field(default_factory=dict[str, Character])
    places: dict[str, Location] = field(default_factory=dict[str, Location])
    _names: dict[str, str] = field(default_factory=dict[str, str])
    _place_names: dict[str, str] = field(default_factory=dict[str, str])

    def person(self, word: str) -> str | None:
        """The id that an id, a name or an alias means; None for somebody unknown."""
        return word if word in self.people else self._names.get(_folded(word))

    def place(self, word: str) -> str | None:
        """The id that a place's id or name means; None for an unknown one."""
        return word if word in self.places else self._place_names.get(_folded(word))

    def meet(self, seen: SeenCharacter) -> None:
        """Somebody new, or other names for somebody known, whose look and description stay."""
        name = _one_line(seen.name)
        known = self.person(seen.id.strip()) or self.person(name)
        if known is None and (not name or len(self.people) >= _MOST_PEOPLE):
            return
        if known is None:
            known = unique_id(slug(seen.id) or name, "person", {*self.people})
            description = _one_line(seen.description) or f"{name}."
            self.people[known] = Character(id=known, name=name, description=description, look=seen.look)
        self._call(known, [name, *map(_one_line, seen.aliases)])

    def adopt(self, character: Character) -> str:
        """Somebody the house rules know, under an id that is free; the id of whom it is, if known already."""
        known = self.person(character.name)
        if known is None:
            known = unique_id(character.id, "person", {*self.people})
            self.people[known] = character.model_copy(update={"id": known, "aliases": ()})
            self._call(known, [character.name, *character.aliases])
        return known

    def visit(self, seen: SeenLocation) -> None:
        """A new place; a known one stays as it is."""
        name = _one_line(seen.name)
        known = self.place(seen.id.strip()) or self.place(name)
        if known is not None or not name or len(self.places) >= _MOST_PLACES:
            return
        place = unique_id(slug(seen.id) or name, "place", {*self.places})
        self.places[place] = Location(id=place, name=name, kind=seen.kind, description=_one_line(seen.description))
        for word in filter(None, (_folded(name), _folded(seen.id))):
            self._place_names.setdefault(word, place)

    def settle(self, location: Location) -> str:
        """A place the house rules know; the id of the one it is, if known already."""
        known = self.place(location.name)
        if known is None:
            known = unique_id(location.id, "place", {*self.places})
            self.places[known] = location.model_copy(update={"id": known})
            self._place_names.setdefault(_folded(location.name), known)
        return known

    def _call(self, person: str, names: Iterable[str]) -> None:
        """Take in the names that mean nobody yet."""
        character = self.people[person]
        aliases = list(character.aliases)
        self._names.setdefault(_folded(person), person)
        for name in names:
            if not name or self._names.setdefault(_folded(name), person) != person:
                continue
            if name not in {character.name, *aliases} and len(aliases) < _MOST_ALIASES:
                aliases.append(name)
        self.people[person] = character.model_copy(update={"aliases": tuple(aliases)})


def listed_people(people: Iterable[Character]) -> str:
    """The people as a model reads them, one a line."""
    return "\n".join(f"{one.id}: {', '.join((one.name, *one.aliases))}. {one.description}".strip() for one in people)


def listed_places(places: Iterable[Location]) -> str:
    """The places as a model reads them, one a line."""
    return "\n".join(f"{place.id}: {place.name}" for place in places)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:DESCRIPTION]


def _folded(name: str) -> str:
    """A name as it is compared: small letters, no article, no punctuation."""
    return slug(name) or " ".join(name.casefold().split())
