"""What every lane promises.

A module that holds a lane to it has a class of its own under `LaneContract`, and the fixtures `play`, which runs a
coroutine in the lane's loop, `lane`, which has two slots and the tools of `doubles.lane_tools:stunts`, and `another`,
which makes such a lane in the running loop.
"""

from studio.contract_control import Control
from studio.contract_errors import Errors
from studio.contract_jobs import Jobs


class LaneContract(Jobs, Errors, Control):
    """All of it."""
