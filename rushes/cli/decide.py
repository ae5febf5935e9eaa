"""approve, reject, reroll, flag, circle, undo: a person's word."""

from pathlib import Path

import click

from rushes.cli.options import echo_json, json_option, project_option, say, take_id, tell
from rushes.gate import clean
from rushes.memory.folder import project_folder
from rushes.memory.project import open_for_writing
from rushes.service import changes, decisions

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
            done = decisions.named_shots(opened, shots)
            changes.decided(opened, "approved", lambda: decisions.approve(opened, shots))
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
            done = decisions.named_shots(opened, shots)
            changes.decided(opened, "sent back", lambda: decisions.reject(opened, shots, clean(note)))
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
        done = decisions.named_shots(opened, shots)
        changes.decided(opened, "re-rolled", lambda: decisions.reroll(opened, shots))
    _say(done, "to be shot again", _SHOOT, as_json=as_json)


@click.command(epilog='\b\nExample:\n  rushes flag 3-2 --note "his hat is another one"')
@click.argument("shots", nargs=-1, required=True)
@click.option("--note", default="", help="Why it is worth another look.")
@project_option
@json_option
def flag(shots: tuple[str, ...], note: str, project: Path | None, as_json: bool) -> None:
    """Mark SHOTS as worth another look; nothing is shot again for it."""
    with open_for_writing(project_folder(project)) as opened:
        opened.store.plans.current()
        done = decisions.named_shots(opened, shots)
        changes.decided(opened, "flagged", lambda: decisions.flag(opened, shots, clean(note)))
    _say(done, "flagged", "Next: rushes status", as_json=as_json)


@click.command(epilog="\b\nExamples:\n  rushes circle 3-2/c1 && rushes cut\n  rushes circle 3-2/k2    its clip is made")
@click.argument("take")
@project_option
@json_option
def circle(take: str, project: Path | None, as_json: bool) -> None:
    """Choose TAKE for the film and approve its shot. What follows from it and was never made is made now."""
    from rushes.service import circling  # noqa: PLC0415 - the crew loads when it is needed
    from rushes.service.crew import production_of  # noqa: PLC0415

    with open_for_writing(project_folder(project)) as opened:
        named = take_id(take)
        shot = opened.store.takes.get(named).shot

        def circled() -> list[str]:
            circling.circle(opened, named, production_of)
            return [shot]

        changes.decided(opened, f"{named} circled", circled)
    _say([shot], f"{named} circled", "Next: rushes cut", as_json=as_json)


@click.command(epilog="\b\nExamples:\n  rushes undo\n  rushes undo --redo    take the last undo back")
@click.option("--redo", is_flag=True, help="Do the last change again that was undone.")
@project_option
@json_option
def undo(redo: bool, project: Path | None, as_json: bool) -> None:
    """Take back the last change: an edit, a decision, a circled take. One after another."""
    with open_for_writing(project_folder(project)) as opened:
        went = changes.undo(opened, "undo" if redo else "change")
    if as_json:
        echo_json({"what": went.what, "shots": list(went.changed)})
    else:
        tell(f"{'Done again' if redo else 'Undone'}: {went.what}")


def _say(done: list[str], what: str, then: str, *, as_json: bool) -> None:
    if as_json:
        echo_json({"shots": done, "decision": what})
    else:
        tell(f"{', '.join(done)}: {what}. {then}")
