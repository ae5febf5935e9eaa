"""What a tool is asked and what it promises: one Protocol per capability.

Tools take values and a scratch folder and return the path of the file they made in it. They
never see the store, choose no names outside the scratch folder and keep nothing between calls
that could change a result: the same request gives the same pixels.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import JsonValue

from rushes.film.cut import Dissolve, Part
from rushes.film.encoding import Encoding
from rushes.film.frames import FrameGrid, Size
from rushes.film.manifest import Noun
from rushes.film.setup import Setup
from rushes.film.subtitles import Cue
from rushes.film.take import TakeKind
from rushes.film.words import Word
from rushes.tools.finishing.wishes import UNFINISHED, Wishes

if TYPE_CHECKING:
    from rushes.tools.finishing.frame import Frame


class Progress(Protocol):
    """Called as the work goes on. It may raise to stop the work."""

    def __call__(self, done: int, steps: int, preview: Path | None = None, /) -> None:
        """Steps done of so many; `preview`: a small picture of how far it is, in the call's scratch folder."""
        ...


Listening = Callable[[int, int], None]
"""Called with (seconds heard, seconds in all) as a recording is listened to. It may raise to stop."""


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """What a backend is and needs, known without loading it.

    `revision` names exactly what makes its pixels: weights and code. `memory_floor` is in bytes
    of device memory, 0 for the CPU. `reads_prompts` is False for a backend that draws from the plan
    alone: what only prompts carry (a person's note, the film's style) does not show in its pixels.
    """

    name: str
    revision: str
    licence: str
    size_multiple: int = 2
    frame_grid: FrameGrid = field(default_factory=FrameGrid)
    native_fps: Fraction = Fraction(24)
    memory_floor: int = 0
    reads_prompts: bool = True


@dataclass(frozen=True, slots=True)
class KeyframeRequest:
    """A still to paint: the setup, its size in pixels and a seed in [0, 2**32).

    `references` are stills that show what must look the same again, the most telling first: the bible's. `control`
    is a keyframe of the same place whose composition is to be kept. `reference_weight`, in [0, 1], is how much of the
    references is to show, where that is another than the painter's own. A painter that can't use them says so in what
    it settled for.
    """

    setup: Setup
    size: Size
    seed: int
    references: tuple[Path, ...] = ()
    control: Path | None = None
    reference_weight: float | None = None


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file, and what its maker noted for the take: how it was made, and what it had to settle for.

    `settled` holds plain JSON values. It says what came of the request on this machine, so it is no part of the
    take's key.
    """

    file: Path
    settled: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])


@dataclass(frozen=True, slots=True)
class MotionRequest:
    """A clip to make from a keyframe: `frames` frames of `size` at `fps`, the first showing the keyframe.

    `keyframe` is a PNG painted for the same setup; `keyframe_seed` is the seed it was painted with. `footage` is an
    MP4 to be remade by makers that can; its motion is kept.
    """

    setup: Setup
    keyframe: Path
    keyframe_seed: int
    size: Size
    frames: int
    fps: Fraction
    seed: int
    footage: Path | None = None


class KeyframePainter(Protocol):
    """Paints a shot's first frame."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def prepare(self, setups: Iterable[Setup]) -> None:
        """These will be asked for: whoever reads prompts with a model of its own reads them all now, at once."""
        ...

    def paint(self, request: KeyframeRequest, scratch: Path, progress: Progress) -> MadeFile:
        """A PNG (RGB, 8 bit) of exactly `request.size` in `scratch`. Raises ToolFailed."""
        ...

    def close(self) -> None:
        """Let go of what is loaded; the next call loads it again."""
        ...


class MotionMaker(Protocol):
    """Sets a keyframe in motion."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def prepare(self, setups: Iterable[Setup]) -> None:
        """These will be asked for: whoever reads prompts with a model of its own reads them all now, at once."""
        ...

    def move(self, request: MotionRequest, scratch: Path, progress: Progress) -> MadeFile:
        """An MP4 (H.264, yuv420p) of exactly `request.frames` frames in `scratch`. Raises ToolFailed."""
        ...

    def close(self) -> None:
        """Let go of what is loaded; the next call loads it again."""
        ...


class Upscaler(Protocol):
    """Makes pictures larger. Frames are RGB, height x width x 3, 8 bit; one goes in, one comes out."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    @property
    def scale(self) -> int:
        """How many times larger each side becomes."""
        ...

    def upscale(self, frames: "Iterator[Frame]") -> "Iterator[Frame]":
        """Each frame, `scale` times larger, in order. Raises ToolFailed."""
        ...


class Interpolator(Protocol):
    """Shows the same motion at another rate. Frames are RGB, height x width x 3, 8 bit."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def retime(self, frames: "Iterator[Frame]", source: Fraction, target: Fraction, count: int) -> "Iterator[Frame]":
        """Exactly `count` frames at `target` from a stream at `source` frames a second.

        Frame k shows the instant k·source/target, counted in source frames: whole instants are source frames as
        they are, what lies behind the last source frame holds it. Nothing is invented across a cut. A few frames
        are held at a time, however long the stream. Raises ToolFailed, also for a stream without frames.
        """
        ...


class Reference(Noun):
    """A still of the bible: whom it shows, or which place, by id.

    `sheet` is the set-up it was painted for; a still that a person gave has none, and shows its subject somehow.
    """

    subject: str
    place: bool = False
    sheet: Setup | None = None
    file: Path


class Shown(Noun):
    """A shot in a look at its scene: its number, its keyframe, and the set-up that shows."""

    shot: str
    keyframe: Path
    setup: Setup


@dataclass(frozen=True, slots=True)
class Sight:
    """A file that is looked at, and what it is held beside.

    `stills` are pictures it should look like: a clip's keyframe, the stills a keyframe was painted after. `bible` has
    every reference of the film's people, and of the shot's place. `bare`: it is such a reference itself.
    """

    media: Path
    kind: TakeKind
    setup: Setup
    stills: tuple[Path, ...] = ()
    bible: tuple[Reference, ...] = ()
    bare: bool = False


class TakeScorer(Protocol):
    """Measures a finished file. What the numbers mean for a take is the critic's business."""

    def measure(self, sight: Sight) -> Mapping[str, float]:
        """Numbers by the names of `film.measures`, each finite; what does not apply is not there.

        Raises BadMedia when the file doesn't decode.
        """
        ...

    def close(self) -> None:
        """Let go of what is loaded; the next look loads it again."""
        ...


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words burnt into a print: a slate line for the whole run (may be empty), and timed subtitles."""

    slate: str = ""
    subtitles: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """A clip to be finished for the cut, lettered, in the delivery codec."""

    clip: Path
    lettering: Lettering
    encoding: Encoding
    wishes: Wishes = UNFINISHED


class Transcriber(Protocol):
    """Hears the words of a recording, and when each is said."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is."""
        ...

    def transcribe(self, recording: Path, progress: Listening) -> tuple[Word, ...]:
        """The words in order, none beginning before the one before it. Raises BadSource, ToolFailed, UserMustFix."""
        ...


@dataclass(frozen=True, slots=True)
class Sound:
    """What is heard under a cut: a recording, all of it, or `spans` of it one after another, in seconds.

    `seconds` is the recording's length.
    """

    recording: Path
    seconds: Fraction
    spans: tuple[tuple[Fraction, Fraction], ...] = ()


class Editor(Protocol):
    """Finishes clips and joins them. Its files all share one codec set-up, so they join without encoding."""

    @property
    def spec(self) -> BackendSpec:
        """What this backend is: cutting needs no more."""
        ...

    @property
    def print_spec(self) -> BackendSpec:
        """What makes its prints: the backend, with the models that finish. Raises UserMustFix."""
        ...

    def print(self, request: PrintRequest, scratch: Path, progress: Progress) -> MadeFile:
        """The clip as a print, finished as is wished, else of the same size and frames. Raises ToolFailed."""
        ...

    def part(self, print_file: Path, part: Part, encoding: Encoding, scratch: Path) -> Path:
        """Some frames of a print, as they are or faded as asked. Raises ToolFailed."""
        ...

    def dissolve(self, out: Path, into: Path, dissolve: Dissolve, encoding: Encoding, scratch: Path) -> Path:
        """The end of one print over the beginning of another. Raises ToolFailed."""
        ...

    def join(self, files: Sequence[Path], scratch: Path, sound: Sound | None = None) -> Path:
        """All files one after another, copied frame by frame, ready to stream, with their sound. Raises ToolFailed."""
        ...
