"""A clip on its way into a print: as it is, or through its finishing, its frames going straight into the encoder.

An editor letters `picture` and has `run` make the file. Lettering comes last: it is drawn at the delivery's size, and
no upscaler or interpolator ever sees a letter.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rushes.film.frames import Size
from rushes.tools.ffmpeg import run, video_in
from rushes.tools.finishing.chain import Chain, finished, finishing_chain
from rushes.tools.finishing.piping import frames_in, in_video_colours, poured
from rushes.tools.finishing.streams import clip_facts, decoded
from rushes.tools.finishing.wishes import Wishes
from rushes.tools.protocols import Interpolator, Progress, Upscaler


@dataclass(frozen=True, slots=True)
class Finishers:
    """The tools that finish, by their names. Nothing is loaded before it is used."""

    upscalers: dict[str, Upscaler]
    interpolators: dict[str, Interpolator]

    @property
    def revisions(self) -> tuple[str, ...]:
        """What exactly makes their pixels. Raises UserMustFix for a model that is not here."""
        return tuple(tool.spec.revision for tool in (*self.upscalers.values(), *self.interpolators.values()))


NO_FINISHERS = Finishers({}, {})


class Reel:
    """A clip, what is wished of it, and the tools for that."""

    def __init__(self, clip: Path, wishes: Wishes, finishers: Finishers, progress: Progress) -> None:
        self._clip = clip
        self._wishes = wishes
        self._finishers = finishers
        self._progress = progress

    @cached_property
    def chain(self) -> Chain:
        """The steps. Raises BadMedia for a clip that can't be read."""
        return finishing_chain(clip_facts(self._clip), self._wishes)

    @property
    def size(self) -> Size:
        """The print's size."""
        return self.chain.size

    @property
    def picture(self) -> Any:
        """The finished clip as an input of an ffmpeg-python graph, in the colours of a print."""
        if not self.chain.steps:
            return video_in(self._clip)
        return in_video_colours(frames_in(self.chain.size, self.chain.fps))

    def run(self, stream: Any, made: Path) -> Path:
        """Run a graph over `picture` that writes `made`. Raises ToolFailed."""
        if not self.chain.steps:
            return run(stream, made)
        with closing(decoded(self._clip)) as frames:
            return poured(self._finished(frames), self.chain.size, stream, made)

    def _finished(self, frames: Iterator[Any]) -> Iterator[Any]:
        upscaler = self._finishers.upscalers.get(self._wishes.upscale)
        interpolator = self._finishers.interpolators.get(self._wishes.interpolate)
        return finished(frames, self.chain, upscaler, interpolator, self._progress)
