"""What the profile asks of finishing, and what the film is like that comes out."""

from fractions import Fraction

from rushes.configs.equipment import equipment
from rushes.configs.profile import Profile
from rushes.film.frames import Size, frames_for
from rushes.film.manifest import Shot
from rushes.film.take import MediaFacts
from rushes.tools.finishing.chain import finishing_chain
from rushes.tools.finishing.wishes import Wishes


def wishes_for(profile: Profile, shot: Shot | None = None) -> Wishes:
    """What is wished of a shot's print. Its frames are the film's own, so that no rounding adds up over the shots."""
    finish = profile.finish
    changed = profile.film_fps != profile.fps
    return Wishes(
        upscale=finish.upscale,
        scale=_scale(finish.upscale),
        delivery=finish.delivery,
        interpolate=finish.interpolate if changed else "",
        fps_out=finish.fps_out if changed else "",
        frames=frames_for(shot.seconds, profile.film_fps) if shot and changed else 0,
    )


def film_size(profile: Profile) -> Size:
    """The size of the prints and the film."""
    size = profile.size
    return finishing_chain(MediaFacts(size.width, size.height, 1, Fraction(1)), wishes_for(profile)).size


def _scale(upscaler: str) -> int:
    """How many times larger an upscaler makes a side. Raises UserMustFix for an unknown one."""
    return equipment().named(upscaler).scale if upscaler else 1
