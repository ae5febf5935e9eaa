"""The director's room: a conversation, and the board beside it as it changes."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message as Posted
from textual.widgets import Input

from rushes.errors import RushesError
from rushes.gate import clean
from rushes.service.watch import Moment
from rushes.tui.board import Board, rows
from rushes.tui.board_list import BoardList
from rushes.tui.entry import Entry
from rushes.tui.room import Room
from rushes.tui.talk import Talk

if TYPE_CHECKING:
    from rushes.agents.conversation.calls import Heard
    from rushes.memory.messages import Message
    from rushes.service.chat import Conversation, Reply

_REMEMBERED = 40


class DirectorRoom(Room):
    """Talk with the director; watch the board answer."""

    NAME = "director"
    PURPOSE = (
        "Say what should be different, in plain words: make 1-3 wider, scene 2 at night, show 2-1, shoot the rest."
        " `help` lists what can be said. → marks what the director called, and below it what that changed; u takes it"
        " back. Escape leaves the line you type on, so that single keys work; i or enter goes back to it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Keys", show=True),
        Binding("i,enter", "talk", "Talk"),
        Binding("up", "before", "What you said before", show=False),
        Binding("pageup", "leaf(-1)", "Back in the talk", show=False),
        Binding("pagedown", "leaf(1)", "On in the talk", show=False),
    ]

    class Piece(Posted):
        """A piece of the director's turn, from the thread in which it is thought."""

        def __init__(self, heard: "Heard") -> None:
            super().__init__()
            self.heard = heard

    def __init__(self) -> None:
        super().__init__()
        self.conversation: Conversation | None = None
        self.early = ""
        """What was said before the director was there: said to the director then."""
        self.question = ""
        self.busy = False
        self._coming = False
        self.spoken: list[str] = []

    def furnish(self) -> ComposeResult:
        """The talk on the left, the board on the right."""
        with Horizontal(id="director"):
            with Vertical(id="talking"):
                yield Talk(id="talk")
                yield Entry(placeholder="say something to the director; `help` lists what can be said", id="line")
            yield BoardList(narrow=True, id="beside-board")

    def on_mount(self) -> None:
        """Remember the talk before."""
        self.query_one("#line", Input).focus()
        self._fetch_director()

    def on_screen_resume(self) -> None:
        """Whoever comes in means to talk: letters are words here, not keys."""
        if self.floor.entering == self.NAME:
            self.floor.entering = ""
            self.query_one("#line", Input).focus()

    def _fetch_director(self) -> None:
        self._coming = True
        self.floor.do(self._begin, lambda begun: self._began(*begun))

    def _begin(self) -> "tuple[Conversation, list[Message]]":
        try:
            from rushes.memory.project import open_for_reading  # noqa: PLC0415

            conversation = self.floor.office.conversation(self._heard)
            with open_for_reading(self.floor.place) as project:
                return conversation, project.store.messages.last(_REMEMBERED)
        except Exception:
            self.app.call_from_thread(self._not_there)
            raise

    def _not_there(self) -> None:
        """What was said early goes back on the line; entering it asks for the director again."""
        self._coming = False
        if self.early:
            self.query_one("#line", Input).value, self.early = self.early, ""
            self._waits_for_answer(busy=False)

    def _heard(self, heard: "Heard") -> None:
        self.post_message(self.Piece(heard))

    def _began(self, conversation: "Conversation", messages: "list[Message]") -> None:
        self._coming, self.conversation = False, conversation
        talk = self.query_one(Talk)
        talk.remember(messages)
        self.spoken = [message.text for message in messages if message.role == "person"]
        if not messages:
            who = conversation.talker.name if conversation.talker.goes_on else "The house rules"
            talk.note(f"{who} will answer. Try: help · show 1-1 · make 1-1 closer · what is the film about?")
        if self.early:
            text, self.early = self.early, ""
            self._tell(conversation, text)

    def board_changed(self, board: Board) -> None:
        """Show the board."""
        beside = self.query_one(BoardList)
        beside.empty = "no shots yet"
        beside.show(board, rows(board))

    def moment_changed(self, moment: Moment) -> None:
        """Mark on the board what the crew is at."""
        self.query_one(BoardList).crew_at(moment.at_work)

    @on(Input.Submitted, "#line")
    def said(self, event: Input.Submitted) -> None:
        """Say it to the director, who answers while the keys go on."""
        text = event.value.strip()
        if self.busy:
            self.floor.say("The director is still at it: enter again when the answer is there.")
        if not text or self.busy:
            return
        event.input.value = ""
        self._waits_for_answer(busy=True)
        if self.conversation is not None:
            self._tell(self.conversation, text)
            return
        self.early = text
        if not self._coming:
            self._fetch_director()

    def _tell(self, conversation: "Conversation", text: str) -> None:
        self.spoken.append(text)
        self.query_one(Talk).said(text)
        self.floor.run_worker(lambda: self._say(conversation, text), thread=True, group="talk", exit_on_error=False)

    def _say(self, conversation: "Conversation", text: str) -> None:
        try:
            reply = conversation.say(text)
        except RushesError as error:
            self.app.call_from_thread(self._failed, error)
        except Exception as bug:  # noqa: BLE001 - the talk goes on, and says so
            self.app.call_from_thread(
                self._failed, RushesError(f"This is a bug in rushes: {type(bug).__name__}: {bug}")
            )
        else:
            self.app.call_from_thread(self._answered, reply)

    @on(Piece)
    def piece(self, event: Piece) -> None:
        """Show a piece of the answer."""
        self.query_one(Talk).hear(event.heard)

    def _answered(self, reply: "Reply") -> None:
        talk = self.query_one(Talk)
        talk.ends()
        self.question = reply.question
        if reply.question:
            talk.note(f"{reply.question} (yes or no)")
        self.query_one(Input).placeholder = "yes or no" if reply.question else "say something to the director"
        self._waits_for_answer(busy=False)
        if reply.changed:
            self.query_one(BoardList).go_to(reply.changed[0])
            self.floor.office.nudge()

    def _failed(self, error: RushesError) -> None:
        talk = self.query_one(Talk)
        talk.ends()
        talk.note(clean(str(error)))
        self._waits_for_answer(busy=False)

    def _waits_for_answer(self, *, busy: bool) -> None:
        self.busy = busy
        line = self.query_one("#line", Input)
        line.set_class(busy, "busy")
        line.border_subtitle = "the director thinks …" if busy else ""

    @on(BoardList.Chosen)
    def chosen(self, event: BoardList.Chosen) -> None:
        """Look at it large."""
        if event.row.shot:
            self.floor.review(event.row.shot.number)

    @on(BoardList.Moved)
    def moved(self, event: BoardList.Moved) -> None:
        """It is the shot that other rooms show."""
        if event.row and event.row.shot:
            self.floor.shot = event.row.shot.number

    def action_leaf(self, by: int) -> None:
        """Read the talk without leaving the line."""
        talk = self.query_one(Talk)
        talk.scroll_relative(y=by * max(1, talk.size.height - 2), animate=False)

    def action_leave(self) -> None:
        """Let single keys work."""
        self.query_one(BoardList).focus()

    def action_talk(self) -> None:
        """Type again."""
        self.query_one("#line", Input).focus()

    def action_before(self) -> None:
        """Bring back what was said before."""
        line = self.query_one("#line", Input)
        if line.has_focus and self.spoken:
            at = self.spoken.index(line.value) - 1 if line.value in self.spoken else -1
            line.value = self.spoken[at]
            line.cursor_position = len(line.value)
