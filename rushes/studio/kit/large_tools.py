"""Painters and movers: the draft renderer's, and models of the inventory, each held on its device as it fits there."""

from pydantic import JsonValue

from rushes.configs.profile import Profile
from rushes.memory.models import ready_folder
from rushes.studio.kit.later import later
from rushes.studio.kit.models import DRAFT, additions, depth_reader, loras, moving_model, painting_model, parts, style
from rushes.studio.kit.sites import lane_of, placed
from rushes.studio.machine import Machine
from rushes.tools import registry
from rushes.tools.fitting import Fit
from rushes.tools.placing import Placed
from rushes.tools.protocols import Interpolator, KeyframePainter, MotionMaker


def painter_on(profile: Profile, machine: Machine, lane: str, device: str) -> KeyframePainter:
    """What paints on a lane, on torch's device there. Raises UserMustFix for a name that is no painter's."""
    entry = painting_model(profile)
    if entry is None:
        return registry.painter(DRAFT)

    def make() -> KeyframePainter:
        from rushes.tools.diffusion.painter import DiffusionPainter, Wishes  # noqa: PLC0415 - only for models

        folder, painting, look = ready_folder(entry), profile.painting, style(profile)
        own = {look.lora: look.lora_weight} if look and look.lora else {}
        wishes = Wishes(
            style=look,
            loras=loras({**own, **painting.loras}),
            additions=additions(profile),
            depth=depth_reader(profile),
            steps=painting.steps,
            guidance=painting.guidance,
            eight_bit=profile.memory.eight_bit,
        )
        return DiffusionPainter(entry, folder, _fit(placed(profile, entry, machine), lane), device, wishes)

    return later(make)


def mover_on(
    profile: Profile, machine: Machine, lane: str, device: str, interpolator: Interpolator | None
) -> MotionMaker:
    """What moves on a lane; `interpolator` brings its rate to the film's. Raises UserMustFix as `painter_on`."""
    entry = moving_model(profile)
    if entry is None:
        return registry.motion_maker(DRAFT)

    def make() -> MotionMaker:
        from rushes.tools.diffusion.mover import DiffusionMover  # noqa: PLC0415 - only for models
        from rushes.tools.diffusion.video_model import MotionWishes  # noqa: PLC0415
        from rushes.tools.diffusion.video_pipelines import Levers  # noqa: PLC0415

        folder, moving = ready_folder(entry), profile.moving
        call: dict[str, JsonValue] = {} if moving.strength is None else {"strength": moving.strength}
        wishes = MotionWishes(
            style=style(profile),
            loras=loras(moving.loras),
            steps=moving.steps,
            guidance=moving.guidance,
            call=call,
            from_words=moving.from_words,
            eight_bit=profile.memory.eight_bit,
            interpolator=interpolator,
            levers=Levers(moving.attention, moving.compiled),
        )
        return DiffusionMover(entry, folder, _fit(placed(profile, entry, machine), lane), device, wishes, parts(entry))

    return later(make)


def _fit(places: tuple[Placed, ...], lane: str) -> Fit:
    """How it is held on a lane; where it has no place on it, as elsewhere: for its slates that is the same."""
    return next((one.fit for one in places if lane_of(one) == lane), places[0].fit)
