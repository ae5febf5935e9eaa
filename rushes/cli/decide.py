"""approve, reject, reroll: a person's word."""

from pathlib import Path

import click

from rushes.cli.options import echo_json, json_option, project_option, tell
from rushes.memory.folder import project_folder
from rushes.memory.project import open_for_writing
from rushes.service import decisions

_NEXT = "Next: rushes shoot"


@click.command(epilog="\b\nExamples:\n  rushes approve plan\n  rushes approve 3 5-1..5-4\n  rushes approve all")
@click.argument("shots", nargs=-1, required=True)
@project_option
@json_option
def approve(shots: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Approve SHOTS (3-2, a scene 3, a range 3-1..3-4, all), or `plan`."""
    with open_for_writing(project_folder(project)) as opened:
        if shots == ("plan",):
            opened.store.plans.approve(approved=True)
            done = ["plan"]
        else:
            done = decisions.approve(opened, shots)
    _say(done, "approved", as_json=as_json)


@click.command(epilog='\b\nExample:\n  rushes reject 3-2 --note "closer, and let it rain"')
@click.argument("shots", nargs=-1, required=True)
@click.option("--note", default="", help="What should be different; the next take's prompt carries it.")
@project_option
@json_option
def reject(shots: tuple[str, ...], note: str, project: Path | None, as_json: bool) -> None:
    """Send SHOTS back. They are shot again by the next `rushes shoot`."""
    with open_for_writing(project_folder(project)) as opened:
        done = decisions.reject(opened, shots, note)
    _say(done, "sent back", as_json=as_json)


@click.command(epilog="\b\nExample:\n  rushes reroll 3-2 && rushes shoot")
@click.argument("shots", nargs=-1, required=True)
@project_option
@json_option
def reroll(shots: tuple[str, ...], project: Path | None, as_json: bool) -> None:
    """Ask for another take of SHOTS, with new seeds."""
    with open_for_writing(project_folder(project)) as opened:
        done = decisions.reroll(opened, shots)
    _say(done, "to be shot again", as_json=as_json)


def _say(done: list[str], what: str, *, as_json: bool) -> None:
    if as_json:
        echo_json({"shots": done, "decision": what})
    else:
        tell(f"{', '.join(done)}: {what}. {_NEXT}")
