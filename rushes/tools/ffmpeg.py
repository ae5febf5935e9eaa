"""Where ffmpeg is, and how it is called: one place, restricted and read."""

import shutil
from functools import cache


@cache
def ffmpeg_binary() -> str:
    """The ffmpeg on PATH, else the one that came with imageio-ffmpeg's wheel."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    import imageio_ffmpeg  # noqa: PLC0415 - not needed where the system has one

    return imageio_ffmpeg.get_ffmpeg_exe()
