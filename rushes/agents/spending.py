"""Budgets: what each shot of a run may cost, and whether another take may be begun.

A film's budget is parted among its shots when the run sets out, so that parallel branches need not ask each other
and a replay parts it the same way; what a shot leaves over is there for the weakest shots of weak scenes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rushes.agents.states import ShotState
from rushes.configs.profile import Budget
from rushes.errors import BudgetSpent

NOTHING = -1
"""An allowance of nothing at all; 0 is no bound."""

_LEAST = 2
"""Takes without which a shot is none: a still and a clip."""

_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a shot may cost in this run: takes, and milliseconds of device time. 0 is no bound, NOTHING allows none."""

    takes: int = 0
    ms: int = 0


def allowances(budget: Budget, frames: Mapping[str, int], takes: int, ms: int) -> dict[str, Allowance]:
    """Part what is left of a film's budget among shots (their frames by number, in film order).

    `takes` and `ms` are what the run has spent. Takes are parted evenly, two at least: where they don't suffice, the
    later shots get none. Time is parted by the shots' lengths.
    """
    counts = _takes(budget.film_takes - takes, len(frames)) if budget.film_takes else [0] * len(frames)
    times = _times(round(budget.film_minutes * _MINUTE) - ms, list(frames.values())) if budget.film_minutes else None
    return {shot: Allowance(counts[place], times[place] if times else 0) for place, shot in enumerate(frames)}


def for_references(budget: Budget, subjects: int, takes: int, ms: int) -> list[Allowance]:
    """Part what is left of a film's budget among stills of the bible, evenly; what they leave over is the shots'."""
    each, over = divmod(max(0, budget.film_takes - takes), max(1, subjects))
    counts = [each + (place < over) or NOTHING for place in range(subjects)] if budget.film_takes else [0] * subjects
    times = _times(round(budget.film_minutes * _MINUTE) - ms, [1] * subjects) if budget.film_minutes else [0] * subjects
    return [Allowance(*one) for one in zip(counts, times, strict=True)]


def _takes(left: int, shots: int) -> list[int]:
    each, over = divmod(max(0, left), max(1, shots))
    if each >= _LEAST:
        return [each + (place < over) for place in range(shots)]
    enough = max(0, left) // _LEAST
    return [_LEAST if place < enough else NOTHING for place in range(shots)]


def _times(left: int, frames: Sequence[int]) -> list[int]:
    whole = sum(frames) or 1
    return [max(0, left) * one // whole or NOTHING for one in frames]


def left(budget: Budget, takes: int, ms: int) -> bool:
    """Whether a film's budget has room for one more shot, with so much spent."""
    counted = not budget.film_takes or takes + _LEAST <= budget.film_takes
    return counted and (not budget.film_minutes or ms < budget.film_minutes * _MINUTE)


def in_passing(spent: BudgetSpent) -> str:
    """A refusal as other reasons stand in a shot's own: without a capital and a full stop."""
    return f"{spent.title[:1].lower()}{spent.title[1:]}".rstrip(".")


def refusal(state: ShotState, budget: Budget, keep: int = 0) -> str:
    """Why no further take of the shot may be begun, in words; empty where one may.

    `keep` are takes that must be left after it: a still without a clip is no shot.
    """
    if refused := state.get("refused", ""):
        return refused
    if state["allowed_takes"] and state["spent_takes"] >= state["allowed_takes"]:
        return f"the shot's part of the film's {budget.film_takes} takes is spent"
    if state["allowed_takes"] and state["spent_takes"] + keep >= state["allowed_takes"]:
        return f"what is left of the shot's part of the film's {budget.film_takes} takes is its clip's"
    if state["allowed_ms"] and state["spent_ms"] >= state["allowed_ms"]:
        return f"the shot's part of the film's {budget.film_minutes:g} minutes is spent"
    if budget.shot_minutes and state["spent_ms"] >= budget.shot_minutes * _MINUTE:
        return f"the {budget.shot_minutes:g} minutes a shot may cost are spent"
    return ""
