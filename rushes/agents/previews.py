"""Previews: how a take that is being made looks so far, one small picture a shot in the project's folder."""

import shutil
from contextlib import suppress
from pathlib import Path

_SUFFIXES = (".jpg", ".png")


class Previews:
    """The pictures of one project. A preview is a courtesy: where the disk gives trouble there is none."""

    def __init__(self, project: Path) -> None:
        self._folder = project / "previews"

    def show(self, shot: str, picture: Path) -> str:
        """Put a picture up, whole or not at all; its path, "" where there is none."""
        shown = self._folder / f"{shot}{picture.suffix}"
        try:
            self._folder.mkdir(exist_ok=True)
            shutil.copyfile(picture, fresh := shown.with_suffix(".new"))
            fresh.replace(shown)
        except OSError:
            return ""
        return str(shown)

    def drop(self, shot: str) -> None:
        """Take a shot's picture down."""
        with suppress(OSError):
            for suffix in _SUFFIXES:
                (self._folder / f"{shot}{suffix}").unlink(missing_ok=True)

    def clear(self) -> None:
        """Take down what a killed run left."""
        shutil.rmtree(self._folder, ignore_errors=True)
