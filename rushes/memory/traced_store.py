"""What a run finds in the store when it begins: read out for its trace, and laid into an empty store for a replay."""

from collections.abc import Collection, Iterable
from typing import Literal

from sqlalchemy import insert, select

from rushes.film.take import BIBLE, TO_SHOOT, Decision, Judge, ShotState, Take, TakeKind, Verdict
from rushes.film.trace import (
    Began,
    KnownComposition,
    KnownPiece,
    KnownReview,
    KnownStill,
    KnownWord,
    Planned,
    Standing,
)
from rushes.memory.reviews import Review
from rushes.memory.schema import CompositionRow, PieceRow, PlanRow, ShotRow
from rushes.memory.stills import SUFFIX
from rushes.memory.store import ProjectStore
from rushes.memory.vault import Kept

_BOARD = (
    ShotRow.number,
    ShotRow.state,
    ShotRow.rounds,
    ShotRow.note,
    ShotRow.reason,
    ShotRow.keyframe,
    ShotRow.clip,
    ShotRow.print,
)
_FIELDS = tuple(Standing.model_fields)


def board(store: ProjectStore) -> tuple[Standing, ...]:
    """Where every shot stands, omitted ones too, in film order."""
    with store.engine.connect() as connection:
        rows = connection.execute(select(*_BOARD).order_by(ShotRow.ordinal, ShotRow.number)).all()
    return tuple(Standing.model_validate(dict(zip(_FIELDS, row, strict=True))) for row in rows)


def plan_in_force(store: ProjectStore) -> Planned | None:
    """The newest plan."""
    newest = store.plans.newest()
    if newest is None:
        return None
    return Planned(revision=newest.revision, brain=newest.brain, approved=newest.approved, manifest=newest.manifest)


def at_work(shots: Iterable[Standing], *, waits: bool) -> frozenset[str]:
    """The shots that have work. `waits`: for a person, before anything is shot, who may give work to any."""
    shown = (one for one in shots if one.state is not ShotState.OMITTED)
    return frozenset(one.number for one in shown if waits or one.state in TO_SHOOT)


def takes_met(
    store: ProjectStore, shots: Iterable[Standing], working: Collection[str], *, keyframes: bool = False
) -> tuple[Take, ...]:
    """Every take of the shots at work, and the prints (if wanted, the keyframes too) of the others."""
    met: list[Take] = []
    for one in shots:
        if one.number in working:
            met += store.takes.all(one.number)
        elif one.print and one.state is not ShotState.OMITTED:
            met.append(store.takes.get(one.print))
            if keyframes and one.keyframe:
                met.append(store.takes.get(one.keyframe))
    return (*met, *_references(store))


def _references(store: ProjectStore) -> list[Take]:
    return [take for take in store.takes.all(kind=TakeKind.KEYFRAME) if take.shot.startswith(BIBLE)]


def bible_met(store: ProjectStore) -> tuple[KnownWord, ...]:
    """What people said of the bible's stills."""
    words: dict[Decision, Literal["approve", "reject"]] = {Decision.APPROVE: "approve", Decision.REJECT: "reject"}
    return tuple(
        KnownWord(take=take.id, word=words[said.decision], note=said.reason)
        for take in _references(store)
        for said in store.takes.verdicts(take.id)
        if said.by is Judge.PERSON and said.decision in words
    )


def reviews_met(store: ProjectStore) -> tuple[KnownReview, ...]:
    """Every look at a scene: takes that were circled again are found under an older one."""
    return tuple(
        KnownReview(
            key=one.key, scene=one.scene, sha256=one.sheet.sha256, size=one.sheet.size, measures=dict(one.measures)
        )
        for one in store.reviews.all()
    )


def pieces_met(store: ProjectStore) -> tuple[KnownPiece, ...]:
    """Every piece of a cut."""
    query = select(PieceRow.key, PieceRow.sha256, PieceRow.suffix, PieceRow.frames).order_by(PieceRow.key)
    with store.engine.connect() as connection:
        rows = connection.execute(query).all()
    return tuple(KnownPiece(key=row[0], sha256=row[1], suffix=row[2], frames=row[3]) for row in rows)


def compositions_met(store: ProjectStore, working: Collection[str]) -> tuple[KnownComposition, ...]:
    """A brain's answers for the shots at work."""
    query = select(CompositionRow.key, CompositionRow.shot, CompositionRow.by, CompositionRow.answer)
    with store.engine.connect() as connection:
        rows = connection.execute(query.order_by(CompositionRow.key)).all()
    known = (KnownComposition(key=row[0], shot=row[1], by=row[2], answer=row[3]) for row in rows)
    return tuple(one for one in known if one.shot in working)


def stills_met(store: ProjectStore) -> tuple[KnownStill, ...]:
    """The bible's reference stills."""
    rows = store.stills.all().items()
    return tuple(KnownStill(subject=one, sha256=still.sha256, size=still.size) for one, row in rows for still in row)


def lay_in(store: ProjectStore, begin: Began) -> None:
    """Bring an empty store to where a run began."""
    store.plans.keep_source(begin.reading)
    if begin.plan:
        _lay_in_plan(store, begin.plan, begin.at)
        _lay_in_board(store, begin.board)
    store.takes.lay_in(begin.takes)
    with store.engine.begin() as connection:
        for piece in begin.pieces:
            connection.execute(insert(PieceRow), piece.model_dump())
        for one in begin.compositions:
            connection.execute(insert(CompositionRow), {**one.model_dump(), "at": begin.at})
    for look in begin.reviews:
        sheet = Kept(look.sha256, SUFFIX, look.size)
        store.reviews.add(Review(look.key, look.scene, sheet, look.measures, begin.at))
    for word in begin.bible:
        verdict = Verdict(by=Judge.PERSON, decision=Decision(word.word), reason=word.note)
        store.takes.judge(word.take, verdict, begin.at)
    for still in begin.stills:
        store.stills.add(still.subject, Kept(still.sha256, SUFFIX, still.size), begin.at)


def _lay_in_plan(store: ProjectStore, plan: Planned, at: str) -> None:
    with store.engine.begin() as connection:
        manifest = plan.manifest.model_dump_json()
        row = {"revision": plan.revision, "manifest": manifest, "brain": plan.brain, "made_at": at}
        connection.execute(insert(PlanRow), {**row, "approved": plan.approved})


def _lay_in_board(store: ProjectStore, shots: tuple[Standing, ...]) -> None:
    rows = [
        {**one.model_dump(), "scene": one.number.partition("-")[0], "ordinal": ordinal, "intent": ""}
        for ordinal, one in enumerate(shots)
    ]
    with store.engine.begin() as connection:
        connection.execute(insert(ShotRow), rows)
