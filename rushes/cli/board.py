"""status, show, why: commands that only read."""

from pathlib import Path
from typing import cast

import click

from rushes.cli.options import echo_json, json_option, project_option, take_id, tell
from rushes.gate import clean, one_line
from rushes.memory.folder import project_folder
from rushes.memory.glance import glance


@click.command(epilog="\b\nExamples:\n  rushes status\n  rushes status --json | jq .states")
@project_option
@json_option
def status(project: Path | None, as_json: bool) -> None:
    """How many shots stand where, and what waits for you."""
    facts = glance(project_folder(project))
    if as_json:
        echo_json(facts)
        return
    tell(f"{facts['project']}: " + (", ".join(f"{n} {state}" for state, n in facts["states"].items()) or "no plan yet"))
    for scene in facts["scenes"]:
        shots = scene["shots"]
        done = sum(shot["state"] in {"shot", "approved"} for shot in shots)
        tell(f"  scene {scene['number']:>4}  {done}/{len(shots)}")
        for shot in shots:
            if shot["state"] not in {"shot", "approved", "planned"}:
                tell(f"      {shot['number']:<8}{shot['state']:<9} {one_line(shot['reason'], 90)}")
    if facts["film"]:
        tell(f"film: {facts['film']['file']}")
    elif not facts["states"]:
        tell("Next: rushes plan")


@click.command(epilog="\b\nExample:\n  rushes show 3-2")
@click.argument("shot")
@project_option
@json_option
def show(shot: str, project: Path | None, as_json: bool) -> None:
    """SHOT: what it should be, the words it comes from, and every take with scores and verdicts."""
    from rushes.memory.project import open_for_reading  # noqa: PLC0415 - the store's library is not needed for a status
    from rushes.service import board  # noqa: PLC0415

    with open_for_reading(project_folder(project)) as opened:
        facts = board.show(opened, clean(shot).upper())
    if as_json:
        echo_json(facts)
        return
    intent = facts["shot"]
    tell(f"{facts['number']}  {facts['state']}  {facts['scene']}")
    if intent:
        tell(f"  {intent['size']}, {intent['angle']}, {intent['move']}, {intent['seconds']} s: {intent['subject']}")
        tell(f"  {one_line(intent['action'], 110)}")
        tell(f"  from the source: {one_line(facts['source'], 110)}")
    if facts["note"]:
        tell(f"  your note: {one_line(facts['note'], 100)}")
    if facts["reason"]:
        tell(f"  {one_line(facts['reason'], 110)}")
    for take in facts["takes"]:
        circled = "◉" if take["id"] in facts["circle"].values() else " "
        tell(f" {circled} {take['id']:<10} {take['size']} {take['frames']:>4} frames  {take['made_seconds']:6.2f} s")
        tell(f"     {take['media']}")
        if "settled" in take["settled"]:
            tell(f"     settled for less: {one_line('; '.join(take['settled']['settled']), 90)}")
        for verdict in take["verdicts"]:
            tell(f"     {verdict['by']}: {verdict['decision']} {one_line(verdict['reason'], 90)}")
    for failure in facts["failures"]:
        tell(f"   failed  {one_line(failure, 110)}")


@click.command(epilog="\b\nExample:\n  rushes why 3-2/c1")
@click.argument("take")
@project_option
@json_option
def why(take: str, project: Path | None, as_json: bool) -> None:
    """TAKE's slate: backend, revision, seed, what it was made from, and how it measured."""
    from rushes.memory.project import open_for_reading  # noqa: PLC0415
    from rushes.service import board  # noqa: PLC0415

    with open_for_reading(project_folder(project)) as opened:
        facts = board.why(opened, take_id(take))
    if as_json:
        echo_json(facts)
        return
    tell(f"{facts['id']}  {facts['kind']} by {facts['backend']} {facts['slate']['revision']}, seed {facts['seed']}")
    tell(f"  made {facts['made_at']} in {facts['made_seconds']} s from {', '.join(facts['parents']) or 'the plan'}")
    tell(f"  key     {facts['key']}\n  sha256  {facts['sha256']}\n  file    {facts['media']}")
    for what, how in facts["settled"].items():
        words = "; ".join(map(str, cast("list[object]", how))) if isinstance(how, list) else str(how)
        tell(f"  {what}: {one_line(words, 110)}")
    for score in facts["scores"]:
        mark = ("passes" if score["passed"] else "FAILS ") if score["gate"] else "noted "
        rank = "" if score["percentile"] is None else f"  percentile {score['percentile']:.0f}"
        gate = f"  gate {score['gate']}" if score["gate"] else ""
        tell(f"  {mark}  {score['measure']:<20} {score['value']:>9.3f}{rank}{gate}  {score['reason']}".rstrip())
    for verdict in facts["verdicts"]:
        tell(f"  {verdict['by']}: {verdict['decision']} {one_line(verdict['reason'], 100)}")
