"""What models saw in takes, stills and texts: looked once, found again."""

import json
from collections.abc import Iterable

from sqlalchemy import Engine, func, select
from sqlalchemy.dialects.sqlite import insert

from rushes.memory.schema import EmbeddingRow

_NEW = insert(EmbeddingRow).on_conflict_do_nothing()


class Embeddings:
    """Embeddings by the sha256 of what they show, the model that saw it, and the frame (-1: a text)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def get(self, content: str, model: str, frame: int) -> bytes | None:
        """16-bit floats, little-endian, if they are kept."""
        row = EmbeddingRow
        query = select(row.vector).where(row.content == content, row.model == model, row.frame == frame)
        with self.engine.connect() as connection:
            return connection.scalar(query)

    def of(self, contents: Iterable[str], frame: int = 0) -> list[tuple[str, str, bytes]]:
        """(content, model, vector) of everything that was seen in a frame of these, in a fixed order."""
        # As one JSON text: a long film has more keyframes than a statement may have parameters.
        wanted = func.json_each(json.dumps(sorted(set(contents)))).table_valued("value")
        row = EmbeddingRow
        query = (
            select(row.content, row.model, row.vector)
            .where(row.content.in_(select(wanted.c.value)), row.frame == frame)
            .order_by(row.content, row.model)
        )
        with self.engine.connect() as connection:
            return [(content, model, vector) for content, model, vector in connection.execute(query)]

    def add(self, content: str, model: str, frame: int, vector: bytes) -> None:
        """Keep an embedding; one that is there stays as it is."""
        with self.engine.begin() as connection:
            connection.execute(_NEW, {"content": content, "model": model, "frame": frame, "vector": vector})
