"""What lies around: stories a film could be made of, and films that were begun."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rushes.film.reading import RECORDINGS
from rushes.memory.folder import is_project

STORIES = frozenset({".txt", ".md", ".fountain", ".fdx", ".epub", ".docx"})
"""How the names of stories end."""

_MOST = 40
_FOLDERS = ("examples", "films", "stories")
"""Where else than in the folder itself is looked."""

_NO_STORIES = frozenset({"readme", "changelog", "contributing", "license", "licence"})


@dataclass(frozen=True, slots=True)
class Around:
    """Projects and sources near a folder, by name."""

    projects: tuple[Path, ...]
    sources: tuple[Path, ...]


def around(folder: Path) -> Around:
    """What there is in a folder and where in it stories and films usually lie. Of unreadable ones nothing."""
    projects: list[Path] = []
    sources: list[Path] = []
    for place in (folder, *(folder / name for name in _FOLDERS)):
        for entry in _entries(place):
            if _begun(entry):
                projects.append(entry)
            elif _is_source(entry):
                sources.append(entry)
    return Around(tuple(projects[:_MOST]), tuple(sources[:_MOST]))


def _entries(place: Path) -> Iterator[Path]:
    try:
        yield from sorted(place.iterdir())
    except OSError:
        return


def _begun(entry: Path) -> bool:
    try:
        return entry.is_dir() and is_project(entry)
    except OSError:
        return False


def _is_source(entry: Path) -> bool:
    named = entry.suffix.lower() in STORIES | RECORDINGS and entry.stem.lower() not in _NO_STORIES
    return named and not entry.name.startswith(".") and entry.is_file()
