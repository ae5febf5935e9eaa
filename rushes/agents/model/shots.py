"""Shots as a model writes them, made to hold: known people, paragraphs in order, quotes that stand in the source."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from rushes.agents.house.coverage.excerpts import clipped, excerpt, plain
from rushes.agents.house.coverage.timing import LETTERS_A_SECOND
from rushes.agents.model.bible import Bible, Seen, ShortText
from rushes.agents.model.pieces import Piece
from rushes.agents.model.quotes import Quotes
from rushes.film.breakdown import Beat, BeatKind, SceneBreakdown
from rushes.film.grammar.cutting import MOST_FIGURES
from rushes.film.grammar.pace import LONGEST, SHORTEST
from rushes.film.manifest import Figure, Line, Note, Shot, Span
from rushes.film.vocabulary import Angle, Facing, Feeling, Move, Place, Pose, Prop, ShotSize

SECONDS = tuple(SHORTEST + step / 2 for step in range(int((LONGEST - SHORTEST) * 2) + 1))
"""The lengths a model chooses from: 2, 2.5, … 8."""

NOBODY = "nobody"
"""What a model calls a voice that belongs to no character."""

MOST_SHOTS = 8
"""The most shots in one exchange: beyond some twenty, models lose the thread of their own JSON."""

_LINES = 120
"""Characters of speech in one shot; with a breath they are read in LONGEST seconds."""

_NARRATION = 64
_SHORTEST_LINE = 12
_SUBJECT = 120


class PlannedFigure(Seen):
    """A character's part in a shot."""

    character: ShortText
    place: Place = Place.CENTRE
    facing: Facing = Facing.CAMERA
    pose: Pose = Pose.STAND
    feeling: Feeling = Feeling.NEUTRAL


class PlannedLine(Seen):
    """Words that are spoken."""

    speaker: ShortText = NOBODY
    words: Annotated[str, Field(max_length=300)]
    delivery: Annotated[str, Field(max_length=60)] = ""


class FramedShot(Seen):
    """What may be changed of a shot when the referee objects."""

    shot: ShortText
    size: ShotSize
    angle: Angle = Angle.EYE
    move: Move = Move.STATIC
    figures: list[PlannedFigure] = Field(default_factory=list[PlannedFigure], max_length=MOST_FIGURES)
    props: list[Prop] = Field(default_factory=list[Prop], max_length=3)
    seconds: Annotated[float, Field(ge=SHORTEST, le=LONGEST)] = 3.5


class PlannedShot(FramedShot):
    """A shot, whole."""

    first: int
    last: int
    action: Annotated[str, Field(max_length=240)]
    subject: Annotated[str, Field(max_length=_SUBJECT)] = ""
    lines: list[PlannedLine] = Field(default_factory=list[PlannedLine], max_length=2)


class ShotBatch(Seen):
    """Shots for some paragraphs."""

    shots: list[PlannedShot] = Field(max_length=MOST_SHOTS)


class MendedBatch(Seen):
    """Shots with another framing."""

    shots: list[FramedShot] = Field(max_length=MOST_SHOTS)


@dataclass(slots=True)
class Slate:
    """A scene's shots as they are written down, in order, with what had to be said about them."""

    scene: SceneBreakdown
    place: str
    bible: Bible
    shots: list[Shot] = field(default_factory=list[Shot])
    notes: list[Note] = field(default_factory=list[Note])
    told: set[Beat] = field(default_factory=set[Beat])

    @property
    def next_number(self) -> int:
        """The next shot's own number."""
        return len(self.shots) + 1

    def write(self, planned: Iterable[PlannedShot], pieces: Sequence[Piece], text: str) -> None:
        """Take planned shots over, in the order of their numbers. `text` is the reading's."""
        quotes = Quotes(text[pieces[0].span.start : pieces[-1].span.end])
        numbers = [piece.number for piece in pieces]
        at = 0
        for shot in planned:
            at = min(max(bisect_left(numbers, shot.first), at), len(pieces) - 1)
            last = min(max(bisect_left(numbers, shot.last), at), len(pieces) - 1)
            span = Span(start=pieces[at].span.start, end=pieces[last].span.end)
            self.shots.append(self._held(shot, span, quotes))

    def _held(self, planned: PlannedShot, span: Span, quotes: Quotes) -> Shot:
        number = f"{self.scene.number}-{self.next_number}"
        figures = self.figures(number, planned.figures)
        lines = self._lines(number, planned.lines, quotes)
        narration = "" if lines else self._narration(span)
        letters = len(narration) + sum(len(line.text) for line in lines)
        names = [self.bible.people[figure.character].name for figure in figures]
        subject = plain(planned.subject) or " and ".join(names) or self.place
        return Shot(
            number=number,
            size=planned.size,
            angle=planned.angle,
            move=planned.move,
            subject=clipped(subject, _SUBJECT),
            figures=figures,
            props=tuple(dict.fromkeys(planned.props)),
            action=plain(planned.action),
            dialogue=lines,
            narration=narration,
            seconds=max(planned.seconds, least_seconds(letters)),
            span=span,
        )

    def figures(self, number: str, planned: Iterable[PlannedFigure]) -> tuple[Figure, ...]:
        """The figures whose characters are known, each once; who is not is left out with a note."""
        found: dict[str, Figure] = {}
        for figure in planned:
            known = self.bible.person(figure.character.strip())
            if known is None:
                self._note(number, f"it shows {clipped(figure.character, 40)!r}, whom the bible doesn't know")
                continue
            own = figure.model_dump(include={"place", "facing", "pose", "feeling"})
            found.setdefault(known, Figure(character=known, **own))
        return tuple(found.values())[:MOST_FIGURES]

    def _lines(self, number: str, planned: Iterable[PlannedLine], quotes: Quotes) -> tuple[Line, ...]:
        """What stands in the source of what is said, as long as it can be read."""
        lines: list[Line] = []
        room = _LINES
        for line in planned:
            words = quotes.find(line.words)
            if not words:
                self._note(number, f"the story has no such words: {clipped(line.words, 120)!r}")
                continue
            if room < _SHORTEST_LINE:
                self._note(number, f"no time to say {clipped(words, 120)!r}")
                continue
            said = excerpt(words, room)
            room -= len(said)
            speaker = self.bible.person(line.speaker.strip())
            lines.append(Line(speaker=speaker, text=said, delivery=plain(line.delivery)))
        return tuple(lines)

    def _narration(self, span: Span) -> str:
        """The source's own words over a shot in which nobody speaks: its weightiest beat that was not read yet."""
        inside = [
            beat
            for beat in self.scene.beats
            if span.start <= beat.span.start < span.end and beat.kind is not BeatKind.SPEECH and beat not in self.told
        ]
        heaviest = max(inside, key=lambda beat: beat.weight, default=None)
        if heaviest is None:
            return ""
        self.told.add(heaviest)
        return excerpt(plain(heaviest.text), _NARRATION)

    def _note(self, number: str, text: str) -> None:
        self.notes.append(Note(rule="director", where=number, text=f"Left out: {text}."))


def least_seconds(letters: int) -> float:
    """The least a shot with so many characters to read needs."""
    return min(LONGEST, max(SHORTEST, letters / LETTERS_A_SECOND + 0.25)) if letters else SHORTEST
