"""The sound under a film: the recording itself, copied where the container takes it, encoded once where not.

MP4 holds AAC, MP3, Opus and FLAC as they are; plain samples of 16 or 24 bits become FLAC, which loses nothing.
Anything else, and a recording of which only parts are heard, becomes AAC. What was laid under is held to the
recording: it begins with the film and is as long, to a frame.
"""

from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import av.error
import ffmpeg

from rushes.errors import BadMedia, ToolFailed
from rushes.tools.ffmpeg import run, video_in
from rushes.tools.protocols import Sound
from rushes.tools.speech.audio import demuxer_of

_AS_IT_IS = frozenset({"aac", "mp3", "mp3float", "opus", "libopus", "flac"})
_LOSSLESS = frozenset({"pcm_s16le", "pcm_s24le"})
_AAC: dict[str, Any] = {"acodec": "aac", "audio_bitrate": "192k", "ar": 48000, "flags:a": "+bitexact"}
"""192 kbit/s is transparent for a voice; at 48 kHz AAC's own blocks are 21 ms, shorter than a frame."""

_FFMPEG: Any = ffmpeg

_APART = 1 / 24
"""Seconds: what was copied may begin or end this far from the recording, else it is encoded."""


def laid_under(film: Path, sound: Sound, scratch: Path) -> Path:
    """The film with its sound, the pictures copied. Raises ToolFailed, BadMedia."""
    how = "" if sound.spans else _codec(sound.recording)
    if how in _AS_IT_IS or how in _LOSSLESS:
        made = _muxed(film, sound, scratch, {"acodec": "copy" if how in _AS_IT_IS else "flac", "flags:a": "+bitexact"})
        if _in_place(made, sound):
            return made
        made.unlink(missing_ok=True)
    made = _muxed(film, sound, scratch, _AAC)
    if not _in_place(made, sound):
        raise BadMedia("The sound under the cut is not where it belongs.", "Save the recording as FLAC and start anew.")
    return made


def _muxed(film: Path, sound: Sound, scratch: Path, codec: dict[str, Any]) -> Path:
    heard: Any = ffmpeg.input(str(sound.recording), f=demuxer_of(sound.recording), protocol_whitelist="file")
    heard = heard["a:0"]
    if sound.spans:
        parts = heard.filter_multi_output("asplit", len(sound.spans))
        row = [
            parts[index].filter("atrim", start=float(start), end=float(end)).filter("asetpts", "PTS-STARTPTS")
            for index, (start, end) in enumerate(sound.spans)
        ]
        heard = _FFMPEG.concat(*row, v=0, a=1)
    elif codec is _AAC:
        heard = heard.filter("asetpts", "PTS-STARTPTS")
    made = scratch / f"{uuid4().hex}.mp4"
    joined: Any = _FFMPEG.output(
        video_in(film)["v:0"],
        heard,
        str(made),
        f="mp4",
        vcodec="copy",
        movflags="+faststart",
        map_metadata=-1,
        fflags="+bitexact",
        **{"flags:v": "+bitexact", **codec},
    )
    return run(joined, made)


def _codec(recording: Path) -> str:
    try:
        with av.open(str(recording), format=demuxer_of(recording)) as container:
            return container.streams.audio[0].codec_context.name
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise ToolFailed(f"{recording.name} can't be opened: {error}.") from error


def _in_place(film: Path, sound: Sound) -> bool:
    """Whether the film's sound begins with it and is as long as it should be, to a frame."""
    wanted = sum((end - start for start, end in sound.spans), start=0) if sound.spans else sound.seconds
    try:
        with av.open(str(film), format="mov") as container:
            track = container.streams.audio[0]
            begins = float((track.start_time or 0) * (track.time_base or 0))
            ends = max(
                float((p.pts or 0) + (p.duration or 0)) * float(p.time_base) for p in container.demux(track) if p.size
            )
    except (av.error.FFmpegError, OSError, ValueError, IndexError) as error:
        raise BadMedia(f"{film.name} can't be read: {error}.") from error
    return abs(begins) <= _APART / 2 and abs(ends - float(wanted)) <= _APART
