"""The editor on ffmpeg: prints, parts, dissolves and the join.

All its files have one codec set-up (H.264 High, yuv420p, bt.709, no B-frames, one time base), so
that joining is a copy. Encoders run on one thread: the studio keeps the cores busy with several,
and one thread gives the same bytes every time.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid4

import av
import av.error
import ffmpeg
import PIL

from rushes.errors import BadMedia, ToolFailed
from rushes.film.cut import Dissolve, Part, joint_frames
from rushes.film.encoding import Encoding
from rushes.film.frames import Size
from rushes.film.subtitles import Cue
from rushes.tools import footage, lettering
from rushes.tools.ffmpeg import ffmpeg_version, picture_in, run, video_in
from rushes.tools.finishing.reel import NO_FINISHERS, Finishers, Reel
from rushes.tools.protocols import BackendSpec, MadeFile, PrintRequest, Progress, Sound
from rushes.tools.soundtrack import laid_under

_LETTERED = f"{lettering.FONT.lower()}/pillow-{PIL.__version__}"
_TICKS = 512
"""Time base units a frame: any constant will do, as long as every file has the same."""


class FfmpegEditor:
    """Finishes and joins with ffmpeg and x264. `finishers` are the models that finish, by name."""

    def __init__(self, finishers: Finishers = NO_FINISHERS) -> None:
        self._finishers = finishers

    @property
    def spec(self) -> BackendSpec:
        """Another build of ffmpeg may encode otherwise, another Pillow letter otherwise."""
        return _spec()

    @property
    def print_spec(self) -> BackendSpec:
        """The same, with the models that finish. Raises UserMustFix for one that is not here."""
        return _spec(*self._finishers.revisions)

    def print(self, request: PrintRequest, scratch: Path, progress: Progress) -> MadeFile:
        """The clip, finished as is wished, with its lettering laid over. Raises ToolFailed."""
        reel = Reel(request.clip, request.wishes, self._finishers, progress)
        size, picture = reel.size, reel.picture
        strips: list[Path] = []
        if request.lettering.slate:
            strips.append(lettering.slate_strip(request.lettering.slate, size, _fresh(scratch, ".png")))
            picture = picture.overlay(picture_in(strips[-1]), x=0, y=f"main_h-overlay_h-{round(size.height * 0.012)}")
        for cue in request.lettering.subtitles:
            if lettering.can_letter(cue.text):
                strips.append(lettering.subtitle_strip(cue.text, size, _fresh(scratch, ".png")))
                picture = _subtitled(picture, strips[-1], cue, size)
        made = _fresh(scratch, ".mp4")
        reel.run(_encoded(picture, request.encoding, made), made)
        for strip in strips:
            strip.unlink(missing_ok=True)
        words = reel.chain.words
        return MadeFile(made, {"delivery": words} if words else {})

    def part(self, print_file: Path, part: Part, encoding: Encoding, scratch: Path) -> Path:
        """Frames [start, end), copied where a key frame allows it. Raises ToolFailed."""
        if part.fade is None and (copied := _copied(print_file, part, _fresh(scratch, ".mp4"))):
            return copied
        picture = _between(video_in(print_file), part.start, part.end)
        if part.fade:
            picture = picture.filter("fade", type=part.fade.value, start_frame=0, nb_frames=part.frames)
        return _encode(picture, encoding, _fresh(scratch, ".mp4"))

    def dissolve(self, out: Path, into: Path, dissolve: Dissolve, encoding: Encoding, scratch: Path) -> Path:
        """`dissolve.frames` frames in which one print becomes the other in even steps. Raises ToolFailed."""
        before = _between(video_in(out), dissolve.start_out, dissolve.start_out + dissolve.frames)
        after = _between(video_in(into), 0, dissolve.frames).filter("format", "yuva420p")
        after = after.filter("fade", type="in", start_frame=0, nb_frames=dissolve.frames, alpha=1)
        return _encode(before.overlay(after, format="yuv420"), encoding, _fresh(scratch, ".mp4"))

    def join(self, files: Sequence[Path], scratch: Path, sound: Sound | None = None) -> Path:
        """All files copied into one, its index in front. Raises ToolFailed, and BadMedia if frames are missing."""
        silent = self._joined(files, scratch)
        return laid_under(silent, sound, scratch) if sound else silent

    def _joined(self, files: Sequence[Path], scratch: Path) -> Path:
        order = _fresh(scratch, ".txt")
        order.write_text("".join(f"file '{_quoted(file)}'\n" for file in files), encoding="utf-8")
        made = _fresh(scratch, ".mp4")
        listed: Any = ffmpeg.input(str(order), f="concat", safe=0, protocol_whitelist="file")
        try:
            run(listed.output(str(made), f="mp4", c="copy", movflags="+faststart", **_PLAIN), made)
        finally:
            order.unlink(missing_ok=True)
        wanted, got = sum(footage.packets(file) for file in files), footage.packets(made)
        if wanted != got:
            raise BadMedia(f"The cut has {got} frames where {wanted} were joined.")
        return made


def _spec(*finishers: str) -> BackendSpec:
    revision = "/".join((ffmpeg_version(), "x264-3", _LETTERED, *finishers))
    return BackendSpec("ffmpeg", revision, "GPL-2.0-or-later", size_multiple=2)


def _ticks(fps: Fraction) -> int:
    """Time base units a second: each frame is a whole number of them, 24000/1001 frames a second too."""
    return fps.numerator if fps.denominator > 1 else int(fps * _TICKS)


_PLAIN: dict[str, Any] = {"map_metadata": -1, "fflags": "+bitexact", "flags:v": "+bitexact"}
"""No dates, no encoder names: equal input, equal bytes."""

_FRONT = {"movflags": "+faststart", "fflags": "+bitexact"}


def _encode(picture: Any, encoding: Encoding, made: Path) -> Path:
    return run(_encoded(picture, encoding, made), made)


def _encoded(picture: Any, encoding: Encoding, made: Path) -> Any:
    """The stream that writes `made`, in the set-up of all prints."""
    output = picture.filter("format", "yuv420p").output(
        str(made),
        f="mp4",
        vcodec="libx264",
        preset=encoding.preset,
        crf=encoding.crf,
        bf=0,
        g=48,
        force_key_frames=f"expr:eq(n,{joint_frames(encoding.fps)})",
        threads=1,
        r=str(encoding.fps),
        video_track_timescale=_ticks(encoding.fps),
        colorspace="bt709",
        color_primaries="bt709",
        color_trc="bt709",
        color_range="tv",
        movflags="+faststart",
        **_PLAIN,
    )
    return output.global_args("-filter_threads", "1", "-filter_complex_threads", "1")


def _copied(print_file: Path, part: Part, made: Path) -> Path | None:
    """The part's packets as they are; None where its first is no key frame. Without B-frames any end will do."""
    try:
        with av.open(str(print_file), format="mov") as source:
            track = source.streams.video[0]
            # Left to itself the muxer doubles a time base that it finds coarse, and the join would be torn.
            ticks = {"video_track_timescale": str(Fraction(track.time_base or 1).denominator)}
            whole = [packet for packet in source.demux(track) if packet.size]
            wanted = whole[part.start : part.end]
            if len(wanted) < part.frames or not wanted[0].is_keyframe:
                return None
            first = wanted[0].dts or 0
            with av.open(str(made), "w", options=_FRONT | ticks) as target:
                copy = target.add_stream_from_template(track)
                for packet in wanted:
                    packet.pts, packet.dts = (packet.pts or 0) - first, (packet.dts or 0) - first
                    packet.stream = copy
                    target.mux(packet)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise ToolFailed(f"{print_file.name} can't be copied from: {error}.") from error
    return made


def _between(picture: Any, start: int, end: int) -> Any:
    return picture.filter("trim", start_frame=start, end_frame=end).filter("setpts", "PTS-STARTPTS")


def _subtitled(picture: Any, strip: Path, cue: Cue, size: Size) -> Any:
    above = round(size.height * 0.055)
    return picture.overlay(
        picture_in(strip), x=0, y=f"main_h-overlay_h-{above}", enable=f"between(n,{cue.start},{cue.end - 1})"
    )


def _fresh(scratch: Path, suffix: str) -> Path:
    """A name nothing else uses, also not a killed run's child that still writes."""
    return scratch / f"{uuid4().hex}{suffix}"


def _quoted(file: Path) -> str:
    return str(file.resolve()).replace("'", "'\\''")
