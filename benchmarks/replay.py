"""Traces: what a replay of a long film takes, and what writing a trace costs a shot."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figure, median_of
from benchmarks.stock import stock_plan, stock_production, stock_shots
from rushes.agents.recording import Made, Recorder
from rushes.agents.states import ShotBranch, unshot
from rushes.film.trace import Called, Left, Trace
from rushes.memory.traces import begin_trace, newest_trace, read_trace
from rushes.memory.vault import Kept
from rushes.service.crew import now
from rushes.service.filming import film
from rushes.service.replay import replay

SHOTS = 1000


def replay_cost(folder: Path) -> list[Figure]:
    """A film of 1,000 shots on stock tools, run again from its trace; and the same lines written once more."""
    with ExitStack() as stack:
        production = stock_production(folder / "long", stock_shots(folder), SHOTS, stack)
        production.store.plans.adopt(stock_plan(SHOTS), "stock", now())
        film(production)
    file = newest_trace(folder / "long")
    assert file
    spent = median_of(3, lambda: _held(file))
    trace = read_trace(file)
    cost = sorted(_cpu_of_writing(trace, folder / f"again-{number}.jsonl") for number in range(3))[1]
    size = file.stat().st_size / SHOTS / 1000
    return [
        Figure(f"replay of {SHOTS:,} shots", spent, "s", 5, True, "no media, no model; the file read as well"),
        Figure("a trace, a shot", 1000 * cost / SHOTS, "ms of CPU", 1.5, True, f"{size:.1f} KB a shot"),
    ]


def _held(file: Path) -> None:
    done = replay(file)
    assert done.same, str(done.divergence)


def _cpu_of_writing(trace: Trace, file: Path) -> float:
    """CPU seconds of a recorder that is told what this trace's run told its own."""
    out = begin_trace(file, trace.begin)
    recorder = Recorder(out.write)
    began = time.process_time()
    asyncio.run(_told_again(trace, recorder))
    spent = time.process_time() - began
    out.close()
    return spent


async def _told_again(trace: Trace, recorder: Recorder) -> None:
    for event in trace.events:
        if isinstance(event, Left):
            await recorder.step(
                event.node,
                unshot(ShotBranch(shot=event.shot, ask=False, takes=0, ms=0, review=0)),
                _answering(dict(event.update)),
            )
        elif isinstance(event, Called) and event.made and event.slate:
            kept = Kept(event.made.sha256, event.made.suffix, event.made.size)
            made = Made(kept, event.made.measures, event.seconds)
            await recorder.take(event.shot, event.slate, event.key, _answering(made))
        else:
            recorder.write(event)


def _answering(result: Any) -> Any:
    async def work() -> Any:
        return result

    return work
