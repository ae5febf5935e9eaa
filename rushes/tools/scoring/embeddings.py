"""Embeddings: directions in CLIP's space, rounded once so that a kept one and a fresh one say the same."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Embedding = NDArray[np.float32]
"""A unit vector, rounded to 16-bit floats."""

OF_TEXT = -1
"""The frame number under which a text's embedding is kept."""


class EmbeddingCache(Protocol):
    """Where embeddings are kept: 16-bit floats as bytes, by what they show, which model saw it, and the frame."""

    def get(self, content: str, model: str, frame: int) -> bytes | None:
        """The embedding of a frame (OF_TEXT: of a text) of what has this sha256, if it is kept."""
        ...

    def add(self, content: str, model: str, frame: int, vector: bytes) -> None:
        """Keep an embedding."""
        ...


class Uncached:
    """Keeps nothing."""

    def get(self, content: str, model: str, frame: int) -> bytes | None:  # noqa: ARG002 - nothing is kept
        """None."""
        return None

    def add(self, content: str, model: str, frame: int, vector: bytes) -> None:
        """Nothing."""


def to_bytes(vector: NDArray[np.float32]) -> bytes:
    """The direction of a vector in 16-bit floats, little-endian."""
    length = float(np.linalg.norm(vector))
    return (vector / (length or 1.0)).astype("<f2").tobytes()


def from_bytes(kept: bytes) -> Embedding:
    """A kept embedding as it is compared."""
    return np.frombuffer(kept, dtype="<f2").astype(np.float32)


def likeness(one: Embedding, other: Embedding) -> float:
    """The cosine between two embeddings, in [-1, 1]; 0 for one without a direction."""
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return float(np.clip(float(one @ other) / lengths, -1.0, 1.0)) if lengths else 0.0


def sha256_of(file: Path) -> str:
    """What a file holds, as embeddings are kept under."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def margins(
    people: Mapping[str, Embedding], cast: Mapping[str, Sequence[Embedding]], prefix: str = ""
) -> dict[str, float]:
    """`identity` and `identity-margin` of the people seen, beside the stills of the whole cast.

    The first is the likeness of each to the best of their own stills, the least of all people; the second by how much
    that is more than the likeness to anybody else's best. Neither where nobody has a still, no margin where nobody
    else has.
    """
    own: list[float] = []
    ahead: list[float] = []
    for character in people.keys() & cast.keys():
        alike = {name: max(likeness(people[character], one) for one in stills) for name, stills in cast.items()}
        mine = alike.pop(character)
        own.append(mine)
        if alike:
            ahead.append(mine - max(alike.values()))
    found = {f"{prefix}identity": min(own)} if own else {}
    return found | ({f"{prefix}identity-margin": min(ahead)} if ahead else {})
