"""Changes of a project that can be taken back: what was before each, kept beside the conversation."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Literal

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from rushes.agents.conversation.hands import Back, WentBack
from rushes.agents.conversation.wording import listed
from rushes.errors import UserMustFix
from rushes.film.manifest import SceneManifest
from rushes.film.revision import intents
from rushes.memory.history import Stood
from rushes.memory.project import Project
from rushes.memory.spoken import Word, newest, say_again, unsay, words_since
from rushes.service.crew import now

_KEPT = 200
"""How many changes can be taken back, one after another."""


@dataclass(frozen=True)
class Change:
    """One change, or the undoing or redoing (`of`) of one.

    `before` and `after` are the plan's revisions, None where the plan did not change; `board` is how
    the shots that it touched stood before it, `renamed` the numbers that it changed, `said` what was said with it.
    """

    move: Literal["did", "undid", "redid"]
    what: str
    before: int | None
    after: int | None
    board: tuple[Stood, ...]
    of: int = 0
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    said: tuple[Word, ...] = ()


_JSON = TypeAdapter(Change)


def record(
    project: Project,
    what: str,
    before: int | None,
    board: Mapping[str, Stood],
    renamed: Mapping[str, str] | None = None,
    said: tuple[Word, ...] = (),
) -> int:
    """Write a change down that was just made; its number. `board` is the whole board before it."""
    after = project.store.plans.newest()
    revisions = (before, after.revision) if before and after and after.revision != before else (None, None)
    return _add(project, Change("did", what, *revisions, _touched(project, board), renamed=renamed or {}, said=said))


def decided(project: Project, what: str, decide: Callable[[], list[str]]) -> int:
    """Have a decision on shots made, between the crew's steps where it is at work, and written down; its number.

    `decide` gives the shots it was about: the change is theirs alone, for the crew may be at work on others.
    """

    def written() -> int:
        board, before = project.store.history.board(), newest(project.store.engine)
        shots = decide()
        stood, said = {number: board[number] for number in shots}, words_since(project.store.engine, before)
        return record(project, f"{listed(shots)}: {what}.", None, stood, said=said)

    return project.crew.between_steps(written)


def undo(project: Project, back: Back) -> WentBack:
    """Take back the last change that stands, or do the last one again that was undone.

    Raises UserMustFix, ProjectBusy while the crew is shooting.
    """
    project.crew.must_be_in()
    rows = _kept(project)
    done, undone = _stacks(rows)
    stack = done if back == "change" else undone
    if not stack:
        raise UserMustFix("There is nothing to undo." if back == "change" else "There is no undo to take back.")
    of = stack[-1]
    last = max(number for number, row in rows.items() if of in {number, row.of})
    return _restored(project, rows[last], of, "undid" if back == "change" else "redid")


def standing(project: Project) -> list[str]:
    """What can be taken back, in words, newest first."""
    rows = _kept(project)
    return [rows[number].what for number in reversed(_stacks(rows)[0])]


def renamed(project: Project) -> dict[str, str]:
    """Old numbers of shots with those of now, by the changes that stand."""
    rows, called = _kept(project), dict[str, str]()
    for number in sorted(_stacks(rows)[0]):
        fresh = rows[number].renamed
        called = {old: fresh.get(now_called, now_called) for old, now_called in called.items()} | dict(fresh)
    return called


def _kept(project: Project) -> dict[int, Change]:
    return {row.id: _JSON.validate_json(row.data) for row in project.store.messages.changes(_KEPT)}


def _stacks(rows: Mapping[int, Change]) -> tuple[list[int], list[int]]:
    """The changes that stand and those undone, newest last."""
    done: list[int] = []
    undone: list[int] = []
    for number, row in sorted(rows.items()):
        if row.move == "did":
            done.append(number)
            undone.clear()
        elif row.move == "undid" and row.of in done:
            done.remove(row.of)
            undone.append(row.of)
        elif row.move == "redid" and row.of in undone:
            undone.remove(row.of)
            done.append(row.of)
    return done, undone


def _restored(project: Project, last: Change, of: int, move: Literal["undid", "redid"]) -> WentBack:
    """Put plan and board back to where they were before `last`."""
    store = project.store
    board, current = store.history.board(), store.plans.newest()
    before = after = None
    if last.before is not None and last.after is not None and current is not None:
        target, expected = store.history.manifest(last.before), store.history.manifest(last.after)
        _still(current.manifest, expected)
        before = current.revision
        after = store.plans.adopt(target, current.brain, now()).revision
        if current.approved:
            store.plans.approve(approved=True)
    store.history.put_back(last.board)
    touched, said = _touched(project, board), last.said
    if move == "undid":
        unsay(store.engine, said)
    else:
        said = say_again(store.engine, said)
    number = _add(project, Change(move, last.what, before, after, touched, of, said=said))
    return WentBack(last.what, tuple(stood.number for stood in touched), number)


def _still(current: SceneManifest, expected: SceneManifest) -> None:
    if intents(current) != intents(expected):
        raise UserMustFix(
            "The plan was changed by other means since; that change can't be taken back alone.",
            "`rushes plan --json` shows the plan in force.",
        )


def _touched(project: Project, board: Mapping[str, Stood]) -> tuple[Stood, ...]:
    """How the shots stood before that stand differently now."""
    now_standing = project.store.history.board()
    return tuple(stood for number, stood in board.items() if now_standing.get(number) != stood)


def _add(project: Project, change: Change) -> int:
    return project.store.messages.add("change", change.what, now(), _JSON.dump_json(change).decode())
