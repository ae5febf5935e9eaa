"""The top line: whose film it is, the rooms, and what the crew is doing; below it the next step, in words."""

import time

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rushes.service.progress import clock
from rushes.service.watch import Moment
from rushes.tui.board import Board
from rushes.tui.next_step import next_step
from rushes.tui.words import shown_line

ROOMS: dict[str, str] = {
    "director": "Director",
    "board": "Board",
    "review": "Review",
    "night": "Night",
    "trace": "Trace",
}
"""The rooms in the order of their keys, 1 to 5."""


class Masthead(Widget):
    """Two lines over every room."""

    def __init__(self, room: str) -> None:
        super().__init__()
        self.here = room

    def compose(self) -> ComposeResult:
        """The film, the rooms, the crew; and the next step."""
        with Horizontal(classes="line"):
            yield Static(id="title")
            yield Static(self._rooms(), id="rooms")
        with Horizontal(classes="line"):
            yield Static(id="next")
            yield Static(id="crew")

    def _rooms(self) -> Content:
        parts: list[Content] = []
        for key, (room, name) in enumerate(ROOMS.items(), start=1):
            style = "reverse" if room == self.here else ""
            parts.append(Content.styled(f" {key} {name} ", f"{style} @click=app.room('{room}')".strip()))
        return Content("").join(parts)

    def tell(self, board: Board, moment: Moment, *, typing: bool = False) -> None:
        """Show where the film stands; nothing before there is room for it."""
        if not self.query("#crew"):
            return
        title = board.intents.title or board.overview.source or "rushes"
        self.query_one("#title", Static).update(shown_line(title, max(8, self.size.width - 54)))
        self.query_one("#crew", Static).update(Content(crew(moment)))
        step = f"▸ {'esc, then: ' if typing else ''}{next_step(board, moment)}"
        self.query_one("#next", Static).update(shown_line(step, max(8, self.size.width - len(crew(moment)) - 4)))


def crew(moment: Moment) -> str:
    """What the crew is doing, in a few words."""
    if not moment.phase:
        return f"● process {moment.elsewhere} at work" if moment.elsewhere else "○ crew at rest"
    if moment.phase == "waiting":
        return "? waits for you"
    left = ""
    if moment.over_at is not None:
        left = f" · {clock(max(0.0, moment.over_at - time.monotonic()))} left"
    done = f" {moment.done}/{moment.shots}" if moment.shots else ""
    return f"● {moment.phase}{done}{left}"
