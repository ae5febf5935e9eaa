"""Boards to look at: films of which every shot was shot, weakly here and there, and stands in one state or another."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.stock import copied, stock_plan, stock_production, stock_shots
from rushes.film.manifest import SceneManifest
from rushes.memory.vault import Kept
from rushes.service.crew import now

STATES = ("shot", "approved", "flagged", "waiting", "stale", "shot", "planned")
GATES = ("size", "luma", "fps")

_SHOT = "UPDATE shot SET state = ?, reason = ?, keyframe = ?, clip = ? WHERE number = ?"
_TAKE = """
INSERT INTO take (id, shot, kind, count, key, slate, sha256, suffix, size, width, height, frames, fps, made_at,
  made_seconds) VALUES (?, ?, ?, 1, ?, '{"backend": "stock"}', ?, ?, ?, 96, 54, ?, '12', '2026-01-01T00:00:00', 1.5)
"""
_SCORE = "INSERT INTO score (take, measure, ordinal, value, gate, passed, reason) VALUES (?, ?, ?, 1, '1..', ?, '')"


def board(folder: Path, shots: int) -> Path:
    """A project with a still and a clip of every shot, each held to three gates."""
    stock = stock_shots(folder)
    project = folder / f"board-{shots}"
    with ExitStack() as stack:
        production = stock_production(project, stock, shots, stack)
        production.store.plans.adopt(_headed(stock_plan(shots)), "stock", now())
        vault = production.project.vault
        still, clip = (vault.keep(copied(file, vault.scratch)) for file in (stock.still, stock.clip))
    with closing(sqlite3.connect(project / "rushes.db")) as store, store:
        _shoot(store, still, clip)
    return project


def _headed(plan: SceneManifest) -> SceneManifest:
    """Every scene under a heading of its own, as in a film."""
    heads = (one.model_copy(update={"heading": f"INT. STAGE {one.number} - DAY"}) for one in plan.scenes)
    return plan.model_copy(update={"scenes": tuple(heads)})


def _shoot(store: sqlite3.Connection, still: Kept, clip: Kept) -> None:
    for index, (number,) in enumerate(store.execute("SELECT number FROM shot ORDER BY ordinal").fetchall()):
        state = STATES[index % len(STATES)]
        keyframe, moved = f"{number}/k1", f"{number}/c1"
        reason = "too dark beside the shot before" if state == "flagged" else ""
        store.execute(_SHOT, (state, reason, keyframe, moved, number))
        store.execute(_TAKE, (keyframe, number, "keyframe", keyframe, still.sha256, still.suffix, still.size, 1))
        store.execute(_TAKE, (moved, number, "clip", moved, clip.sha256, clip.suffix, clip.size, 6))
        for take in (keyframe, moved):
            weak = index % 5 == 0
            store.executemany(_SCORE, ((take, gate, place, not (weak and place)) for place, gate in enumerate(GATES)))
