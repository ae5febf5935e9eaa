"""Reading a gauge out of a project's own takes and verdicts."""

from sqlalchemy import Engine, func, select

from rushes.film.climb import Rung
from rushes.film.gauge import ENOUGH, Gauge, Scale, records_of, scale_of
from rushes.film.take import Judge, TakeKind
from rushes.memory.schema import ScoreRow, TakeRow, VerdictRow

NEWEST = 1000
"""Takes of a kind that are looked back on."""

_EXACT = ("width", "height", "frames", "fps")
"""Measures of which there is one right value, and no scale."""

_BACKEND = func.json_extract(TakeRow.slate, "$.backend")


def gauge_of(engine: Engine) -> Gauge:
    """How the newest takes measured, by backend, and how the steps of the climb did; without what people taught."""
    scales = tuple(scale for kind in (TakeKind.KEYFRAME, TakeKind.CLIP) for scale in _scales(engine, kind))
    return Gauge(scales=scales, records=records_of(_climbed(engine)))


def _scales(engine: Engine, kind: TakeKind) -> list[Scale]:
    newest = select(TakeRow.id).where(TakeRow.kind == kind).order_by(TakeRow.made_at.desc()).limit(NEWEST).subquery()
    query = (
        select(_BACKEND, ScoreRow.measure, ScoreRow.value)
        .join(TakeRow, TakeRow.id == ScoreRow.take)
        .where(ScoreRow.take.in_(select(newest.c.id)), ScoreRow.measure.not_in(_EXACT))
    )
    found: dict[tuple[str, str], list[float]] = {}
    with engine.connect() as connection:
        for backend, measure, value in connection.execute(query):
            found.setdefault((backend, measure), []).append(value)
    return [scale_of(kind, *of, values) for of, values in sorted(found.items()) if len(values) >= ENOUGH]


def _climbed(engine: Engine) -> list[tuple[TakeKind, str, Rung, bool]]:
    """(kind, backend, rung, whether every gate was passed) of each take that the critic judged."""
    failed = select(ScoreRow.take).where(ScoreRow.passed.is_(False)).distinct()
    query = (
        select(TakeRow.kind, _BACKEND, VerdictRow.rung, TakeRow.id.in_(failed))
        .join(TakeRow, TakeRow.id == VerdictRow.take)
        .where(VerdictRow.by == Judge.CRITIC, VerdictRow.rung != "")
        .group_by(TakeRow.id)
    )
    with engine.connect() as connection:
        rows = connection.execute(query).all()
    return [(TakeKind(kind), backend, Rung(rung), not weak) for kind, backend, rung, weak in rows]
