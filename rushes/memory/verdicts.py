"""Every verdict of a project at once, and what people said of takes that had been measured."""

from collections.abc import Iterator

from sqlalchemy import Engine, select

from rushes.film.learning import Spoken
from rushes.film.take import BIBLE, Decision, Judge, Score, Take, TakeKind, Verdict
from rushes.memory.runs import ROW
from rushes.memory.schema import RunRow, TakeRow, VerdictRow
from rushes.memory.store import ProjectStore

_UNMEASURED = "nobody measured"
"""How the critic's reason begins where a gate's measure is missing: the value beside it is none."""


def verdicts_by_take(engine: Engine) -> dict[str, list[Verdict]]:
    """The verdicts on each take that has some, oldest first."""
    row = VerdictRow
    query = select(row.take, row.by, row.decision, row.reason, row.rung, row.gain).order_by(row.id)
    found: dict[str, list[Verdict]] = {}
    with engine.connect() as connection:
        for take, by, decision, reason, rung, gain in connection.execute(query):
            said = {"by": by, "decision": decision, "reason": reason, "rung": rung or None, "gain": gain}
            found.setdefault(take, []).append(Verdict.model_validate(said))
    return found


def newest_run_began(engine: Engine) -> str:
    """When the newest run began; empty before the first."""
    newest = select(RunRow.started_at).order_by(ROW.desc()).limit(1)
    with engine.connect() as connection:
        return connection.scalar(newest) or ""


def spoken_of(store: ProjectStore) -> list[Spoken]:
    """People's words on the stills and clips of shots, one a take: the newest stands.

    People look at prints. What is said of one is said of the clip and the still it was made from.
    """
    words: dict[str, tuple[Take, bool]] = {}
    for take_id, decision in _words(store.engine):
        for shown in _shown(store, store.takes.get(take_id)):
            words[shown.id] = (shown, decision == Decision.APPROVE)
    return [_spoken(take, approved=approved) for take, approved in words.values()]


def _words(engine: Engine) -> list[tuple[str, str]]:
    """(take, decision) of each approval and rejection by a person, oldest first."""
    said = VerdictRow.decision.in_((Decision.APPROVE, Decision.REJECT))
    query = select(VerdictRow.take, VerdictRow.decision).where(VerdictRow.by == Judge.PERSON, said)
    with engine.connect() as connection:
        return [(take, decision) for take, decision in connection.execute(query.order_by(VerdictRow.id))]


def _shown(store: ProjectStore, take: Take) -> Iterator[Take]:
    """The still and the clip that somebody saw who saw this take. The bible's stills are no shot's."""
    if take.shot.startswith(BIBLE):
        return
    if take.slate.kind is not TakeKind.PRINT:
        yield take
    if take.slate.kind is not TakeKind.KEYFRAME:
        for parent in take.slate.parents:
            made_from = _of_shot(store, take.shot, parent)
            if made_from:
                yield from _shown(store, made_from)


def _of_shot(store: ProjectStore, shot: str, sha256: str) -> Take | None:
    """The shot's take with that medium, the newest of several."""
    query = select(TakeRow.id).where(TakeRow.shot == shot, TakeRow.sha256 == sha256).order_by(TakeRow.made_at.desc())
    with store.engine.connect() as connection:
        found = connection.scalar(query.limit(1))
    return store.takes.get(found) if found else None


def _spoken(take: Take, *, approved: bool) -> Spoken:
    measures = {score.measure: score.value for score in take.scores if _held(score)}
    return Spoken(take.slate.kind, take.slate.backend, measures, take.weak, approved)


def _held(score: Score) -> bool:
    """Whether it was measured and held to a gate: a camera that rests is asked for no motion, and teaches none."""
    return bool(score.gate) and not score.reason.startswith(_UNMEASURED)
