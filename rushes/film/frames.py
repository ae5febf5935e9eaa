"""Frames, sizes and rational time: the arithmetic every backend shares."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's width and height in pixels."""

    width: int
    height: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1:
            raise ValueError(f"a picture needs at least one pixel each way, not {self}")

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"

    @classmethod
    def parse(cls, text: str) -> "Size":
        """`1280x720` → Size(1280, 720). Raises ValueError."""
        width, _, height = text.lower().partition("x")
        return cls(int(width), int(height))

    def fitted(self, multiple: int) -> "Size":
        """The nearest size (halves go up) whose sides are multiples of `multiple`, never below one multiple."""
        return Size(_nearest(self.width, multiple), _nearest(self.height, multiple))


def _nearest(value: int, multiple: int) -> int:
    return max(multiple, (2 * value + multiple) // (2 * multiple) * multiple)


@dataclass(frozen=True, slots=True)
class FrameGrid:
    """The clip lengths a model can make: `step`·k + `offset` frames, k ≥ 0. Mochi: step 6, offset 1."""

    step: int = 1
    offset: int = 0

    def at_least(self, frames: int) -> int:
        """The shortest length on the grid that holds `frames` frames (≥ 1)."""
        over = max(frames, 1) - self.offset
        return max(self.step * max(0, -(-over // self.step)) + self.offset, 1 if self.step == 1 else self.offset)

    def holds(self, frames: int) -> bool:
        """Whether `frames` is on the grid."""
        return frames >= self.offset and (frames - self.offset) % self.step == 0


def frames_for(seconds: float, fps: Fraction) -> int:
    """Whole frames nearest to `seconds` at `fps` (halves to even), at least one."""
    return max(1, round(Fraction(seconds).limit_denominator(100_000) * fps))


def seconds_of(frames: int, fps: Fraction) -> Fraction:
    """The exact running time of `frames` at `fps`."""
    return Fraction(frames) / fps


def retimed(frames: int, source: Fraction, target: Fraction) -> int:
    """How many frames the same span holds at another rate, first and last instants kept.

    85 frames from 24 to 60 fps: (85 − 1)·2.5 + 1 = 211.
    """
    return int((frames - 1) * target / source) + 1


def timecode(frames: int, fps: Fraction) -> str:
    """Non-drop timecode HH:MM:SS:FF; the frame field counts to the rate rounded up."""
    base = -(-fps.numerator // fps.denominator)
    seconds, frame = divmod(frames, base)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}:{frame:02}"
