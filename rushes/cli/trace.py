"""trace, replay: what happened in a run, and whether it would again."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rushes.cli.options import echo_json, json_option, project_option, tell
from rushes.cli.thinking import Thinks, thinker_of, thinking_options
from rushes.errors import BadTrace, Diverged
from rushes.film.timeline import Row, timeline
from rushes.film.trace import Trace
from rushes.gate import one_line
from rushes.memory.folder import is_project, project_folder
from rushes.memory.project import open_for_reading
from rushes.memory.traces import newest_trace, read_trace, trace_of

_WIDTH = 150
_RUN = re.compile(r"(?:run-)?([0-9]{1,9})")


@click.command(
    epilog="""\b
Examples:
  rushes trace                      the newest run of the project
  rushes trace run-2 --shot 1-3     one shot in the second run
  rushes trace traces/run-1.jsonl"""
)
@click.argument("run", required=False)
@click.option("--shot", help="Only this shot.")
@project_option
@json_option
def trace(run: str | None, shot: str | None, project: Path | None, as_json: bool) -> None:
    """What happened in RUN (a run or a trace file; else the newest run), as a timeline."""
    file = _file(run, project)
    read = read_trace(file)
    rows = list(timeline(read, shot))
    if as_json:
        echo_json({"file": str(file), **_about(read), "rows": [asdict(row) for row in rows]})
        return
    tell(_heading(read))
    width = max((len(row.shot) for row in rows), default=4)
    for row in rows:
        tell(_line(row, max(width, 4)))
    if shot and not rows:
        tell(f"nothing of {shot}{_elsewhere(file, shot)}")


@click.command(
    epilog="""\b
Examples:
  rushes replay                     does the newest run still take its path?
  rushes replay run-2
  rushes replay old.jsonl --record -p my-film

Nothing is drawn and no model is asked. Exit codes: 0 the same path, 3 another one (the first difference is shown)."""
)
@click.argument("run", required=False)
@click.option("--record", is_flag=True, help="Make what the trace lacks with the project's tools; a new trace is kept.")
@thinking_options
@project_option
@json_option
def replay(run: str | None, record: bool, thinks: Thinks, project: Path | None, as_json: bool) -> None:
    """Run the film graph again from RUN's trace (a run or a trace file; else the newest run) and compare the paths."""
    from rushes.service.replay import replay as run_again  # noqa: PLC0415 - the graph loads when it is run

    file = _file(run, project)
    beside: Path | None = None
    if record:
        beside, done = _recorded(file, _home(file, project), thinks)
    else:
        done = run_again(file)
    if as_json:
        different = asdict(done.divergence) if done.divergence else None
        new = {"recorded": str(beside)} if beside else {}
        echo_json({"file": str(file), "same": done.same, "steps": done.steps, "divergence": different, **new})
    elif done.same:
        tell(f"{file}: {done.steps} steps, the same path.")
    elif beside:
        tell(str(done.divergence))
    if beside and not as_json:
        tell(f"recorded: {beside}")
    if not done.same and not beside:
        raise Diverged(f"{file}: the run takes another path now.\n{done.divergence}", "\nIf that is meant: --record.")


def _recorded(file: Path, home: Path, thinks: Thinks) -> tuple[Path, Any]:
    from rushes.service.recording_again import record_again  # noqa: PLC0415

    with open_for_reading(home) as opened, thinker_of(opened, thinks) as thinker:
        return record_again(file, opened, thinker)


def _file(run: str | None, project: Path | None) -> Path:
    """The trace that is meant. Raises BadTrace, BadProject."""
    if run is not None and (Path(run).suffix or "/" in run):
        return Path(run)
    folder = project_folder(project)
    if run is None:
        newest = newest_trace(folder)
        if newest is None:
            raise BadTrace(f"{folder} has no trace yet.", "`rushes shoot` makes one.")
        return newest
    numbered = _RUN.fullmatch(run)
    if numbered is None:
        raise BadTrace(f"{run!r} is no run.", "Runs are named run-1, run-2 and so on; a trace file ends with .jsonl.")
    return trace_of(folder, f"run-{int(numbered[1])}")


def _elsewhere(file: Path, shot: str) -> str:
    """Which other runs beside a trace have something of a shot, and how to see the newest of them."""
    others = sorted(file.parent.glob("run-*.jsonl"), key=lambda path: (len(path.name), path.name))
    runs = [other.stem for other in others if other.name != file.name and _tells_of(other, shot)]
    return f" in this run; {', '.join(runs)} tell of it: `rushes trace {runs[-1]} --shot {shot}`" if runs else ""


def _tells_of(file: Path, shot: str) -> bool:
    try:
        return any(True for _ in timeline(read_trace(file), shot))
    except BadTrace:
        return False


def _home(file: Path, project: Path | None) -> Path:
    """The project whose tools record again: the named one, that of the trace, or the current folder's."""
    own = file.absolute().parent.parent
    return project_folder(own if project is None and is_project(own) else project)


def _about(read: Trace) -> dict[str, Any]:
    begin = read.begin
    return {
        "run": begin.run,
        "at": begin.at,
        "rushes": begin.rushes,
        "brain": begin.brain,
        "painter": begin.painter.name,
        "mover": begin.mover.name,
        "plan": begin.plan.revision if begin.plan else None,
        "shots": len(begin.board),
        "outcome": read.ended.outcome if read.ended else None,
    }


def _heading(read: Trace) -> str:
    begin = read.begin
    plan = f"plan {begin.plan.revision} by {begin.plan.brain}" if begin.plan else "no plan yet"
    ended = read.ended.outcome if read.ended else "not ended"
    tools = f"brain {begin.brain}, painter {begin.painter.name}, mover {begin.mover.name}"
    return one_line(f"{begin.run}, {begin.at}: {plan}; {tools}; {ended}", _WIDTH)


def _line(row: Row, width: int) -> str:
    spent = f" ({row.seconds:.2f} s)" if row.seconds is not None and row.seconds >= 0.005 else ""
    where, node = one_line(row.shot, 24) or "film", one_line(row.node, 24)
    head = f"{row.t:9.3f}  {where:<{width}}  {node:<15}"
    return f"{head}{one_line(row.text, _WIDTH - len(head) - len(spent))}{spent}"
