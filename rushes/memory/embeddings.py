"""What models saw in takes, stills and texts: looked once, found again."""

from sqlalchemy import Engine, select
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

    def add(self, content: str, model: str, frame: int, vector: bytes) -> None:
        """Keep an embedding; one that is there stays as it is."""
        with self.engine.begin() as connection:
            connection.execute(_NEW, {"content": content, "model": model, "frame": frame, "vector": vector})
