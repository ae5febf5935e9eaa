"""The draft mover: the keyframe's stage, shot frame by frame."""

import subprocess
from contextlib import suppress
from pathlib import Path

import ffmpeg

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.planes import planes
from rushes.tools.draft.revision import draft_spec
from rushes.tools.draft.stages import stage_for
from rushes.tools.ffmpeg import ffmpeg_binary
from rushes.tools.protocols import BackendSpec, MotionRequest, Progress

_REPORT_EVERY = 6  # frames


class DraftMover:
    """Moves draft keyframes on the CPU: camera, parallax and the life of the place."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        return draft_spec()

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> Path:
        """An MP4 (H.264, yuv420p, BT.709, silent) of exactly `request.frames` frames. Raises ToolFailed."""
        stage = stage_for(request.setup, request.size, request.keyframe_seed)
        shooting = Shooting(stage, request.frames, float(request.fps), request.seed)
        path, log = scratch / "clip.mp4", scratch / "clip.log"
        with log.open("wb") as complaints:
            encoder = subprocess.Popen(  # noqa: S603 - no shell, our own arguments
                # In a session of its own: a terminal's Ctrl-C lets the take in hand be finished.
                _command(request, path),
                stdin=subprocess.PIPE,
                stderr=complaints,
                start_new_session=True,
            )
            try:
                self._feed(encoder, shooting, request.frames, progress)
            finally:
                code = _ended(encoder)
        if code != 0:
            said = log.read_text(errors="replace").strip().splitlines()[-1:] or ["nothing"]
            title = f"ffmpeg could not encode the clip; it said: {said[0][:160]}"
            raise ToolFailed(title, "Is there room on the disk?")
        log.unlink()
        return path

    def _feed(self, encoder: "subprocess.Popen[bytes]", shooting: Shooting, frames: int, progress: Progress) -> None:
        assert encoder.stdin is not None
        with suppress(BrokenPipeError):  # ffmpeg has ended early; its exit code and log say why
            drawn, picture = -1, ()
            for index in range(frames):
                if index % _REPORT_EVERY == 0:
                    progress(index, frames)
                if shooting.drawing_for(index) != drawn:
                    drawn = shooting.drawing_for(index)
                    picture = planes(shooting.frame(drawn))
                for plane in picture:
                    encoder.stdin.write(plane.data)
            encoder.stdin.close()
            progress(frames, frames)


def _ended(encoder: "subprocess.Popen[bytes]") -> int:
    """The encoder's exit code; one that still waits for frames is stopped, none is left behind."""
    assert encoder.stdin is not None
    if not encoder.stdin.closed:
        encoder.kill()
        with suppress(BrokenPipeError):
            encoder.stdin.close()
    return encoder.wait()


def _command(request: MotionRequest, path: Path) -> list[str]:
    """The ffmpeg call: raw BT.709 planes in, a tagged, reproducible H.264 master out."""
    size: Size = request.size
    frames = ffmpeg.input(
        "pipe:",
        format="rawvideo",
        pix_fmt="yuv420p",
        s=str(size),
        framerate=f"{request.fps.numerator}/{request.fps.denominator}",
    )
    frames = frames.filter("setparams", range="tv", colorspace="bt709", color_primaries="bt709", color_trc="bt709")
    clip = frames.output(
        str(path),
        vcodec="libx264",
        preset="ultrafast",
        crf=18,
        pix_fmt="yuv420p",
        threads=1,
        color_range="tv",
        colorspace="bt709",
        color_primaries="bt709",
        color_trc="bt709",
        map_metadata=-1,
        fflags="+bitexact",
        **{"flags:v": "+bitexact"},
    )
    return list(clip.global_args("-nostdin", "-loglevel", "error").overwrite_output().compile(cmd=ffmpeg_binary()))
