"""The local lane: its worker is a child process, which a crash or a hang takes nothing else with."""

from collections.abc import Mapping

from pydantic import JsonValue

from rushes.studio.lanes.lane_process import LaneProcess
from rushes.studio.lanes.linked_lane import LinkedLane
from rushes.studio.lanes.sitter import Sitter
from rushes.studio.lanes.wire import Begin


class ChildLane(LinkedLane):
    """A lane on this machine. To be used from one event loop, and closed in it.

    `factory` ("module:function") is imported in the child, at its first job, and called with `given`: it returns the
    `Tools`. The child inherits this process's environment.
    """

    def __init__(self, name: str, slots: int, factory: str, given: Mapping[str, JsonValue]) -> None:
        begin = Begin(factory=factory, given=dict(given), slots=slots)
        self._sitter = Sitter()
        super().__init__(name, slots, lambda ears: LaneProcess(begin, ears, self._sitter))

    async def close(self) -> None:
        """End the child for good, and its sitter."""
        await super().close()
        self._sitter.close()
