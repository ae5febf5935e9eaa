"""What a run is asked to do."""

from dataclasses import dataclass, field

from rushes.agents.approvals import Approvals


@dataclass(frozen=True, slots=True)
class Orders:
    """What a run is asked: where it waits for a person, and which shots it is about (all when empty)."""

    approvals: Approvals = field(default_factory=Approvals)
    only: tuple[str, ...] = ()
