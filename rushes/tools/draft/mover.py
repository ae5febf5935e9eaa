"""The draft mover: the keyframe's stage, shot frame by frame."""

from collections.abc import Iterator
from pathlib import Path

import av
import av.error
from av.codec.context import Flags
from av.video.stream import VideoStream

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.planes import planes
from rushes.tools.draft.revision import draft_spec
from rushes.tools.draft.stages import stage_for
from rushes.tools.protocols import BackendSpec, MotionRequest, Progress

_REPORT_EVERY = 6  # frames
_BT709, _LIMITED = 1, 1  # ITU-T H.273 code points, and ffmpeg's number for limited range


class DraftMover:
    """Moves draft keyframes on the CPU: camera, parallax and the life of the place."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return draft_spec()

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> Path:
        """An MP4 (H.264, yuv420p, BT.709, silent) of exactly `request.frames` frames. Raises ToolFailed, OSError."""
        stage = stage_for(request.setup, request.size, request.keyframe_seed)
        shooting = Shooting(stage, request.frames, float(request.fps), request.seed)
        path = scratch / "clip.mp4"
        try:
            with av.open(str(path), "w", options={"fflags": "+bitexact"}) as clip:
                track = clip.add_stream("libx264", rate=request.fps, options={"preset": "ultrafast", "crf": "18"})
                _set_up(track, request.size)
                for index, frame in enumerate(_frames(shooting, request)):
                    if index % _REPORT_EVERY == 0:
                        progress(index, request.frames)
                    clip.mux(track.encode(frame))
                clip.mux(track.encode(None))
        except av.error.FFmpegError as error:
            if isinstance(error, OSError):
                raise
            raise ToolFailed(f"The clip could not be encoded: {error}.") from error
        progress(request.frames, request.frames)
        return path


def _set_up(track: VideoStream, size: Size) -> None:
    """One thread and no dates: equal pictures, equal bytes."""
    track.width, track.height, track.pix_fmt = size.width, size.height, "yuv420p"
    coder = track.codec_context
    coder.thread_count = 1
    coder.flags |= Flags.bitexact
    coder.color_range, coder.colorspace = _LIMITED, _BT709
    coder.color_primaries = coder.color_trc = _BT709


def _frames(shooting: Shooting, request: MotionRequest) -> Iterator[av.VideoFrame]:
    drawn, picture = -1, None
    for index in range(request.frames):
        if shooting.drawing_for(index) != drawn:
            drawn = shooting.drawing_for(index)
            picture = planes(shooting.frame(drawn))
        assert picture is not None
        frame = av.VideoFrame.from_ndarray(picture, format="yuv420p")
        frame.color_range, frame.colorspace = _LIMITED, _BT709
        frame.pts, frame.time_base = index, 1 / request.fps
        yield frame
