"""The draft mover: the keyframe's stage, shot frame by frame."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from rushes.film.setup import Setup
from rushes.tools.clip_file import Planes, write_clip
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.planes import planes
from rushes.tools.draft.revision import draft_spec
from rushes.tools.draft.stages import stage_for
from rushes.tools.protocols import BackendSpec, MadeFile, MotionRequest, Progress

_REPORT_EVERY = 6  # frames


class DraftMover:
    """Moves draft keyframes on the CPU: camera, parallax and the life of the place."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return draft_spec()

    def prepare(self, setups: Iterable[Setup]) -> None:
        """Nothing: drafts read no prompts."""

    def close(self) -> None:
        """Nothing is loaded."""

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        """An MP4 (H.264, yuv420p, BT.709, silent) of exactly `request.frames` frames. Raises ToolFailed, OSError."""
        stage = stage_for(request.setup, request.size, request.keyframe_seed)
        shooting = Shooting(stage, request.frames, float(request.fps), request.seed)
        pictures = _pictures(shooting, request.frames, progress)
        path = scratch / "clip.mp4"
        write_clip(path, pictures, request.size, request.fps, preset="ultrafast", crf=18)
        progress(request.frames, request.frames)
        return MadeFile(path)


def _pictures(shooting: Shooting, frames: int, progress: Progress) -> Iterator[Planes]:
    drawn, picture = -1, None
    for index in range(frames):
        if index % _REPORT_EVERY == 0:
            progress(index, frames)
        if shooting.drawing_for(index) != drawn:
            drawn = shooting.drawing_for(index)
            picture = planes(shooting.frame(drawn))
        assert picture is not None
        yield picture
