"""A trace as a timeline for people: one row for everything that was done, said or waited for."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rushes.film.trace import (
    CONTEXT,
    PIECE,
    PLAN,
    TOKENS,
    Asked,
    Called,
    Ended,
    Entered,
    Event,
    Joined,
    Judged,
    Left,
    Resumed,
    Spoke,
    Stopped,
    Trace,
    Waited,
)
from rushes.film.trace_path import FILM

_SHORT = 12
"""How much of a digest is shown."""

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline. `t` counts from the sitting's start, `seconds` is how long it took, where it is known.

    `sitting` counts from 1: a run that was gone on with has several. `node` is empty for what is no node's.
    """

    sitting: int
    t: float
    shot: str
    node: str
    text: str
    seconds: float | None = None


def timeline(trace: Trace, shot: str | None = None) -> Iterator[Row]:
    """The rows of a run, or those of one shot. A node stands where it left; one that never did, at the end."""
    sitting, entered = 1, dict[str, tuple[int, Entered]]()
    for event in trace.events:
        if isinstance(event, Resumed):
            yield from _cut_off(entered, shot)
            entered.clear()
            sitting += 1
        if isinstance(event, Entered):
            entered[event.shot] = sitting, event
            continue
        if shot is not None and getattr(event, "shot", FILM) != shot:
            continue
        began = entered.pop(event.shot, None) if isinstance(event, Left | Waited) else None
        if row := _row(event, sitting, began[1].t if began else None):
            yield row
    yield from _cut_off(entered, shot)


def _cut_off(entered: dict[str, tuple[int, Entered]], shot: str | None) -> Iterator[Row]:
    for sitting, event in entered.values():
        if shot in {None, event.shot}:
            yield Row(sitting, event.t, event.shot, event.node, "entered, and never left")


def _row(event: Event, sitting: int, began: float | None) -> Row | None:
    node, seconds = "", None
    match event:
        case Left():
            node, text = event.node, _failed(event) or _update(event)
            seconds = None if began is None else event.t - began
        case Waited():
            node, text = event.node, "waits for a person"
        case Asked():
            node, seconds = event.node, event.seconds
            text = f"asks {event.label} → {_failed(event) or _answer(event)}"
        case Called():
            text, seconds = f"{_call(event)} → {_failed(event) or _made(event)}", event.seconds
        case Judged():
            text = f"{event.kind}: {event.text}"
        case Spoke():
            word = event.word if event.shot else f"{event.word} the plan"
            text = f"a person says {word}: {event.note}" if event.note else f"a person says {word}"
        case Joined():
            film = _failed(event) or f"film {(event.sha256 or '')[:_SHORT]}"
            text, seconds = f"joins {len(event.pieces)} pieces → {film}", event.seconds
        case _:
            text = _of_the_run(event)
    shown = not (isinstance(event, Asked) and event.label in {CONTEXT, TOKENS})
    return Row(sitting, event.t, getattr(event, "shot", FILM), node, text, seconds) if shown else None


def _failed(event: Left | Asked | Called | Joined) -> str:
    return f"fails: {event.error}" if event.error else ""


def _of_the_run(event: Event) -> str:
    match event:
        case Resumed():
            return f"gone on with at {event.at}"
        case Stopped():
            return f"waiting for a person: {', '.join(event.waiting)}" if event.waiting else f"stopped: {event.why}"
        case Ended():
            return f"ended: {event.outcome}"
        case _:
            return event.event


def _update(event: Left) -> str:
    said = ", ".join(f"{name} {_DIGEST.sub(_cut, str(value))}" for name, value in event.update.items() if value)
    return f"done: {said}" if said else "done"


def _cut(digest: re.Match[str]) -> str:
    return digest[0][:_SHORT]


def _answer(event: Asked) -> str:
    """What a plan holds, or what a chat model said and called. Anything else stands as it is."""
    try:
        said = json.loads(event.answer)
        if event.label == PLAN:
            return f"a plan of {len(said['scenes'])} scenes"
        calls = [f"{call['name']} {json.dumps(call['args'], ensure_ascii=False)}" for call in said["tool_calls"]]
        return "; ".join([said["content"], *calls] if said["content"] else calls)
    except (ValueError, TypeError, LookupError, RecursionError):
        return event.answer


def _call(event: Called) -> str:
    what = "a piece of the cut" if event.kind == PIECE else event.kind
    return f"{what} by {event.slate.backend}, seed {event.slate.seed}" if event.slate else what


def _made(event: Called) -> str:
    if event.made is None:
        return "nothing"
    return f"{event.made.sha256[:_SHORT]}{event.made.suffix}, {event.made.size:,} bytes"
