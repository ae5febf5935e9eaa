"""Where a run stops for a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Approvals:
    """Where the graph waits for a person."""

    plan: bool = False
    bible: bool = False
    shots: bool = False
