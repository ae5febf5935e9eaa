"""Files that can't be shown, each as the sentence that stands in their place."""

from pathlib import Path

from rushes.errors import BadMedia


def missing(path: Path) -> BadMedia:
    """A file that is not there."""
    return BadMedia(f"{path.name} is not there.", "rushes repair makes what is missing again.")


def damaged(path: Path) -> BadMedia:
    """A file that does not decode."""
    return BadMedia(f"{path.name} is damaged.", "rushes repair makes what is damaged again.")


def cut_short(path: Path) -> BadMedia:
    """A file that ends before its time."""
    return BadMedia(f"{path.name} is cut short.", "rushes repair makes what is damaged again.")
