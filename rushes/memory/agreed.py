"""Servers beyond the local network that a person named himself.

A project's settings travel with it; the story goes to no address that only they name.
"""

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rushes.errors import UserMustFix
from rushes.memory.vault import disk_trouble, write_safely

_LIST = TypeAdapter(list[str])


def agreed(file: Path) -> list[str]:
    """The base URLs. Raises UserMustFix for a file that can't be read."""
    try:
        return _LIST.validate_json(file.read_bytes())
    except FileNotFoundError:
        return []
    except (OSError, ValidationError) as error:
        raise UserMustFix(f"{file} can't be read.", "Put it away: it lists the servers you agreed to.") from error


def agree(file: Path, address: str) -> None:
    """Add a base URL. Raises DiskTrouble."""
    known = agreed(file)
    if address in known:
        return
    with disk_trouble(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_safely(file, json.dumps([*known, address], indent=1).encode())
