"""approve, reject, reroll: a person's word."""

from pathlib import Path

import click

from rushes.cli.options import echo_json, json_option, project_option, say, tell
from rushes.gate import clean
from rushes.memory.folder import project_folder
from rushes.memory.project import open_for_writing
from rushes.service import decisions

_SHOOT = "Next: rushes shoot"
_REPLAN = "Next: rushes plan --again, or edit it: rushes plan --json > plan.json, then --from-json plan.json"
_PLAN: tuple[str, ...] = ("plan",)


@click.command(
    epilog="\b\nExamples:\n  rushes approve plan\n  rushes approve bible\n"
    "  rushes approve 3 5-1..5-4\n  rushes approve all"
)
@click.argument("shots", nargs=-1, required=True)
@project_option
@json_option
def approve(shots: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Approve SHOTS (3-2, a scene 3, a range 3-1..3-4, all), the `plan`, the `bible` or a still of it (bible/ada)."""
    with open_for_writing(project_folder(project)) as opened:
        opened.store.plans.current()
        if shots == _PLAN:
            opened.store.plans.approve(approved=True)
            done = list(_PLAN)
        elif decisions.is_of_bible(shots):
            done = decisions.judge_bible(opened, shots, approved=True)
        else:
            done = decisions.approve(opened, shots)
    _say(done, "approved", _SHOOT, as_json=as_json)


@click.command(epilog='\b\nExamples:\n  rushes reject 3-2 --note "his hands are in the way"\n  rushes reject plan')
@click.argument("shots", nargs=-1, required=True)
@click.option("--note", default="", help="What should be different; the next take's prompt carries it.")
@project_option
@json_option
def reject(shots: tuple[str, ...], note: str, project: Path | None, as_json: bool) -> None:
    """Send SHOTS back, to be shot again by the next `rushes shoot`; or refuse the `plan`, or stills of the `bible`."""
    with open_for_writing(project_folder(project)) as opened:
        opened.store.plans.current()
        if shots == _PLAN:
            opened.store.plans.approve(approved=False)
            done = list(_PLAN)
        # The gate also takes bytes that are no text out of the note, which the store could not keep.
        elif decisions.is_of_bible(shots):
            done = decisions.judge_bible(opened, shots, clean(note), approved=False)
        else:
            done = decisions.reject(opened, shots, clean(note))
    if shots == _PLAN and note:
        say("The note is not kept: the house rules plan from the source alone. Edit the plan to change it.")
    _say(done, "sent back", _REPLAN if shots == _PLAN else _SHOOT, as_json=as_json)


@click.command(epilog="\b\nExample:\n  rushes reroll 3-2 && rushes shoot")
@click.argument("shots", nargs=-1, required=True)
@project_option
@json_option
def reroll(shots: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Ask for another take of SHOTS, with new seeds."""
    with open_for_writing(project_folder(project)) as opened:
        opened.store.plans.current()
        done = decisions.reroll(opened, shots)
    _say(done, "to be shot again", _SHOOT, as_json=as_json)


def _say(done: list[str], what: str, then: str, *, as_json: bool) -> None:
    if as_json:
        echo_json({"shots": done, "decision": what})
    else:
        tell(f"{', '.join(done)}: {what}. {then}")
