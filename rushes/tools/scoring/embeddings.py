"""Embeddings: directions in CLIP's space, rounded once so that a kept one and a fresh one say the same."""

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
