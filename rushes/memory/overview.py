"""The board as it is watched: every shot with its takes at a glance, read with sqlite3 alone.

A screen that is redrawn while a film is shot asks again and again, and starts before the ORM would be imported.
"""

import json
import sqlite3
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from rushes.errors import BadProject
from rushes.memory.database import for_reading
from rushes.memory.schemas import HEAD, known

_SHOTS = """
SELECT number, scene, state, reason, rounds, note, keyframe, clip, print,
  (SELECT count(*) FROM take WHERE shot = s.number AND kind != 'print'),
  (SELECT avg(passed) FROM score WHERE take IN (s.keyframe, s.clip) AND gate != '')
FROM shot s WHERE state != 'omitted' ORDER BY ordinal
"""
_OF_SHOT = """
SELECT id, kind, json_extract(slate, '$.backend'), sha256 || suffix, frames, fps, made_seconds,
  (SELECT avg(passed) FROM score WHERE take = t.id AND gate != ''),
  (SELECT group_concat(reason, '; ') FROM score WHERE take = t.id AND NOT passed),
  (SELECT decision FROM verdict WHERE take = t.id ORDER BY verdict.id DESC LIMIT 1)
FROM take t WHERE shot = ? ORDER BY made_at, id
"""
_PLAN = "SELECT revision, brain, approved FROM plan ORDER BY revision DESC LIMIT 1"
_MANIFEST = "SELECT manifest FROM plan WHERE revision = ?"
_RUN = "SELECT id, ended_at, outcome FROM run ORDER BY started_at DESC, id DESC LIMIT 1"
_SOURCE = "SELECT name FROM source"
_CUT = "SELECT takes FROM cut ORDER BY id DESC LIMIT 1"


_IN_THE_FILM = frozenset({"shot", "approved", "flagged", "waiting"})
"""States in which a shot's print is what it should be."""


class ShotLine(NamedTuple):
    """A shot on the board. `takes` counts stills and clips; `merit` is the share of gates that its circled ones passed.

    `merit` is None before anything was circled. `keyframe`, `clip` and `print` are the circle takes' ids. A tuple,
    for the first paint waits until ten thousand of them are made.
    """

    number: str
    scene: str
    state: str
    reason: str
    rounds: int
    note: str
    keyframe: str | None
    clip: str | None
    print: str | None
    takes: int = 0
    merit: float | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """The plan in force; `approved` is None until a person says."""

    revision: int
    brain: str
    approved: bool | None


@dataclass(frozen=True, slots=True)
class TakeLine:
    """A take at a glance. `media` is its file's name in the vault, `seconds` its running time (0 for a still).

    `complaint` says which gates failed, in words; `verdict` is the last decision about it.
    """

    id: str
    kind: str
    backend: str
    media: str
    seconds: float
    made_seconds: float
    merit: float | None
    complaint: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A project as it stands. `plan` is None before there is one; `run` is the newest run's name while it is open.

    `film` says whether there is a cut, `behind` whether another print than the cut has was chosen since.
    """

    source: str = ""
    plan: PlanLine | None = None
    shots: tuple[ShotLine, ...] = ()
    run: str = ""
    film: bool = False
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Intent:
    """What a shot should be, in a few words. `seconds` is its running time, `words` what happens and what is said."""

    seconds: float
    size: str
    move: str
    subject: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Intents:
    """The plan in words: the film's title, scenes' headings by number, shots' intents by number."""

    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict[str, str])
    shots: Mapping[str, Intent] = field(default_factory=dict[str, Intent])


class Window:
    """A look into a project's store, kept open, for any thread: they take turns. Raises BadProject."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "rushes.db"
        self._turn = Lock()
        with _readable(self._file):
            self._db = for_reading(self._file)
            schema = known(self._db.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        self.older = schema != HEAD
        """Whether an older rushes made the store: then it is to be migrated before it is looked into."""

    def version(self) -> int:
        """A number that changes when another connection has written."""
        with self._looking():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def overview(self) -> Overview:
        """The project as it stands now."""
        with self._looking():
            plan = self._db.execute(_PLAN).fetchone()
            source = self._db.execute(_SOURCE).fetchone()
            run = self._db.execute(_RUN).fetchone()
            shots = tuple(map(ShotLine._make, self._db.execute(_SHOTS)))
            cut = self._db.execute(_CUT).fetchone()
        return Overview(
            source=source[0] if source else "",
            plan=PlanLine(plan[0], plan[1], None if plan[2] is None else bool(plan[2])) if plan else None,
            shots=shots,
            run=run[0] if run and not run[1] else "",
            behind=bool(cut) and _behind(shots, set(json.loads(cut[0]))),
            film=(self._folder / "cuts" / "film.mp4").is_file(),
        )

    def intents(self, revision: int) -> Intents:
        """A plan in words."""
        with self._looking():
            row = self._db.execute(_MANIFEST, (revision,)).fetchone()
        return _intents(json.loads(row[0])) if row else Intents()

    def takes(self, shot: str) -> tuple[TakeLine, ...]:
        """A shot's takes (a subject's stills, filed under `bible/ID`), oldest first."""
        with self._looking():
            return tuple(_take(row) for row in self._db.execute(_OF_SHOT, (shot,)))

    @contextmanager
    def _looking(self) -> Generator[None]:
        with self._turn, _readable(self._file):
            yield

    def close(self) -> None:
        """Give the file back."""
        self._db.close()


@contextmanager
def _readable(file: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BadProject(
            f"The project store {file} can't be used: {error}.", "`rushes verify` tells what is whole."
        ) from error


def _behind(shots: tuple[ShotLine, ...], cut: set[str]) -> bool:
    return any(shot.print and shot.print not in cut for shot in shots if shot.state in _IN_THE_FILM)


def _take(row: tuple[Any, ...]) -> TakeLine:
    take, kind, backend, media, frames, fps, made, merit, complaint, verdict = row
    rate = Fraction(fps)
    seconds = float(frames / rate) if rate else 0.0
    return TakeLine(take, kind, backend, media, seconds, made, merit, complaint or "", verdict or "")


def _intents(manifest: dict[str, Any]) -> Intents:
    headings, shots = dict[str, str](), dict[str, Intent]()
    for scene in manifest["scenes"]:
        headings[scene["number"]] = "OMITTED" if scene.get("omitted") else scene["heading"]
        for shot in scene["shots"]:
            said = [f"“{line['text']}”" for line in shot.get("dialogue", ())]
            words = " ".join([shot.get("action", ""), *said]).strip()
            shots[shot["number"]] = Intent(shot["seconds"], shot["size"], shot["move"], shot["subject"], words)
    return Intents(manifest["title"], headings, shots)
