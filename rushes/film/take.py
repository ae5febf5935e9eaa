"""Takes: one attempt each, with its slate, its scores and what was decided about it."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from pydantic import Field, JsonValue

from rushes.film.climb import Rung
from rushes.film.manifest import Noun
from rushes.film.numbers import scene_of


class TakeKind(StrEnum):
    """What a take is: a still, motion, or a finished clip."""

    KEYFRAME = "keyframe"
    CLIP = "clip"
    PRINT = "print"


class Slate(Noun):
    """A take's provenance: everything that determines its pixels, and nothing else.

    `parents` are the sha256 of the media it was made from, `parameters` the request's own values.
    """

    kind: TakeKind
    backend: str
    revision: str
    seed: int
    parents: tuple[str, ...] = ()
    parameters: dict[str, JsonValue] = Field(default_factory=dict)

    @property
    def key(self) -> str:
        """sha256 of the canonical JSON: two slates with one key make the same take."""
        return hashlib.sha256(canonical_json(self.model_dump(mode="json")).encode()).hexdigest()


def canonical_json(value: JsonValue) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


BIBLE = "bible/"
"""What the reference stills of the bible are filed under, where other takes have their shot: `bible/ada`."""


def take_id(shot: str, kind: TakeKind, count: int) -> str:
    """A take's name for people and commands: the second clip of shot 10A-3 is `10A-3/c2`."""
    return f"{shot}/{kind[0]}{count}"


def seed_for(project_seed: int, shot: str, kind: TakeKind, rounds: int, attempt: int) -> int:
    """The seed of an attempt, in [0, 2**32): fixed by the project, the shot and which attempt it is.

    `rounds` counts a person's re-rolls, `attempt` the critic's within a round.
    """
    text = f"{project_seed}/{scene_of(shot)}/{shot}/{kind}/{rounds}/{attempt}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def varied(seed: int, variation: int) -> int:
    """Another seed of the same attempt, chosen by whoever composed it; variation 0 is the seed itself."""
    if not variation:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}/{variation}".encode()).digest()[:4], "big")


class Score(Noun):
    """One measure of a take. `value` is in the measure's own unit; `reason` says in words why it fails.

    `gate` is empty for a measure that is noted and held to nothing. `percentile`, from 0 to 100, is where the value
    stood among those of the backend's earlier takes, where enough were known.
    """

    measure: str
    value: float
    gate: str
    passed: bool
    reason: str = ""
    percentile: float | None = None


class Decision(StrEnum):
    """What may be decided about a take."""

    ACCEPT = "accept"
    REROLL = "re-roll"
    ASK = "ask"
    APPROVE = "approve"
    REJECT = "reject"


class Judge(StrEnum):
    """Who decided."""

    CRITIC = "critic"
    PERSON = "person"


class Verdict(Noun):
    """A decision with its reason in words.

    Of the critic also: `rung`, the step of the climb that led to the take, and `gain`, by how much more of its gates
    the take passed than the best of its round before it, in [-1, 1]; None for the first of a round.
    """

    by: Judge
    decision: Decision
    reason: str = ""
    rung: Rung | None = None
    gain: float | None = None


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What decoding a file showed. `fps` is 0 for a still; `frames` is 1 for a still."""

    width: int
    height: int
    frames: int
    fps: Fraction


@dataclass(frozen=True, slots=True)
class Take:
    """A finished take. It never changes; what people and critics think of it stands beside it.

    `settled` is what its tool noted: how the model was held, and whatever is not as the slate asks.
    """

    id: str
    shot: str
    slate: Slate
    sha256: str
    suffix: str
    size: int
    facts: MediaFacts
    scores: tuple[Score, ...]
    made_at: str
    made_seconds: float
    settled: dict[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    @property
    def weak(self) -> bool:
        """Whether any gate failed."""
        return not all(score.passed for score in self.scores)

    @property
    def complaint(self) -> str:
        """Why it is weak, in words; empty for a take that passes."""
        return "; ".join(score.reason for score in self.scores if not score.passed)

    @property
    def media(self) -> str:
        """The media file's name in the vault."""
        return f"{self.sha256}{self.suffix}"

    @property
    def merit(self) -> float:
        """The share of gates passed, in [0, 1]: how takes of one shot are ranked when none passes all."""
        gated = [score.passed for score in self.scores if score.gate]
        return sum(gated) / len(gated) if gated else 1.0


class ShotState(StrEnum):
    """Where a shot stands."""

    PLANNED = "planned"  # nothing finished yet
    SHOT = "shot"  # a print exists and the critic accepts it
    FLAGGED = "flagged"  # the budget is spent; a person should look
    WAITING = "waiting"  # the graph waits for a person's approval
    APPROVED = "approved"
    REJECTED = "rejected"  # to be shot again with the note
    STALE = "stale"  # the plan changed after it was shot
    FAILED = "failed"  # no take could be made
    OMITTED = "omitted"  # no longer in the plan


TO_SHOOT = frozenset({ShotState.PLANNED, ShotState.REJECTED, ShotState.STALE, ShotState.FAILED, ShotState.WAITING})
"""The states in which a shot still has work for the crew."""
