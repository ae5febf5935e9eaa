"""open: the studio floor, a terminal application."""

import sys
from pathlib import Path

import click

from rushes.cli.options import project_option
from rushes.errors import UserMustFix
from rushes.memory.folder import is_project, project_folder


@click.command(
    epilog="""\b
Examples:
  rushes open                    the project in this folder; else it asks which film, or of which story
  rushes open my-film            the project in that folder
  rushes open story.md           a new film of a story

Keys are at the foot of every screen, ? says what they do. RUSHES_GRAPHICS=halfblocks|kitty|sixel says how pictures
are drawn where the terminal gives no answer or a wrong one."""
)
@click.argument("story", type=click.Path(path_type=Path), required=False)
@project_option
def open(story: Path | None, project: Path | None) -> int:  # noqa: A001 - the command's own name
    """Open the studio floor: talk with the director, watch the board, review takes, watch the crew, read traces."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UserMustFix("The studio floor needs a terminal.", "Every command works in a pipe: `rushes --help`.")
    if story and story.is_dir() and not project:
        story, project = None, story
    if project and story:
        raise UserMustFix("A story begins a film of its own.", "Give a story or --project, not both.")
    here = None if story else Path.cwd()
    folder = project_folder(project) if project else here if here and is_project(here) else None
    from rushes.tui.app import Floor  # noqa: PLC0415 - the application loads when it is opened
    from rushes.tui.pictures.graphics import graphics_of_terminal  # noqa: PLC0415

    floor = Floor(folder, graphics_of_terminal(), story)
    try:
        floor.run()
    finally:
        floor.leave()
    return floor.return_code or 0
