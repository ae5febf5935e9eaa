"""Which folder is a project."""

from pathlib import Path

from rushes.errors import BadProject
from rushes.memory.vault import disk_trouble

SETTINGS_NAME = "project.toml"


def is_project(folder: Path) -> bool:
    """Whether a folder holds a project. Raises DiskTrouble for a path that can't be looked at."""
    with disk_trouble(folder):
        return (folder / SETTINGS_NAME).is_file()


def project_folder(named: Path | None) -> Path:
    """The project a command means: the named folder, else the current one. Raises BadProject, DiskTrouble."""
    folder = named or Path.cwd()
    if not is_project(folder):
        raise BadProject(
            f"{folder} is not a rushes project.",
            "Name one with --project DIR, go into its folder, or start one with `rushes new SOURCE`.",
        )
    return folder
