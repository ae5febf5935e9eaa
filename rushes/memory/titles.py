"""What a project's film is called, read with sqlite3 alone: a start list asks it of many."""

import sqlite3
from contextlib import closing
from pathlib import Path

from rushes.memory.database import for_reading

_TITLE = "SELECT json_extract(manifest, '$.title') FROM plan ORDER BY revision DESC LIMIT 1"


def title_of(folder: Path) -> str:
    """The newest plan's title; "" before there is a plan, and of a store that can't be read."""
    try:
        with closing(for_reading(folder / "rushes.db")) as db:
            row = db.execute(_TITLE).fetchone()
    except (sqlite3.Error, OSError):
        return ""
    return str(row[0] or "") if row else ""
