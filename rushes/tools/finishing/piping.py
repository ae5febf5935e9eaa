"""ffmpeg with frames going into it, and out of it where they are wanted, as raw video through pipes.

The feeder runs on a thread of its own: ffmpeg takes frames when it has room, and may hold some before it gives any.
Pipes hold a few frames at most, so the memory is bounded by ffmpeg's own.
"""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import IO, Any, Self

import ffmpeg
import numpy as np

from rushes.errors import ToolFailed
from rushes.film.frames import Size
from rushes.tools.company import on_its_own
from rushes.tools.ffmpeg import ffmpeg_binary
from rushes.tools.finishing.frame import Frame, sized


def frames_in(size: Size, fps: Fraction) -> Any:
    """Frames from the pipe as an input of an ffmpeg-python graph: RGB of `size` at `fps`."""
    sides = (size.width, size.height)
    opened: Any = ffmpeg.input(
        "pipe:0", f="rawvideo", pix_fmt="rgb24", video_size=sides, framerate=str(fps), protocol_whitelist="pipe"
    )
    return opened


def in_video_colours(picture: Any) -> Any:
    """RGB as BT.709 limited range, 4:2:0: what prints are."""
    return picture.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")


def poured(frames: Iterator[Frame], size: Size, stream: Any, made: Path) -> Path:
    """Run a graph over `frames_in` that writes `made`. Raises ToolFailed, and whatever making the frames raises."""
    with _Ffmpeg(stream, frames, size, subprocess.DEVNULL) as child:
        child.finish(made.name)
    if not made.is_file():
        raise ToolFailed(f"ffmpeg made no {made.name}.")
    return made


def through(frames: Iterator[Frame], size: Size, stream: Any) -> Iterator[Frame]:
    """Run a graph over `frames_in` that puts RGB frames of `size` out, and yield them. Raises as `poured` does."""
    with _Ffmpeg(stream, frames, size, subprocess.PIPE) as child:
        while (read := child.read(size.width * size.height * 3)) is not None:
            yield np.frombuffer(read, np.uint8).reshape(size.height, size.width, 3)
        child.finish("frames")


class _Ffmpeg:
    """The child, its feeder, and what it said."""

    def __init__(self, stream: Any, frames: Iterator[Frame], size: Size, out: int) -> None:
        words: list[str] = stream.global_args("-hide_banner", "-loglevel", "error").compile(
            cmd=ffmpeg_binary(), overwrite_output=True
        )
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed in __exit__
        self._child = subprocess.Popen(  # noqa: S603
            words, stdin=subprocess.PIPE, stdout=out, stderr=self._said, start_new_session=on_its_own()
        )
        self._trouble: BaseException | None = None
        self._frames, self._size = frames, size
        self._feeder = threading.Thread(target=self._feed, daemon=True)

    def __enter__(self) -> Self:
        self._feeder.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the child if it still runs (someone left early), then the feeder, which finds its pipe closed."""
        if self._child.poll() is None:
            self._child.kill()
        self._child.wait()
        self._feeder.join()
        if self._child.stdout:
            self._child.stdout.close()
        self._said.close()

    def read(self, size: int) -> bytes | None:
        """The next `size` bytes; None at the end."""
        assert self._child.stdout
        read = self._child.stdout.read(size)
        return read if len(read) == size else None

    def finish(self, what: str) -> None:
        """Wait for a good end. Raises the feeder's error, OSError for a full disk, ToolFailed."""
        self._feeder.join()
        self._child.wait()
        self._said.seek(0)
        complaint = self._said.read().decode("utf-8", "replace").strip()
        if self._trouble:
            raise self._trouble
        if "No space left" in complaint:
            raise OSError(28, "No space left on device")
        if self._child.returncode or complaint:
            last = complaint.splitlines()[-1] if complaint else f"exit code {self._child.returncode}"
            raise ToolFailed(f"ffmpeg could not make {what}: {last[:300]}")

    def _feed(self) -> None:
        assert self._child.stdin
        pipe: IO[bytes] = self._child.stdin
        try:
            for frame in self._frames:
                pipe.write(sized(frame, self._size).data)
        except BrokenPipeError:
            pass  # it ended first, by itself or because nobody wants more; its own words say which
        except BaseException as error:  # noqa: BLE001 - it is raised where the frames are wanted
            self._trouble = error
            self._child.kill()
        finally:
            with suppress(OSError):
                pipe.close()
