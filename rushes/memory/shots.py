"""Where every shot stands."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from rushes.errors import NoSuchShot
from rushes.film.numbers import scene_of
from rushes.film.take import ShotState, Take
from rushes.memory.desk import Desk
from rushes.memory.schema import ShotRow


@dataclass(frozen=True, slots=True)
class ShotStanding:
    """Where a shot stands: its state, how often a person sent it back, and its circle takes' ids."""

    number: str
    state: ShotState
    rounds: int
    note: str
    reason: str
    keyframe: str | None
    clip: str | None
    print: str | None

    @property
    def scene(self) -> str:
        """The scene it belongs to."""
        return scene_of(self.number)


_STANDING = (
    ShotRow.number,
    ShotRow.state,
    ShotRow.rounds,
    ShotRow.note,
    ShotRow.reason,
    ShotRow.keyframe,
    ShotRow.clip,
    ShotRow.print,
)
_ONE = select(*_STANDING).where(ShotRow.number == bindparam("shot"))
_CHANGE = update(ShotRow).where(ShotRow.number == bindparam("shot"))


class Shots:
    """The board: one row a shot."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def all(self) -> list[ShotStanding]:
        """Every shot of the plan in film order, omitted ones left out."""
        query = select(*_STANDING).where(ShotRow.state != ShotState.OMITTED).order_by(ShotRow.ordinal)
        with self.desk.connect() as connection:
            return [ShotStanding(row[0], ShotState(row[1]), *row[2:]) for row in connection.execute(query)]

    def unknown(self) -> list[str]:
        """The shots whose state is none that there is."""
        query = select(ShotRow.number).where(ShotRow.state.not_in([state.value for state in ShotState]))
        with self.desk.connect() as connection:
            return [number for (number,) in connection.execute(query)]

    def get(self, number: str) -> ShotStanding:
        """One shot. Raises NoSuchShot."""
        with self.desk.connect() as connection:
            row = connection.execute(_ONE, {"shot": number}).first()
        if row is None:
            raise NoSuchShot(f"There is no shot {number} in this project.", "`rushes status` lists them.")
        return ShotStanding(row[0], ShotState(row[1]), *row[2:])

    def stand(self, number: str, state: ShotState, reason: str = "") -> None:
        """Move a shot to a state."""
        self._set(number, state=state, reason=reason)

    def circle(self, take: Take) -> None:
        """Make a take its shot's chosen one of its kind."""
        with self.desk.begin() as connection:
            write_circle(connection, take)

    def uncircle(self, number: str, take: str) -> None:
        """A take is gone: the shot has work again if the take was in use."""
        standing = self.get(number)
        lost = {kind: None for kind in ("keyframe", "clip", "print") if getattr(standing, kind) == take}
        if lost:
            self._set(number, state=ShotState.PLANNED, reason=f"{take} was lost", **lost)

    def all_stale(self, reason: str) -> None:
        """Everything that was shot is to be shot again; what still fits is found, not made."""
        with self.desk.begin() as connection:
            printed = update(ShotRow).where(ShotRow.print.is_not(None), ShotRow.state != ShotState.OMITTED)
            connection.execute(printed.values(state=ShotState.STALE, reason=reason))

    def omit_all(self, reason: str) -> None:
        """There is no plan any more: what the next one has is found again."""
        with self.desk.begin() as connection:
            connection.execute(update(ShotRow).values(state=ShotState.OMITTED, reason=reason))

    def send_back(self, number: str, note: str, *, rejected: bool) -> None:
        """A person wants the shot again: the next takes have new seeds and carry the note."""
        standing = self.get(number)
        self._set(
            number,
            state=ShotState.REJECTED if rejected else ShotState.PLANNED,
            rounds=standing.rounds + 1,
            note=note,
            reason=note,
        )

    def _set(self, number: str, **values: object) -> None:
        with self.desk.begin() as connection:
            connection.execute(_CHANGE, {"shot": number, **values})


def write_circle(connection: Connection, take: Take) -> None:
    """`Shots.circle` inside a transaction of its caller's."""
    connection.execute(_CHANGE, {"shot": take.shot, take.slate.kind.value: take.id})
