"""The camera's move over a shot, and what it does to a point at a given distance."""

import math
from dataclasses import dataclass
from random import Random

from rushes.film.vocabulary import Angle, Move, ShotSize
from rushes.tools.draft.camera import Camera
from rushes.tools.draft.canvas import Point


@dataclass(frozen=True, slots=True)
class Drift:
    """How the camera differs from the keyframe's framing at one moment.

    `right`, `up`, `ahead` in metres; `zoom` is a factor; `shift` in pixels is how far the picture
    slides when the camera turns; `roll` in degrees is added to the framing's own.
    """

    right: float = 0.0
    up: float = 0.0
    ahead: float = 0.0
    zoom: float = 1.0
    shift: Point = (0.0, 0.0)
    roll: float = 0.0

    def scale(self, ahead: float) -> float:
        """How much larger something `ahead` metres before the lens has become."""
        return self.zoom * ahead / max(ahead - self.ahead, 0.12)

    def carried(self, camera: Camera, point: Point, ahead: float) -> Point:
        """Where a keyframe pixel showing something `ahead` metres before the lens goes, before roll."""
        grown = self.scale(ahead)
        u = point[0] - camera.centre[0] - camera.focal * self.right / ahead
        v = point[1] - camera.centre[1] + camera.focal * self.up / ahead
        return camera.centre[0] + grown * u + self.shift[0], camera.centre[1] + grown * v + self.shift[1]


_CLOSENESS = {ShotSize.EXTREME_LONG: 0.8, ShotSize.LONG: 1.0, ShotSize.FULL: 1.0, ShotSize.INSERT: 0.8}
_EASE = 0.22  # the part of a move spent starting, and as much stopping


def eased(t: float) -> float:
    """Progress of a move at time t in [0, 1]: a soft start, an even run, a soft stop."""
    if t < _EASE:
        done = t * t / (2 * _EASE)
    elif t > 1 - _EASE:
        done = 1 - _EASE - (1 - t) ** 2 / (2 * _EASE)
    else:
        done = t - _EASE / 2
    return done / (1 - _EASE)


@dataclass(frozen=True, slots=True)
class CameraMove:
    """A move over `seconds`. `width` is the frame's, in pixels; `drift_at` is pure.

    A pan or track is centred on the composition: it enters before it and leaves after it. A push or
    zoom in starts from the composed frame; a pull or zoom out ends on it. A resting camera
    `creeps` in by a fortieth where nobody is in the shot, so that an empty place is not a frozen one.
    """

    move: Move
    angle: Angle
    size: ShotSize
    seconds: float
    width: int
    camera: Camera
    seed: int
    creeps: bool = False

    @property
    def deep(self) -> bool:
        """Whether the move travels, so that near things pass before far ones."""
        return self.move in {Move.PUSH_IN, Move.PULL_OUT, Move.TRACK_LEFT, Move.TRACK_RIGHT}

    def parallax(self, one: float, other: float) -> float:
        """How far two planes so many metres ahead slide apart over the whole move, in pixels at the frame's edge."""
        start, end = self.drift_at(0.0), self.drift_at(1.0)
        if not self.deep:
            return 0.0
        reach = self.camera.focal * abs(end.right - start.right) + self.width / 2 * abs(end.ahead - start.ahead)
        return reach * abs(1 / one - 1 / other)

    @property
    def turns(self) -> bool:
        """Whether the camera turns on its foot: far things keep together, near ones part a little."""
        return self.move in {Move.PAN_LEFT, Move.PAN_RIGHT, Move.TILT_UP, Move.TILT_DOWN}

    @property
    def resting(self) -> bool:
        """Whether the framing never changes."""
        return self.move is Move.STATIC and not self.shaky and not self.creeps

    @property
    def shaky(self) -> bool:
        """Whether the camera is on a shoulder."""
        return self.move is Move.HANDHELD or (self.move is Move.STATIC and self.angle is Angle.POINT_OF_VIEW)

    def drift_at(self, t: float) -> Drift:
        """The camera at time t in [0, 1] of the shot."""
        progress = eased(t)
        swing = progress - 0.5
        turn = self.width * min(0.16, 0.075 + 0.012 * self.seconds) * _CLOSENESS.get(self.size, 0.8)
        gain = min(0.24, 0.10 + 0.02 * self.seconds) * _CLOSENESS.get(self.size, 0.85)
        toward = -1.0 if self.move in {Move.PAN_LEFT, Move.TILT_DOWN, Move.TRACK_LEFT} else 1.0
        travelled = 1 - progress if self.move in {Move.PULL_OUT, Move.ZOOM_OUT} else progress
        drift = Drift()
        match self.move:
            case Move.PAN_LEFT | Move.PAN_RIGHT:
                drift = Drift(right=toward * swing * 0.03 * self.camera.distance, shift=(-toward * swing * turn, 0.0))
            case Move.TILT_UP | Move.TILT_DOWN:
                drift = Drift(
                    up=toward * swing * 0.015 * self.camera.distance, shift=(0.0, toward * swing * turn * 0.72)
                )
            case Move.TRACK_LEFT | Move.TRACK_RIGHT:
                drift = Drift(right=toward * swing * turn * 1.25 * self.camera.distance / self.camera.focal)
            case Move.PUSH_IN | Move.PULL_OUT:
                drift = Drift(ahead=self.camera.distance * (1 - 1 / (1 + gain * travelled)))
            case Move.ZOOM_IN | Move.ZOOM_OUT:
                drift = Drift(zoom=1 + gain * travelled)
            case Move.HANDHELD:
                drift = self._handheld(t, 1.0)
            case Move.STATIC:
                drift = self._handheld(t, 0.55) if self.shaky else Drift(zoom=1 + 0.025 * t if self.creeps else 1.0)
        return drift

    def _handheld(self, t: float, amount: float) -> Drift:
        """Breath and tremor: slow sines of unlike periods, at rest when the shot starts."""
        rng = Random(f"handheld {self.seed}")
        time = t * self.seconds
        shake = [
            sum(
                part * (math.sin(2 * math.pi * rate * rng.uniform(0.85, 1.15) * time + phase) - math.sin(phase))
                for part, rate, phase in ((1.0, 0.31, rng.uniform(0, 6.3)), (0.45, 0.83, rng.uniform(0, 6.3)))
            )
            for _ in range(3)
        ]
        reach = self.width * 0.0085 * amount
        return Drift(zoom=1.03, shift=(shake[0] * reach, shake[1] * reach * 0.8), roll=shake[2] * 0.28 * amount)
