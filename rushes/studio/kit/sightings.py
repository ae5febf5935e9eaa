"""What scorers saw, in a worker: found again, and told to the one process that writes the project's store."""

import threading
from base64 import b64encode
from pathlib import Path

from rushes.memory.embedding_file import kept_embedding
from rushes.studio.jobs import Seen


class Sightings:
    """An `EmbeddingCache` over a store that is read only. `store` is its file; without one nothing is known before."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = store
        self._known: dict[tuple[str, str, int], bytes] = {}
        self._new: list[Seen] = []
        self._turn = threading.Lock()

    def get(self, content: str, model: str, frame: int) -> bytes | None:
        """What was seen here, or is in the store."""
        with self._turn:
            found = self._known.get((content, model, frame))
        return found or (kept_embedding(self._store, content, model, frame) if self._store else None)

    def add(self, content: str, model: str, frame: int, vector: bytes) -> None:
        """Keep an embedding, to be told of."""
        seen = Seen.model_validate({"content": content, "model": model, "frame": frame, "vector": b64encode(vector)})
        with self._turn:
            self._known[content, model, frame] = vector
            self._new.append(seen)

    def drain(self) -> tuple[Seen, ...]:
        """What was seen since this was last asked."""
        with self._turn:
            new, self._new = self._new, []
        return tuple(new)
