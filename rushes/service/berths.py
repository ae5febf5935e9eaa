"""A studio on paper: who may work on which lane, for looking ahead without a worker being started."""

from collections.abc import Callable
from dataclasses import asdict, fields

from rushes.memory.turns import Turned, Turns
from rushes.service.lanes import Floorplan, slots_of
from rushes.studio.ahead.forecast import Berths
from rushes.studio.kit.sites import DESK
from rushes.studio.machine import Machine, card_of
from rushes.studio.pace import Sample


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


def recall(plan: Floorplan, turns: Turns) -> None:
    """Teach a plan's pace what the project's calls took on these devices."""
    for turn in turns.all():
        if turn.device == device_of(plan.machine, turn.lane):
            plan.pace.note(Sample(*(getattr(turn, one.name) for one in fields(Sample))))


def remembering(plan: Floorplan, turns: Turns) -> Callable[[Sample], None]:
    """Somebody who keeps what calls took for the next time."""

    def learn(sample: Sample) -> None:
        turns.add(Turned(**asdict(sample), device=device_of(plan.machine, sample.lane)))

    return learn


def device_of(machine: Machine, lane: str) -> str:
    """What a lane's device is called: a card's own name, else the processor."""
    number = card_of(lane)
    if number is not None and number >= len(machine.cards):
        return "a card that is gone"
    return "the processor" if number is None else machine.cards[number].name
