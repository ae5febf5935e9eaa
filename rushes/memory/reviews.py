"""Scenes that were looked at whole: their contact sheets and what was measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.dialects.sqlite import insert

from rushes.memory.desk import Desk
from rushes.memory.schema import ReviewRow
from rushes.memory.vault import Kept

SUFFIX = ".png"
"""Of a contact sheet."""

_NEW = insert(ReviewRow).on_conflict_do_nothing()
_COLUMNS = (ReviewRow.key, ReviewRow.scene, ReviewRow.sheet, ReviewRow.size, ReviewRow.measures, ReviewRow.at)


@dataclass(frozen=True, slots=True)
class Review:
    """One look at a scene: its contact sheet in the vault, and the measures by name."""

    key: str
    scene: str
    sheet: Kept
    measures: Mapping[str, float]
    at: str


class Reviews:
    """Looks at scenes by the takes these then had. A row is only ever added."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def get(self, key: str) -> Review | None:
        """The look with that key, if it was taken."""
        with self.desk.connect() as connection:
            row = connection.execute(select(*_COLUMNS).where(ReviewRow.key == key)).mappings().first()
        return _review(row) if row else None

    def all(self) -> list[Review]:
        """Every look, oldest first."""
        query = select(*_COLUMNS).order_by(ReviewRow.at, ReviewRow.key)
        with self.desk.connect() as connection:
            return [_review(row) for row in connection.execute(query).mappings()]

    def drop(self, key: str) -> None:
        """Forget a look whose sheet is lost."""
        with self.desk.begin() as connection:
            connection.execute(delete(ReviewRow).where(ReviewRow.key == key))

    def add(self, review: Review) -> None:
        """Keep a look whose sheet is already in the vault; one that is there stays as it is."""
        row = {"key": review.key, "scene": review.scene, "sheet": review.sheet.sha256, "size": review.sheet.size}
        measures = json.dumps(dict(review.measures), sort_keys=True)
        with self.desk.begin() as connection:
            connection.execute(_NEW, {**row, "measures": measures, "at": review.at})


def _review(row: RowMapping) -> Review:
    sheet = Kept(row["sheet"], SUFFIX, row["size"])
    return Review(row["key"], row["scene"], sheet, json.loads(row["measures"]), row["at"])
