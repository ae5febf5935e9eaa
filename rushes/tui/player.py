"""The system's own player: a film or a take in a window, outside the terminal."""

import shutil
import subprocess
import sys
from pathlib import Path

from rushes.errors import UserMustFix

_OPENERS = {"darwin": "open", "win32": "explorer"}


def play(file: Path) -> None:
    """Show a media file of ours. Raises UserMustFix where it is gone or there is no player."""
    if not file.is_file():
        raise UserMustFix(f"{file.name} is not there.", "`rushes repair` makes lost takes again.")
    opener = shutil.which(_OPENERS.get(sys.platform, "xdg-open"))
    if opener is None:
        raise UserMustFix("This system has no player that can be asked.", f"The file is {file}.")
    subprocess.Popen(  # noqa: S603 - the system's opener, on a file of our own making
        [opener, str(file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
