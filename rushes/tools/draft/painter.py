"""The draft painter: a storyboard frame of the setup."""

from collections.abc import Iterable
from pathlib import Path

import cv2

from rushes.errors import ToolFailed
from rushes.film.setup import Setup
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.revision import draft_spec
from rushes.tools.draft.stages import stage_for
from rushes.tools.protocols import BackendSpec, KeyframeRequest, MadeFile, Progress

_FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP]
"""Measured at 1280x720 beside cv2's choice: 29 ms for 48, the file 7 % larger."""


class DraftPainter:
    """Paints keyframes on the CPU, with nothing downloaded."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return draft_spec()

    def prepare(self, setups: Iterable[Setup]) -> None:
        """Nothing: drafts read no prompts."""

    def close(self) -> None:
        """Nothing is loaded."""

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        """A PNG (RGB, 8 bit) of exactly `request.size` in `scratch`. Raises ToolFailed."""
        progress(0, 2)
        stage = stage_for(request.setup, request.size, request.seed)
        progress(1, 2)
        frame = Shooting(stage, 1, 24.0, request.seed).frame(0)
        path = scratch / "keyframe.png"
        if not cv2.imwrite(str(path), cv2.cvtColor(frame, cv2.COLOR_RGB2BGR), _FAST):
            raise ToolFailed("The draft painter could not write its picture.", "Is there room on the disk?")
        progress(2, 2)
        return MadeFile(path)
