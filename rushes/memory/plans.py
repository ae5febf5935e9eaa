"""The source and the revisions of the plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from rushes.errors import BadProject
from rushes.film.manifest import SceneManifest
from rushes.film.numbers import scene_of
from rushes.film.reading import Reading
from rushes.film.revision import intents, keeping_numbers
from rushes.film.take import ShotState
from rushes.memory.readings import reading_from_json, reading_to_json
from rushes.memory.schema import PlanRow, ShotRow, SourceRow


@dataclass(frozen=True, slots=True)
class Plan:
    """A revision of the manifest. `approved` is None until a person says."""

    revision: int
    manifest: SceneManifest
    brain: str
    approved: bool | None


class Plans:
    """What is to be filmed, and from what."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._newest: Plan | None = None
        self._source: Reading | None = None

    def keep_source(self, reading: Reading) -> None:
        """Set the project's reading."""
        with Session(self.engine) as session, session.begin():
            row = SourceRow(id=1, name=reading.name, sha256=reading.sha256, reading=reading_to_json(reading))
            session.merge(row)
        self._source = None

    def source(self) -> Reading:
        """The project's reading. Raises BadProject when there is none. Read once: it never changes."""
        if self._source is None:
            with Session(self.engine) as session:
                row = session.get(SourceRow, 1)
            if row is None:
                raise BadProject("This project has no source yet.", "Start one with `rushes new SOURCE`.")
            self._source = reading_from_json(row.reading)
        return self._source

    def adopt(self, manifest: SceneManifest, brain: str, at: str) -> Plan:
        """Make a manifest the plan: a new revision, shots added, changed ones stale, missing ones omitted."""
        before = self.newest()
        kept = keeping_numbers(manifest, before.manifest if before else None)
        fresh = Plan((before.revision if before else 0) + 1, kept, brain, None)
        with Session(self.engine) as session, session.begin():
            session.add(
                PlanRow(
                    revision=fresh.revision,
                    manifest=kept.model_dump_json(),
                    brain=brain,
                    made_at=at,
                    approved=None,
                )
            )
            _sync_shots(session, intents(kept))
        self._newest = fresh
        return fresh

    def newest(self) -> Plan | None:
        """The newest plan, or None. Read once: while this process has the project, no other writes plans."""
        if self._newest is None:
            with Session(self.engine) as session:
                row = session.scalars(select(PlanRow).order_by(PlanRow.revision.desc()).limit(1)).first()
            if row:
                manifest = SceneManifest.model_validate_json(row.manifest)
                self._newest = Plan(row.revision, manifest, row.brain, row.approved)
        return self._newest

    def unreadable(self) -> list[int]:
        """The revisions that can't be made sense of any more."""
        with Session(self.engine) as session:
            return [row.revision for row in session.scalars(select(PlanRow)) if not _is_manifest(row.manifest)]

    def drop(self, revisions: Iterable[int]) -> None:
        """Forget revisions that can't be made sense of: the newest before them is the plan, or a new one is made."""
        with Session(self.engine) as session, session.begin():
            session.execute(delete(PlanRow).where(PlanRow.revision.in_(tuple(revisions))))
        self._newest = None

    def current(self) -> Plan:
        """The newest plan. Raises BadProject when there is none."""
        plan = self.newest()
        if plan is None:
            raise BadProject("This project has no plan yet.", "Make one with `rushes plan`.")
        return plan

    def approve(self, *, approved: bool) -> None:
        """Record a person's word on the newest plan."""
        plan = self.current()
        with self.engine.begin() as connection:
            connection.execute(update(PlanRow).where(PlanRow.revision == plan.revision).values(approved=approved))
        self._newest = replace(plan, approved=approved)


def _is_manifest(text: str) -> bool:
    try:
        SceneManifest.model_validate_json(text)
    except ValidationError:
        return False
    return True


def _sync_shots(session: Session, wanted: dict[str, str]) -> None:
    rows = {row.number: row for row in session.scalars(select(ShotRow))}
    for ordinal, (number, intent) in enumerate(wanted.items()):
        row = rows.get(number)
        if row is None:
            session.add(
                ShotRow(number=number, scene=scene_of(number), ordinal=ordinal, state=ShotState.PLANNED, intent=intent)
            )
            continue
        row.ordinal = ordinal
        if row.intent != intent or row.state == ShotState.OMITTED:
            row.intent = intent
            row.state = ShotState.STALE if row.print else ShotState.PLANNED
    for number, row in rows.items():
        if number not in wanted:
            row.state = ShotState.OMITTED
