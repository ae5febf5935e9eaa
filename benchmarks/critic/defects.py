"""Defects, made on purpose: what goes wrong with takes, done to drafts whose clean form is known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.film.frames import Size
from rushes.film.manifest import SceneManifest
from rushes.film.setup import Setup, setup_for
from rushes.tools.clip_file import write_clip
from rushes.tools.draft.planes import planes
from rushes.tools.protocols import KeyframeRequest, MotionRequest
from rushes.tools.registry import motion_maker, painter

Picture = NDArray[np.uint8]
"""RGB."""


def _unheard(_done: int, _steps: int, _preview: Path | None = None, /) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A shot of a story that a defect is made on, and the plan it is from."""

    manifest: SceneManifest
    number: str
    seed: int

    @property
    def setup(self) -> Setup:
        """What should be shot."""
        scene, shot = next((scene, shot) for scene, shot in self.manifest.shots() if shot.number == self.number)
        return setup_for(self.manifest, scene, shot)


def painted(setup: Setup, size: Size, seed: int, folder: Path) -> Path:
    """A draft still."""
    folder.mkdir(parents=True, exist_ok=True)
    return painter("draft").paint(KeyframeRequest(setup, size, seed), folder, _unheard).file


def moved(setup: Setup, still: Path, size: Size, seed: int, frames: int, folder: Path) -> Path:
    """A draft clip of it."""
    folder.mkdir(parents=True, exist_ok=True)
    request = MotionRequest(setup, still, seed, size, frames, Fraction(24), seed)
    return motion_maker("draft").move(request, folder, _unheard).file


def other_person(spot: Spot) -> Setup | None:
    """The set-up with its first person looking like another of the story; None where there is no other."""
    setup, rng = spot.setup, Random(f"person {spot.number}")
    here = {one.id for one in setup.cast}
    looks = {setup.cast[0].look} if setup.cast else set()
    others = [one for one in spot.manifest.characters if one.id not in here and one.look not in looks]
    if not setup.cast or not others:
        return None
    swapped = setup.cast[0].model_copy(update={"look": rng.choice(others).look})
    return setup.model_copy(update={"cast": (swapped, *setup.cast[1:])})


def other_place(spot: Spot) -> Setup | None:
    """The set-up in another kind of place of the story; None where it has one kind."""
    setup, rng = spot.setup, Random(f"place {spot.number}")
    others = [one for one in spot.manifest.locations if one.kind is not setup.location.kind]
    return setup.model_copy(update={"location": rng.choice(others)}) if others else None


def other_shot(spot: Spot) -> Setup | None:
    """A shot of another scene, whose picture stands where this one should: a duplicate."""
    rng, scene = Random(f"shot {spot.number}"), spot.number.split("-")[0]
    others = [shot.number for one, shot in spot.manifest.shots() if one.number != scene]
    return Spot(spot.manifest, rng.choice(others), spot.seed).setup if others else None


def mirrored(picture: Picture, _rng: Random) -> Picture:
    """Left is right."""
    return np.ascontiguousarray(picture[:, ::-1])


def blurred(picture: Picture, _rng: Random) -> Picture:
    """Out of focus by a 120th of the height."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), picture.shape[0] / 120), dtype=np.uint8)


def shifted(picture: Picture, rng: Random) -> Picture:
    """A colour cast, or all hues turned by 80 degrees."""
    channel = rng.randrange(4)
    if channel == 3:
        hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0].astype(int) + 40) % 180
        return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), dtype=np.uint8)
    floats = picture.astype(np.float32)
    floats[..., channel] *= 1.35
    floats[..., (channel + 1) % 3] *= 0.8
    return np.clip(floats, 0, 255).astype(np.uint8)


def blackened(picture: Picture, _rng: Random) -> Picture:
    """Nothing was painted."""
    return np.zeros_like(picture)


def smaller(picture: Picture, _rng: Random) -> Picture:
    """Three quarters of the size."""
    height, width = picture.shape[:2]
    return np.asarray(cv2.resize(picture, (width * 3 // 8 * 2, height * 3 // 8 * 2)), dtype=np.uint8)


STILLS: Mapping[str, Callable[[Picture, Random], Picture]] = {
    "mirrored": mirrored,
    "blurred": blurred,
    "colour shift": shifted,
    "black": blackened,
    "wrong size": smaller,
}
"""Defects of one picture; a clip has them in every frame."""


def frozen(frames: list[Picture], _rng: Random) -> list[Picture]:
    """It stands still after a tenth of a second."""
    return [*frames[:2], *([frames[2]] * (len(frames) - 2))]


def flickering(frames: list[Picture], _rng: Random) -> list[Picture]:
    """Every other frame a tenth darker."""
    return [
        np.asarray(cv2.convertScaleAbs(one, alpha=0.9), dtype=np.uint8) if n % 2 else one
        for n, one in enumerate(frames)
    ]


def black_frames(frames: list[Picture], rng: Random) -> list[Picture]:
    """Three black frames in the middle."""
    at = rng.randrange(2, max(3, len(frames) - 5))
    return [np.zeros_like(one) if at <= n < at + 3 else one for n, one in enumerate(frames)]


def cast_midway(frames: list[Picture], rng: Random) -> list[Picture]:
    """A colour cast that comes in the middle of the shot."""
    seed = rng.randrange(1 << 30)
    return [shifted(one, Random(seed)) if n >= len(frames) // 2 else one for n, one in enumerate(frames)]


def cut_short(frames: list[Picture], _rng: Random) -> list[Picture]:
    """Some frames are missing."""
    return frames[: len(frames) * 3 // 4]


CLIPS: Mapping[str, Callable[[list[Picture], Random], list[Picture]]] = {
    "frozen": frozen,
    "flicker": flickering,
    "black frames": black_frames,
    "colour shift midway": cast_midway,
    "cut short": cut_short,
}
"""Defects of a clip's run."""


def written_still(picture: Picture, file: Path) -> Path:
    """As a PNG."""
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
    return file


def written_clip(frames: list[Picture], file: Path) -> Path:
    """As the draft renderer writes clips."""
    file.parent.mkdir(parents=True, exist_ok=True)
    size = Size(frames[0].shape[1], frames[0].shape[0])
    write_clip(file, (planes(one) for one in frames), size, Fraction(24), preset="ultrafast", crf=18)
    return file


def torn(file: Path, to: Path) -> Path:
    """The first three fifths of a file's bytes."""
    to.parent.mkdir(parents=True, exist_ok=True)
    data = file.read_bytes()
    to.write_bytes(data[: len(data) * 3 // 5])
    return to
