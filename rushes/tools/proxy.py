"""A proxy: a film made small, to be carried about."""

from pathlib import Path
from typing import Any

from rushes.tools.ffmpeg import run, video_in

_VOICE = 64_000
"""Bits a second of its sound: plain for a voice."""


def proxy(film: Path, made: Path, wide: int, bits: int) -> Path:
    """An MP4 no wider than `wide` pixels of at most `bits` bits a second, its index in front. Raises ToolFailed.

    H.264 as browsers play it (yuv420p). Pictures that are easy take fewer bits. `wide` is even.
    """
    picture = max(bits - _VOICE, bits // 2)
    output: Any = video_in(film).output(
        str(made),
        f="mp4",
        vf=f"scale='min({wide},iw)':-2:flags=area,format=yuv420p",
        vcodec="libx264",
        preset="veryfast",
        crf=24,
        maxrate=picture,
        bufsize=2 * picture,
        acodec="aac",
        audio_bitrate=_VOICE,
        ac=1,
        movflags="+faststart",
        map_metadata=-1,
    )
    return run(output, made)
