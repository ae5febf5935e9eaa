"""What a lane is asked to do, and what comes of it: plain values, so that they travel between processes and machines.

Paths are those of files that both ends see: the project's folder, a scratch folder in it.
"""

from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, JsonValue, TypeAdapter

from rushes.film.cut import Dissolve, Part
from rushes.film.encoding import Encoding
from rushes.film.manifest import Noun
from rushes.film.setup import Setup
from rushes.film.take import Slate, TakeKind
from rushes.tools.protocols import Reference, Shown


class Make(Noun):
    """Make a take's file in `scratch`, from its slate and the files of its parents, in the slate's order."""

    do: Literal["make"] = "make"
    slate: Slate
    parents: tuple[Path, ...] = ()
    scratch: Path


class Look(Noun):
    """Decode and measure a file that was made, held beside what it should look like: see `Sight`."""

    do: Literal["look"] = "look"
    kind: TakeKind
    file: Path
    setup: Setup
    stills: tuple[Path, ...] = ()
    bible: tuple[Reference, ...] = ()
    bare: bool = False


class Compare(Noun):
    """Look at a scene as a whole: how its shots go together, in film order, and all of them on one sheet."""

    do: Literal["compare"] = "compare"
    shots: tuple[Shown, ...]
    scratch: Path


class Splice(Noun):
    """Make a piece of the cut: a part of the first file, or a dissolve from the first into the second."""

    do: Literal["splice"] = "splice"
    piece: Part | Dissolve
    files: tuple[Path, ...]
    fps: Fraction
    crf: int
    preset: str
    scratch: Path

    @property
    def encoding(self) -> Encoding:
        """How it is encoded."""
        return Encoding(self.fps, self.crf, self.preset)


class Join(Noun):
    """Join files into a film, with its sound: a recording, its seconds, and the spans of it that are heard."""

    do: Literal["join"] = "join"
    files: tuple[Path, ...]
    recording: Path | None = None
    seconds: Fraction = Fraction(0)
    spans: tuple[tuple[Fraction, Fraction], ...] = ()
    scratch: Path


Job = Make | Look | Compare | Splice | Join
"""One tool call."""


class Seen(Noun):
    """What a scorer's model saw in a frame (-1: a text) of some content (its sha256), for others to find again."""

    content: str
    model: str
    frame: int
    vector: Base64Bytes


class Outcome(Noun):
    """What came of a job: the file that was made, what its tool settled for, the measures, the embeddings."""

    file: Path | None = None
    settled: dict[str, JsonValue] = Field(default_factory=dict[str, JsonValue])
    measures: dict[str, float] = Field(default_factory=dict[str, float])
    seen: tuple[Seen, ...] = ()


JOB: TypeAdapter[Job] = TypeAdapter(Annotated[Job, Field(discriminator="do")])
"""Reads a job from JSON."""
