"""Where ffmpeg is and how it is called: one place, restricted, its word checked.

Every input names its demuxer and may use the file protocol only, so that no media file can make
ffmpeg open anything else. An exit code is no proof: whatever ffmpeg says on stderr is an error.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import ffmpeg

from rushes.errors import ToolFailed
from rushes.tools.company import on_its_own


@cache
def ffmpeg_binary() -> str:
    """The ffmpeg on PATH, else the one that came with imageio-ffmpeg's wheel."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    import imageio_ffmpeg  # noqa: PLC0415 - not needed where the system has one

    return imageio_ffmpeg.get_ffmpeg_exe()


@cache
def ffmpeg_version() -> str:
    """What the binary calls itself: the third word of `ffmpeg -version`. Raises ToolFailed."""
    try:
        answer = subprocess.run(  # noqa: S603
            [ffmpeg_binary(), "-version"], capture_output=True, text=True, check=True, start_new_session=on_its_own()
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise ToolFailed("ffmpeg does not run.", "Reinstall with `uv sync`, or install ffmpeg.") from error
    return answer.stdout.split()[2]


@cache
def encoders() -> frozenset[str]:
    """The encoders the binary has, by ffmpeg's names. Raises ToolFailed."""
    try:
        answer = subprocess.run(  # noqa: S603
            [ffmpeg_binary(), "-hide_banner", "-encoders"],
            capture_output=True,
            text=True,
            check=True,
            start_new_session=on_its_own(),
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise ToolFailed("ffmpeg does not run.", "Reinstall with `uv sync`, or install ffmpeg.") from error
    rows = (line.split() for line in answer.stdout.splitlines())
    return frozenset(row[1] for row in rows if len(row) > 1 and len(row[0]) == 6 and row[0][0] in "VAS")


def video_in(path: Path) -> Any:
    """An MP4 as an input of an ffmpeg-python graph."""
    opened: Any = ffmpeg.input(str(path), f="mov", protocol_whitelist="file")
    return opened


def picture_in(path: Path) -> Any:
    """A PNG as an input of an ffmpeg-python graph."""
    opened: Any = ffmpeg.input(str(path), f="png_pipe", protocol_whitelist="file")
    return opened


def run(stream: Any, made: Path, cwd: Path | None = None) -> Path:
    """Run a graph that writes `made`. Raises ToolFailed with ffmpeg's own last line."""
    words: list[str] = stream.global_args("-hide_banner", "-nostdin", "-loglevel", "error").compile(
        cmd=ffmpeg_binary(), overwrite_output=True
    )
    done = subprocess.run(  # noqa: S603
        words, capture_output=True, text=True, errors="replace", check=False, cwd=cwd, start_new_session=on_its_own()
    )
    complaint = done.stderr.strip()
    if done.returncode or complaint or not made.is_file():
        last = complaint.splitlines()[-1] if complaint else f"exit code {done.returncode}"
        if "No space left" in complaint:
            raise OSError(28, "No space left on device")
        raise ToolFailed(f"ffmpeg could not make {made.name}: {last[:300]}")
    return made
