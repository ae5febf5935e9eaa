"""Reading embeddings where the ORM is too much: a worker looks them up in a store that another process writes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rushes.memory.database import for_reading


def kept_embedding(store: Path, content: str, model: str, frame: int) -> bytes | None:
    """An embedding in a store's file that another process writes; None also where the file can't be read now."""
    query = "SELECT vector FROM embedding WHERE content = ? AND model = ? AND frame = ?"
    try:
        with closing(for_reading(store)) as database:
            row = database.execute(query, (content, model, frame)).fetchone()
    except sqlite3.Error:
        return None
    return bytes(row[0]) if row else None
