"""The places of a film, gathered scene by scene and merged by name."""

from dataclasses import dataclass, field

from rushes.agents.house.breakdown.wording import unique_id
from rushes.film.manifest import Location
from rushes.film.vocabulary import SetKind

NAME_LIMIT = 80
WORDS_LIMIT = 300
PHRASES = 3


@dataclass(slots=True)
class _Draft:
    id: str
    name: str
    kind: SetKind
    phrases: list[str] = field(default_factory=list[str])


class LocationBook:
    """Every place met so far. The same key is the same place."""

    def __init__(self) -> None:
        self._drafts: dict[str, _Draft] = {}
        self._taken: set[str] = set()

    def place(self, key: str, name: str, kind: SetKind) -> str:
        """The id of the place with that key; it is opened when new."""
        if key not in self._drafts:
            shown = name[:NAME_LIMIT].strip() or "A place"
            self._drafts[key] = _Draft(unique_id(shown, "place", self._taken), shown, kind)
        return self._drafts[key].id

    def name(self, location: str) -> str:
        """The name of a place by its id."""
        return next(draft.name for draft in self._drafts.values() if draft.id == location)

    def describe(self, location: str, phrase: str) -> None:
        """Add the text's own words about a place."""
        draft = next(draft for draft in self._drafts.values() if draft.id == location)
        if phrase and phrase not in draft.phrases and len(draft.phrases) < PHRASES:
            draft.phrases.append(phrase)

    def locations(self) -> tuple[Location, ...]:
        """The places in the order they were met."""
        return tuple(
            Location(id=draft.id, name=draft.name, kind=draft.kind, description=_described(draft))
            for draft in self._drafts.values()
        )


def _described(draft: _Draft) -> str:
    words = " ".join(draft.phrases)
    return words if len(words) <= WORDS_LIMIT * 2 else words[: WORDS_LIMIT * 2].rsplit(" ", 1)[0]
