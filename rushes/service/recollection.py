"""What calls took on this machine's devices: kept for the next run, and taught to it."""

from collections.abc import Callable
from dataclasses import asdict, fields

from rushes.memory.turns import Turned, Turns
from rushes.service.lanes import Floorplan
from rushes.studio.machine import Machine, card_of
from rushes.studio.pace import Sample


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
