"""Trace: a run, step by step; where in the graph each step stands, and what stands behind it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from rushes.errors import RushesError
from rushes.film.trace_path import FILM
from rushes.gate import clean
from rushes.memory.project import open_for_reading
from rushes.service.watch import Moment
from rushes.tui.dialogs.note import LineDialog
from rushes.tui.dialogs.sheet import Sheet
from rushes.tui.pane import Laid, Pane, Part, laid_out
from rushes.tui.room import TALL, Room
from rushes.tui.tracing.behind import behind
from rushes.tui.tracing.finding import Making, making_of
from rushes.tui.tracing.graphs import GraphFigures, Graphs, graphs, lights
from rushes.tui.tracing.lines import Kind, Line
from rushes.tui.tracing.reading import Piece, TraceReader, event_at, traces_of
from rushes.tui.tracing.roll import Roll
from rushes.tui.tracing.timeline_list import TimelineList
from rushes.tui.words import shown_line

_LOOK_EVERY = 0.5
"""Seconds between two looks at a growing trace."""

_REST = 0.05
"""Seconds the cursor must rest before what stands behind its line is fetched."""

_WIDE = 150
"""Columns from which the graphs stand beside the timeline."""

_NO_RUN = "No run has been traced yet: s sends the crew."


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the project's traces found. `grown` and `replaced` are about the one that is open."""

    files: tuple[Path, ...]
    grown: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a line: its parts, and as the pane has them."""

    parts: tuple[Part, ...]
    lines: Sequence[Laid]


class TraceRoom(Room):
    """A run as a timeline and as the graphs."""

    NAME = "trace"
    PURPOSE = (
        "A run, line by line: " + ", ".join(f"{kind.sign} {kind.value[1]}" for kind in Kind) + ". In the graphs, ▶ is"
        " the node that the line is in and ✓ those its branch had left by then; the lines below them are the ways back"
        " and ahead. Beside them stands what is behind the line: what a brain was asked and said, what a tool was given"
        " and how its take measured. < and > go to older and newer runs. / keeps to one shot."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "whole", "Whole"),
        Binding("tab", "side", "Details"),
        Binding("slash", "filter", "Shot", key_display="/"),
        Binding("right_square_bracket", "same(1)", "Next of this shot", key_display="]", show=False),
        Binding("left_square_bracket", "same(-1)", "Before in this shot", key_display="[", show=False),
        Binding("l", "follow", "Follow"),
        Binding("v", "review", "Review"),
        Binding("less_than_sign", "other_run(-1)", "Older", key_display="<"),
        Binding("greater_than_sign", "other_run(1)", "Newer", key_display=">", show=False),
        Binding("escape", "everything", "Every shot", show=False),
    ]
    DEFAULT_CSS = """
    TraceRoom #trace-run { height: 1; padding: 0 1; background: $surface; text-style: bold; }
    TraceRoom #trace-trouble { height: auto; padding: 0 1; color: $error; text-style: bold; display: none; }
    TraceRoom #trace { height: 1fr; layout: vertical; }
    TraceRoom #trace-lines { height: 2fr; }
    TraceRoom #trace-behind { height: 3fr; }
    TraceRoom.wide-room #trace { layout: horizontal; }
    TraceRoom.wide-room #trace-lines { width: 1fr; height: 1fr; }
    TraceRoom.wide-room #trace-behind { width: 80; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[Path, ...] = ()
        self.reader: TraceReader | None = None
        self.roll = Roll()
        self.piece: Piece | None = None
        self.shot: str | None = None
        """The shot that is kept to; None shows all."""
        self.following = False
        self.broken = False
        """Whether it can't be read beyond what is shown."""
        self._reading = False
        self._looking = False
        self._phase = ""
        self._sought: int | None = None
        self._rests: Timer | None = None

    def furnish(self) -> ComposeResult:
        """The run's name, its lines, the graphs, and what stands behind a line."""
        yield Static(id="trace-run")
        yield Static(id="trace-trouble")
        with Container(id="trace"):
            yield TimelineList(id="trace-lines")
            with Vertical(id="trace-behind"):
                yield GraphFigures(id="trace-graphs")
                yield Pane(id="trace-pane")

    def on_mount(self) -> None:
        """The keys go to the timeline; the graphs come when they are loaded."""
        self.timeline.focus()
        self.floor.do(graphs, self._know, group="graphs")
        self.set_interval(_LOOK_EVERY, self._look)

    @property
    def timeline(self) -> TimelineList:
        """The timeline itself."""
        return self.query_one(TimelineList)

    def on_resize(self, event: events.Resize) -> None:
        """A wide room has the graphs beside the timeline, a tall one has them whole."""
        self.set_class(event.size.width >= _WIDE, "wide-room")
        figures = self.query_one(GraphFigures)
        figures.tall = event.size.height >= TALL
        figures.draw()
        self.call_after_refresh(self._fetch)

    def on_screen_resume(self) -> None:
        """Look at once."""
        self._look()

    def moment_changed(self, moment: Moment) -> None:
        """The crew set out or came home: what is under way is not what was never left."""
        changed, self._phase = moment.phase != self._phase, moment.phase
        if changed and self.piece and self.piece.done:
            self._show_piece(self.piece, ())

    # Reading.

    def _look(self) -> None:
        """See which runs there are, and whether the open one went on."""
        if self._looking or not self.is_current:
            return
        self._looking = True
        reader = self.reader

        def look() -> News:
            files = traces_of(self.floor.place)
            return News(files, reader.changed(), reader.replaced()) if reader else News(files)

        self.floor.do(look, self._looked, group="traces")

    def _looked(self, news: News) -> None:
        self._looking = False
        known, self.files = self.files, news.files
        file = self.reader.file if self.reader else None
        if not news.files:
            self._nothing()
        elif file not in news.files or (self.following and file in known[-1:] and file not in news.files[-1:]):
            self._open(news.files[-1])
        elif news.replaced and file:
            self._open(file)
        elif news.grown and not self._reading:
            self._read()

    def _nothing(self) -> None:
        self.reader = self.piece = None
        self.roll = Roll()
        self.timeline.empty = _NO_RUN
        self.timeline.show(self.roll)
        self._say_run()

    def _open(self, file: Path) -> None:
        self.reader, self.piece, self.roll = TraceReader(file), None, Roll()
        self.following = self._goes_on()
        self.timeline.empty = "Reading …"
        self.timeline.show(self.roll, self.shot)
        self._say_trouble(None)
        self._say_run()
        self._read()

    def _read(self) -> None:
        reader = self.reader
        if reader:
            self._reading = True
            self.floor.do(lambda: self._read_on(reader), group="trace")

    def _read_on(self, reader: TraceReader) -> None:
        """Hand over piece by piece, until the file has no more or nobody looks at it any longer."""
        try:
            while reader is self.reader and self.is_running:
                piece = reader.read()
                self.app.call_from_thread(self._came, reader, piece)
                if piece.done:
                    return
        except RushesError as error:
            self.app.call_from_thread(self._broke, reader, error)

    def _came(self, reader: TraceReader, piece: Piece) -> None:
        if reader is not self.reader or not self.is_running:
            return
        self._reading = not piece.done
        self.piece = piece
        self._say_trouble(None)
        self._show_piece(piece, piece.lines)

    def _broke(self, reader: TraceReader, error: RushesError) -> None:
        """It can't be read beyond here; what stands before is shown all the same."""
        if reader is self.reader and self.is_running:
            self._reading = False
            self._say_trouble(error)
            self._show()

    def _say_trouble(self, error: RushesError | None) -> None:
        self.broken = error is not None
        trouble = self.query_one("#trace-trouble", Static)
        trouble.display = error is not None
        trouble.update(Content(clean(f"! {error}") if error else ""))

    # Showing.

    def _goes_on(self) -> bool:
        """Whether the crew is at work on this run now."""
        newest = self.reader is not None and (self.reader.file,) == self.files[-1:]
        ended = self.piece is not None and bool(self.piece.outcome)
        return newest and not ended and self.floor.moment.phase not in {"", "waiting"}

    def _show_piece(self, piece: Piece, lines: tuple[Line, ...]) -> None:
        """Show what came. A node that the crew is in now is not one that was never left."""
        self.roll.add(lines, piece.unfinished if piece.done and not self._goes_on() else ())
        self._show()
        if any(line.at == self._sought for line in lines):
            self._go_to_sought()
        elif self.following:
            self.timeline.to_the_end()

    def _show(self) -> None:
        nothing = "" if self.broken else "Nothing has happened yet."
        self.timeline.empty = nothing if self.shot is None else self._nothing_of(self.shot)
        self.timeline.show(self.roll, self.shot)
        self._say_run()

    def _nothing_of(self, shot: str) -> str:
        reading = self.piece is None or not self.piece.done
        return f"Nothing of {shot or 'the film'} {'so far' if reading else 'in this run'}: escape shows all."

    def _say_run(self) -> None:
        words = " · ".join(filter(None, self._of_the_run()))
        self.query_one("#trace-run", Static).update(shown_line(words, self.size.width - 2))

    def _of_the_run(self) -> list[str]:
        """What is said of the run, what matters most first."""
        piece, reader = self.piece, self.reader
        if reader is None:
            return []
        place = f" ({self.files.index(reader.file) + 1} of {len(self.files)})" if reader.file in self.files else ""
        if piece is None:
            return [f"{reader.file.stem}{place}", "damaged" if self.broken else "reading"]
        state = piece.outcome or ("at work" if self._goes_on() else "not ended")
        return [
            f"{piece.heading.run}{place}",
            "" if self.shot is None else f"only {self.shot or 'the film'}",
            "follows" if self.following else "",
            "damaged" if self.broken else state if piece.done else f"reading {piece.share:.0%}",
            f"{len(self.timeline.shown):,} lines",
            piece.heading.at[:16].replace("T", " "),
            piece.heading.plan,
            piece.heading.tools,
        ]

    def _know(self, known: Graphs) -> None:
        self.query_one(GraphFigures).graphs = known
        self._light()

    def _light(self) -> None:
        figures, index = self.query_one(GraphFigures), self.timeline.index
        if index is not None:
            figures.lights = lights(figures.graphs, self.roll, index)
        figures.draw()

    def on_timeline_list_moved(self, event: TimelineList.Moved) -> None:
        """Light the node, and fetch what stands behind the line once the cursor rests."""
        if event.by_hand:
            self._sought = None
            if self.timeline.cursor < len(self.timeline.shown) - 1 and self.following:
                self.following = False
                self._say_run()
        self._light()
        if self._rests:
            self._rests.stop()
        self._rests = self.set_timer(_REST, self._fetch)

    # What stands behind a line.

    def _behind(self, then: Callable[[Behind], object]) -> None:
        """Read it, then do something with it, if the cursor is still there."""
        reader, line, width = self.reader, self.timeline.line, self.query_one(Pane).reading_width
        if reader is None or line is None:
            return

        def read() -> Behind:
            parts = behind(event_at(reader.file, line.at))
            return Behind(parts, laid_out(parts, width))

        def came(found: Behind) -> None:
            if self.reader is reader and self.timeline.line == line:
                then(found)

        self.floor.do(read, came, group="behind")

    def _fetch(self) -> None:
        if self.timeline.line is None:
            self.query_one(Pane).show(())
        else:
            self._behind(lambda found: self.query_one(Pane).show(found.lines))

    def action_whole(self) -> None:
        """All that stands behind the line, on a page."""
        self._behind(lambda found: self.app.push_screen(Sheet(found.parts)))

    def on_timeline_list_chosen(self) -> None:
        """A click on the cursor's line opens it."""
        self.action_whole()

    def action_side(self) -> None:
        """To the details, or back to the timeline."""
        pane = self.query_one(Pane)
        (self.timeline if pane.has_focus else pane).focus()

    # Going.

    def action_same(self, by: int) -> None:
        """To the next line of the same shot, or the one before."""
        index = self.timeline.index
        beside = None if index is None else self.roll.beside(index, by)
        if beside is not None:
            self.timeline.go_to(beside, by_hand=True)

    def action_follow(self) -> None:
        """Stay with the newest line, or stop doing so."""
        self.following = not self.following
        if self.following:
            self._sought = None
            self.timeline.to_the_end()
        self._say_run()

    def action_filter(self) -> None:
        """Keep to one shot."""
        question = "Which shot? film for the film's own lines, nothing for all."
        self.app.push_screen(LineDialog(question, "1-2"), self._keep_to)

    def _keep_to(self, shot: str | None) -> None:
        if shot is not None:
            self.shot = None if not shot else FILM if shot == "film" else shot
            self._show()

    def action_everything(self) -> None:
        """Show every shot's lines."""
        self._keep_to("")

    def action_other_run(self, by: int) -> None:
        """An older run or a newer one."""
        file = self.reader.file if self.reader else None
        place = self.files.index(file) + by if file in self.files else -1
        if 0 <= place < len(self.files):
            self._open(self.files[place])
        elif self.files:
            self.floor.say("There is no older run." if by < 0 else "This is the newest run.")

    def action_review(self) -> None:
        """Look at the line's shot."""
        line = self.timeline.line
        if line and self.floor.board.line(line.shot):
            self.floor.review(line.shot)
        else:
            self.floor.say("This line is of no shot on the board.")

    # From a take to where it came from.

    def show_take(self, take_id: str) -> None:
        """Put the cursor on the tool call that made a take, in the newest run that has it."""

        def find() -> Making | None:
            with open_for_reading(self.floor.place) as project:
                take = project.store.takes.get(take_id)
            return making_of(self.floor.place, take)

        # The room may just be opening: what is found waits until it stands.
        self.floor.do(find, lambda found: self.call_later(self._found, take_id, found), group="making")

    def _found(self, take_id: str, making: Making | None) -> None:
        if making is None:
            self.floor.say(f"No run's trace has the making of {take_id}.")
            return
        self._sought = making.at
        if self.reader is None or self.reader.file != making.file:
            self._open(making.file)
        self.following = False
        self.timeline.focus()
        self._keep_to("")
        self._go_to_sought()

    def _go_to_sought(self) -> None:
        """Put the cursor on the line that is sought, if it is read by now."""
        index = None if self._sought is None else self.roll.at(self._sought)
        if index is not None:
            self._sought = None
            self.timeline.go_to(index)
