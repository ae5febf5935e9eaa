"""Large files from the hub that go on where they broke off, also in another run of rushes.

The hub's own client goes on by itself while it runs, and throws away what had arrived when it ends. Here a part stays
beside its place until the file is whole.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from rushes.errors import UserMustFix

LARGE = 10_000_000
"""Bytes, the client's own piece at a time: of anything smaller there is no part to keep."""

PART = ".rushes-part"
"""How the name of a part ends."""


def arrived(file: Path) -> int:
    """How many bytes of a file are here already: all of it, or a part."""
    for there in (file, part_of(file)):
        if there.is_file():
            return there.stat().st_size
    return 0


def part_of(file: Path) -> Path:
    """Where the part of a file is kept."""
    return file.with_name(file.name + PART)


def fetch(url: str, file: Path, size: int) -> None:
    """Bring `size` bytes from the hub to `file`, after those that are here. Raises UserMustFix and the client's own."""
    # Without the client's types, which name classes that are not installed.
    get: Any = import_module("huggingface_hub.file_download").http_get
    headers: Any = import_module("huggingface_hub.utils").build_hf_headers
    part = part_of(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{part}.lock", blocking=False):
            with part.open("ab") as opened:
                if opened.tell() > size:
                    opened.truncate(0)
                get(
                    url,
                    opened,
                    resume_size=opened.tell(),
                    headers=headers(library_name="rushes"),
                    expected_size=size,
                    displayed_filename=file.name,
                )
            part.replace(file)
            Path(f"{part}.lock").unlink(missing_ok=True)
    except Timeout as error:
        raise UserMustFix(
            f"{file.name} is being fetched already.", "Wait for the other `rushes models pull`, or end it."
        ) from error
