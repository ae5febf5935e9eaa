"""What a lane and its worker say to each other: one value a line, as JSON, so that nothing but data comes through.

The first line of all is `Begin`; then orders go down and words come up. A ticket names a call, a number anything else
that is answered.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, JsonValue, TypeAdapter
from pydantic_core import PydanticSerializationError

from rushes.errors import UserMustFix
from rushes.film.manifest import Noun
from rushes.film.setup import Setup
from rushes.studio.jobs import Job, Outcome


class Begin(Noun):
    """Be a worker: where its tools come from ("module:function", called with `given`), and how many jobs at once."""

    factory: str
    given: dict[str, JsonValue]
    slots: int


class Carry(Noun):
    """Carry out a job. `sheet` is what came onto the call sheet since the last order."""

    do: Literal["carry"] = "carry"
    ticket: int
    job: Annotated[Job, Field(discriminator="do")]
    sheet: tuple[Setup, ...] = ()


class GiveUp(Noun):
    """Give a call up at its next step."""

    do: Literal["give-up"] = "give-up"
    ticket: int


class LetGo(Noun):
    """Free the memory of these models."""

    do: Literal["let-go"] = "let-go"
    number: int
    models: tuple[str, ...]


class Ping(Noun):
    """Say that you are there."""

    do: Literal["ping"] = "ping"
    number: int


Order = Carry | GiveUp | LetGo | Ping
"""What a worker is told."""


class Trouble(Noun):
    """An error on its way to the parent: a class of `rushes.errors`, or "OSError"."""

    kind: str
    title: str
    way_out: str = ""
    faults: tuple[str, ...] = ()
    errno: int | None = None
    file: str | None = None


class Stepped(Noun):
    """A call came a step further."""

    say: Literal["stepped"] = "stepped"
    ticket: int
    done: int
    steps: int
    preview: Path | None = None


class Carried(Noun):
    """A call's result."""

    say: Literal["carried"] = "carried"
    ticket: int
    outcome: Outcome


class Failed(Noun):
    """A call's error."""

    say: Literal["failed"] = "failed"
    ticket: int
    trouble: Trouble


class GivenUp(Noun):
    """A call was given up, as it was asked."""

    say: Literal["given-up"] = "given-up"
    ticket: int


class Freed(Noun):
    """The memory of what was named is free, or why it is not."""

    say: Literal["freed"] = "freed"
    number: int
    trouble: Trouble | None = None


class Pong(Noun):
    """The worker is there: its process, and the bytes of main memory that it takes."""

    say: Literal["pong"] = "pong"
    number: int
    process: int
    memory: int


Word = Stepped | Carried | Failed | GivenUp | Freed | Pong
"""What a worker says."""

ORDER: TypeAdapter[Order] = TypeAdapter(Annotated[Order, Field(discriminator="do")])
"""Reads an order from JSON."""
WORD: TypeAdapter[Word] = TypeAdapter(Annotated[Word, Field(discriminator="say")])
"""Reads a word from JSON."""


def line(message: Begin | Order | Word) -> bytes:
    """A message as the line it travels as. Raises UserMustFix for a path that is no Unicode text."""
    try:
        return message.model_dump_json().encode() + b"\n"
    except PydanticSerializationError as error:
        raise UserMustFix(
            "A file's name is no Unicode text, and can't be handed to a worker.", "Rename its folder, or the file."
        ) from error


def carry(ticket: int, job: Job, sheet: Sequence[Setup] = ()) -> Carry:
    """The order to carry out a job, with what is new on the call sheet."""
    return Carry(ticket=ticket, job=job, sheet=tuple(sheet))
