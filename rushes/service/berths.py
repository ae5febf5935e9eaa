"""A studio on paper: who may work on which lane, for looking ahead without a worker being started."""

from rushes.service.lanes import Floorplan, slots_of
from rushes.studio.ahead.forecast import Berths
from rushes.studio.kit.sites import DESK
from rushes.studio.machine import card_of


def berths_on(plan: Floorplan, brain_on: tuple[str, ...] = ()) -> Berths:
    """The lanes of a plan's painter, mover and desk. `brain_on`: those that a brain of ours thinks on."""
    crew, found = plan.profile.crew, plan.sites
    painting, moving = (tuple(site.lane for site in found.get(name, ())) for name in (crew.keyframe, crew.motion))
    held = {site.lane for row in found.values() for site in row if site.fit is not None}
    slots = slots_of(plan)
    return Berths(
        slots,
        crew.keyframe,
        crew.motion,
        painting,
        moving,
        DESK,
        frozenset(slots) - held,
        tuple(sorted(brain_on)),
        judges=bool(brain_on),
    )


def brain_lanes(plan: Floorplan) -> tuple[str, ...]:
    """The cards that a profile's language model would think on; none where it is elsewhere, or the house rules do."""
    profile = plan.profile
    if profile.crew.brain != "llama" or not profile.llm.gpu_layers:
        return ()
    return tuple(name for name in slots_of(plan) if card_of(name) is not None)
