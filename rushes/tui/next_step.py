"""What a person might do next, in one sentence with its key. Pure."""

from rushes.film.take import TO_SHOOT, ShotState
from rushes.service.watch import Moment
from rushes.tui.board import Board
from rushes.tui.standing import CALLS


def next_step(board: Board, moment: Moment) -> str:
    """The sentence under the rooms' names."""
    if moment.phase == "waiting":
        return _asked(moment.waiting)
    if moment.elsewhere:
        return f"Another rushes (process {moment.elsewhere}) is at work on this film. 2 shows how far it is."
    calling = sum(number for state, number in board.states.items() if state in CALLS)
    if moment.phase:
        looks = f" {_shots(calling)} to look at: 3." if calling else ""
        return f"The crew is at work. Watch it: 4. Stop it: S.{looks}"
    if board.overview.plan is None:
        return "No plan yet. s sends the crew: it plans the film and shows you the plan before anything is shot."
    if board.overview.plan.approved is False:
        return "You refused the plan. 1, then say: plan again (another one), or: approve the plan."
    return _between_runs(board, calling)


def _between_runs(board: Board, calling: int) -> str:
    work = sum(number for state, number in board.states.items() if state in TO_SHOOT)
    to_shoot = f"{_shots(work)} to shoot: s sends the crew." if work else ""
    if calling:
        return f"{_shots(calling)} for you to look at: 3 shows them. {to_shoot}".rstrip()
    if work:
        return to_shoot
    if not board.overview.film or board.overview.behind:
        return "C cuts the film." if not board.overview.film else "Another take was chosen since the cut: C cuts again."
    if board.states.keys() <= {ShotState.APPROVED}:
        return "Every shot is approved: o plays the film."
    return "The film is cut: o plays it. 3 goes through the shots; a approves."


def _asked(waiting: tuple[str, ...]) -> str:
    first = waiting[0] if waiting else ""
    if first == "the plan":
        return "The crew waits for your word on the plan: w shows it."
    if first.startswith("the bible"):
        return "The crew waits for your word on the bible's stills: w shows them."
    return f"The crew waits for your word on {_shots(len(waiting))}: 3 shows them, a approves, x sends back."


def _shots(number: int) -> str:
    return "1 shot" if number == 1 else f"{number} shots"
