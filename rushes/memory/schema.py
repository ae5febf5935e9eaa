"""The project store's tables. Every change here needs a migration beside it."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables of `rushes.db`."""


class SourceRow(Base):
    """The reading the film is made from; one row."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str]
    reading: Mapped[str]
    """The Reading as JSON, its text included."""


class PlanRow(Base):
    """One revision of the Scene Manifest. The newest is the plan; the older ones are its history."""

    __tablename__ = "plan"

    revision: Mapped[int] = mapped_column(primary_key=True)
    manifest: Mapped[str]
    brain: Mapped[str]
    made_at: Mapped[str]
    approved: Mapped[bool | None]


class ShotRow(Base):
    """Where a shot stands. What it is, is in the plan."""

    __tablename__ = "shot"

    number: Mapped[str] = mapped_column(primary_key=True)
    scene: Mapped[str] = mapped_column(index=True)
    ordinal: Mapped[int]
    state: Mapped[str]
    intent: Mapped[str]
    """sha256 of everything that a print of this shot depends on."""
    rounds: Mapped[int] = mapped_column(default=0)
    """How often a person sent it back; part of every seed."""
    note: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    keyframe: Mapped[str | None]
    clip: Mapped[str | None]
    print: Mapped[str | None]
    """The circle takes' ids."""


class TakeRow(Base):
    """A finished take. Rows are only ever added, after their media is safe."""

    __tablename__ = "take"
    __table_args__ = (UniqueConstraint("shot", "key"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    shot: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    count: Mapped[int]
    key: Mapped[str]
    slate: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    suffix: Mapped[str]
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    frames: Mapped[int]
    fps: Mapped[str]
    made_at: Mapped[str]
    made_seconds: Mapped[float]
    settled: Mapped[str] = mapped_column(server_default="{}")
    """JSON: what its tool noted about how it was made."""


class ScoreRow(Base):
    """One measure of a take, with its gate."""

    __tablename__ = "score"

    take: Mapped[str] = mapped_column(ForeignKey("take.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(primary_key=True)
    ordinal: Mapped[int]
    value: Mapped[float]
    gate: Mapped[str]
    passed: Mapped[bool]
    reason: Mapped[str]
    percentile: Mapped[float | None]
    """Where it stood among the backend's earlier takes, where enough were known."""


class VerdictRow(Base):
    """One decision about a take, by the critic or a person; the history is kept."""

    __tablename__ = "verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    take: Mapped[str] = mapped_column(ForeignKey("take.id"), index=True)
    by: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str]
    rung: Mapped[str] = mapped_column(server_default="")
    """The critic's step that led to the take; empty for a person's word."""
    gain: Mapped[float | None]
    """By how much more of its gates it passed than the best of its round before it."""


class FailureRow(Base):
    """An attempt that made no take, and why."""

    __tablename__ = "failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    shot: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    key: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str]


class PieceRow(Base):
    """A made piece of the cut (a faded part, a dissolve), found again by what it is made of."""

    __tablename__ = "piece"

    key: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    suffix: Mapped[str]
    frames: Mapped[int]


class CutRow(Base):
    """A finished cut of the film."""

    __tablename__ = "cut"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    takes: Mapped[str]
    """The prints' ids in order, as JSON."""
    frames: Mapped[int]
    sha256: Mapped[str]
    made_at: Mapped[str]


class RunRow(Base):
    """One run of the film graph. `ended_at` is empty while it goes on or when it was killed."""

    __tablename__ = "run"

    id: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int | None]
    making: Mapped[str]
    """sha256 of the settings that pictures depend on."""
    started_at: Mapped[str]
    ended_at: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    gauge: Mapped[str] = mapped_column(server_default="")
    """The Gauge it judges by, as JSON: the same over every kill."""
    scope: Mapped[str] = mapped_column(server_default="")
    """Its Scope as JSON; empty for a run from before there were any."""


class CompositionRow(Base):
    """How a brain composed an attempt at a shot: its prompts and tool calls. Asked once, found again."""

    __tablename__ = "composition"

    key: Mapped[str] = mapped_column(primary_key=True)
    """sha256 of everything the brain was asked with."""
    shot: Mapped[str] = mapped_column(index=True)
    by: Mapped[str]
    answer: Mapped[str]
    """The Composition as JSON."""
    at: Mapped[str]


class MessageRow(Base):
    """One message of the conversation with the director."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str]
    """person, director or tool."""
    text: Mapped[str]
    data: Mapped[str] = mapped_column(default="")
    """Tool calls of a director's message, or a tool's result with what undoes it, as JSON."""
    at: Mapped[str]


class EmbeddingRow(Base):
    """What a model saw in a frame or a text."""

    __tablename__ = "embedding"

    content: Mapped[str] = mapped_column(primary_key=True)
    """sha256 of the media, or of the text."""
    model: Mapped[str] = mapped_column(primary_key=True)
    """Its name and the digest of its files."""
    frame: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """-1 for a text."""
    vector: Mapped[bytes]
    """A unit vector in 16-bit floats, little-endian."""


class StillRow(Base):
    """A reference still of the bible. Its file is a PNG in the vault."""

    __tablename__ = "still"

    subject: Mapped[str] = mapped_column(primary_key=True)
    """The id of the character or place it shows."""
    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    ordinal: Mapped[int]
    at: Mapped[str]


class ReviewRow(Base):
    """A scene that was looked at whole, found again by the takes it then had."""

    __tablename__ = "review"

    key: Mapped[str] = mapped_column(primary_key=True)
    scene: Mapped[str] = mapped_column(index=True)
    sheet: Mapped[str]
    """sha256 of its contact sheet, a PNG in the vault."""
    size: Mapped[int]
    measures: Mapped[str]
    """JSON: what was measured, by name."""
    at: Mapped[str]


class TurnRow(Base):
    """One call as its lane saw it: what times are learnt from."""

    __tablename__ = "turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    work: Mapped[str]
    """keyframe, clip, print …"""
    model: Mapped[str]
    lane: Mapped[str]
    device: Mapped[str]
    """What the lane's device is called: another card on the same lane is another story."""
    amount: Mapped[float]
    """How much work: frames, or 1."""
    seconds: Mapped[float]
    """Once its model was there."""
    load: Mapped[float | None]
    """Until its model was there; empty where it was."""
    silence: Mapped[float]
    """The longest time between two signs of it."""
