"""estimate: what a film will cost before it is shot."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import click

from rushes.cli.options import echo_json, json_option, project_option, tell
from rushes.configs.profile import load_profile
from rushes.errors import UserMustFix
from rushes.film.prices import Prices
from rushes.memory.folder import project_folder
from rushes.memory.project import open_for_reading
from rushes.service.estimating import Estimate, Learnt, Span, estimate_for
from rushes.studio.machine import power_limit

_GB = 1e9


@click.command(
    epilog="""\b
Examples:
  rushes estimate                                  what is left of this project
  rushes estimate --profile workstation            the same, shot by another crew
  rushes estimate --per-kwh 0.30 --watts 900       with what the electricity costs
  rushes estimate --per-hour 2.49 --json           on a rented machine

The figures are those of this machine; each says where it is from.""",
)
@project_option
@click.option("--profile", help="Another profile than the project's.")
@click.option("--per-kwh", type=click.FloatRange(0), default=0.0, help="Price of a kilowatt-hour.")
@click.option("--watts", type=click.FloatRange(0), help="The machine at work; else the cards' power limits.")
@click.option("--per-hour", type=click.FloatRange(0), default=0.0, help="Price of an hour of this machine.")
@click.option("--first-soon", is_flag=True, help="As `rushes shoot --first-soon` would go about it.")
@json_option
def estimate(
    project: Path | None,
    profile: str | None,
    per_kwh: float,
    watts: float | None,
    per_hour: float,
    first_soon: bool,
    as_json: bool,
) -> None:
    """What shooting will take: time, loads, memory, disk and money, from the least to the most."""
    prices = Prices(_watts(watts) if per_kwh else 0.0, per_kwh, per_hour)
    with open_for_reading(project_folder(project)) as opened:
        found = estimate_for(opened, load_profile(profile) if profile else None, prices, first_soon=first_soon)
    if as_json:
        echo_json(asdict(found))
        return
    for line in _lines(found):
        tell(line)


def _watts(given: float | None) -> float:
    if given is not None:
        return given
    limit = power_limit()
    if limit is None:
        raise UserMustFix("Nobody says what this machine draws.", "Give --watts, e.g. --watts 900.")
    return limit


def _lines(found: Estimate) -> list[str]:
    if not found.shots:
        return ["Nothing is left to shoot."]
    first = [f"first shot {_told(found.first_shot, _time)}"] if found.first_shot else []
    time = [f"time       {_told(found.seconds, _time)}: {found.seconds_say}"] if found.seconds else []
    rows = [
        f"shots      {found.shots}",
        *(time or [f"time       {found.seconds_say}"]),
        *first,
        f"loads      {_told(found.loads, lambda count: f'{count:.0f}')}: {found.loads.says}",
        f"weak takes {_told(found.weak, lambda share: f'{share:.0%}')}: {found.weak.says}",
        f"disk       {_told(found.disk, _size)}: {found.disk.says}",
    ]
    rows += [f"not yet    {obstacle}" for obstacle in found.obstacles]
    for lane in found.lanes:
        models = " or ".join(lane.models)
        rows.append(
            f"{lane.lane:<10} {_size(lane.peak)} of {_size(lane.memory)} ({lane.device}): {models}, {lane.says}"
        )
    rows += [f"learnt     {_known(one)}" for one in found.learnt if one.work in _TOLD]
    if found.cost:
        rows.append(f"cost       {_told(found.cost, lambda sum_: f'{sum_:.2f}')}: {found.cost.says}")
    return rows


_TOLD = {"keyframe": "a still", "clip": "a frame", "print": "a frame", "thought": "a thought"}
"""What the times of each kind of work are counted in."""


def _known(one: Learnt) -> str:
    by = f" by {one.model}" if one.model else ""
    load = f", {_time(one.load)} to load" if one.load is not None else ""
    return f"{one.work}{by} on {one.device}: {one.seconds:.3g} s {_TOLD[one.work]}{load} (median of {one.calls})"


def _told(span: Span, words: Callable[[float], str]) -> str:
    """From the least to the most, or one figure where both read the same."""
    if span.most is None:
        return f"at least {words(span.least)}"
    least, most = words(span.least), words(span.most)
    if not span.least and span.most and "at most" in span.says:
        return most
    return least if least == most else f"{least} to {most}"


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _size(count: float) -> str:
    return f"{count / _GB:.1f} GB" if count >= _GB / 10 else f"{count / 1e6:.0f} MB"
