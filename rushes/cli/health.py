"""reproduce, verify, repair, doctor."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from rushes.agents.conversation.wording import counted
from rushes.cli.options import echo_json, json_option, project_option, say, tell
from rushes.errors import BadProject, UserMustFix
from rushes.gate import clean
from rushes.memory.folder import is_project, project_folder
from rushes.memory.project import open_for_reading, open_for_writing
from rushes.service import health
from rushes.service.crew import production_of
from rushes.service.machine import machine


@click.command(epilog="\b\nExample:\n  rushes reproduce 3-2/c1")
@click.argument("take")
@project_option
@json_option
def reproduce(take: str, project: Path | None, as_json: bool) -> None:
    """Make TAKE again from its slate alone and compare the bytes."""
    with open_for_writing(project_folder(project)) as opened, production_of(opened) as production:
        found = opened.store.takes.get(clean(take))
        again = health.reproduce(production, found)
    if as_json:
        echo_json({"take": take, "same": again.same, "sha256": again.sha256, "fault": again.fault})
    elif again.same:
        tell(f"{take}: made again, the same bytes ({again.sha256[:16]}).")
    if not again.same:
        fault = again.fault or health.why_other(production, found)
        raise UserMustFix(f"{take} can't be reproduced here: {fault}.", "`rushes why` shows what it was made with.")


@click.command()
@project_option
@json_option
def verify(project: Path | None, as_json: bool) -> None:
    """Read everything again, every frame of it, and say what is whole."""
    found = health.examine(project_folder(project), _counted)
    if as_json:
        echo_json(asdict(found))
    else:
        tell(f"{found.takes} takes read; {len(found.damages)} damaged; {len(found.strays)} stray files.")
        for damage in found.damages:
            tell(f"  {damage.what}: {damage.fault}")
    if found.damages:
        first = found.damages[0]
        raise BadProject(
            f"Damaged: {counted(len(found.damages), 'part')} ({first.what}: {first.fault.rstrip('.')}).",
            "`rushes repair` mends what can be mended.",
        )


@click.command()
@project_option
@json_option
def repair(project: Path | None, as_json: bool) -> None:
    """Make damaged takes again from their slates, and mend what else can be. What is whole is not touched."""
    folder = project_folder(project)
    before = health.mend_store(folder)
    with open_for_writing(folder) as opened, production_of(opened) as production:
        done = health.repair(production, before)
    if as_json:
        echo_json(asdict(done))
        return
    mended, strays = counted(len(done.mended), "take"), counted(done.strays, "stray file")
    tell(f"{mended} mended, {len(done.lost)} lost, {strays} removed.")
    for words in (*done.parts, *(f"{take}: {fault}" for take, fault in done.lost)):
        tell(f"  {words}")
    for words in done.left:
        tell(f"For you to mend: {words}")
    if done.lost or done.parts:
        tell("Next: rushes shoot makes the lost ones anew")


def _counted(done: int, files: int) -> None:
    if done % 50 == 0 or done == files:
        say(f"read {done} of {files}")


@click.command()
@project_option
@json_option
def doctor(project: Path | None, as_json: bool) -> None:
    """What this machine has, what each profile would do on it, and where a project's words go."""
    named = project or (Path.cwd() if is_project(Path.cwd()) else None)
    if named:
        with open_for_reading(project_folder(named)) as opened:
            facts = machine(opened.settings.profile, opened)
    else:
        facts = machine(None)
    if as_json:
        echo_json(facts)
        return
    profiles: dict[str, dict[str, Any]] = facts.pop("profiles")
    for name, value in facts.items():
        told = value if isinstance(value, str) else "; ".join(map(str, value)) or "none"
        tell(f"{name:<10} {told}")
    tell("\nWhat each profile would do here (rushes make STORY --profile NAME):")
    for name, seen in profiles.items():
        tell(f"\n{name}: {'not yet' if seen['obstacles'] else 'ready'}")
        tell(f"  {seen['work']}")
        for obstacle in seen["obstacles"]:
            tell(f"  - {obstacle}")
        tell(f"  {seen['time']}")
