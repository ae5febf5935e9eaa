"""What the crew waits for, with what there is to judge it by: the plan in words, or the bible's stills as pictures."""

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import HorizontalScroll, Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from rushes.film.take import BIBLE
from rushes.gate import one_line
from rushes.memory.overview import TakeLine
from rushes.service.progress import clock
from rushes.tui.board import Board
from rushes.tui.dialogs.note import LineDialog
from rushes.tui.pictures.stills import Still

if TYPE_CHECKING:
    from rushes.tui.app import Floor

PLAN = "the plan"
_KEYS = "a approves · x sends back · escape decides later (w brings this back)"


class WaitingDialog(ModalScreen[None]):
    """Asks for a person's word on the plan or the bible. Escape leaves it waiting."""

    BINDINGS = [  # noqa: RUF012 - Textual's own form
        ("a", "approve", "Approve"),
        ("x", "reject", "Send back"),
        ("escape", "dismiss", "Not yet"),
    ]

    def __init__(self, what: str) -> None:
        super().__init__()
        self.what = what

    @property
    def floor(self) -> "Floor":
        """The application."""
        return cast("Floor", self.app)

    def compose(self) -> ComposeResult:
        """What it is about, in words or pictures, and the keys."""
        with Vertical(classes="dialog wide tall"):
            if self.what == PLAN:
                yield Static(id="plan-heading", classes="purpose")
                with VerticalScroll():
                    yield Static(id="plan-words")
            else:
                yield Static(Content("The bible: what people and places look like in every shot."), classes="purpose")
                with HorizontalScroll(id="bible"):
                    for name in _subjects(self.what):
                        with Vertical(classes="subject"):
                            yield Still(id=f"still-{name}")
                            yield Static(Content(one_line(name, 24)))
            yield Static(
                Content("a approves · x sends back · escape decides later (w brings this back)"), classes="quiet"
            )

    def on_mount(self) -> None:
        """Fetch what there is to see; a plan may only just have been made."""
        if self.what == PLAN:
            self.query_one(VerticalScroll).focus()
            self.watch(cast("DOMNode", self.app), "board", self._tell_plan)
        else:
            names = _subjects(self.what)
            self.floor.do(lambda: {name: self.floor.window.takes(f"{BIBLE}{name}") for name in names}, self._show)

    def _tell_plan(self) -> None:
        self.query_one("#plan-heading", Static).update(Content(_heading(self.floor.board)))
        self.query_one("#plan-words", Static).update(Content(_plan_in_words(self.floor.board)))

    def _show(self, found: dict[str, tuple[TakeLine, ...]]) -> None:
        for name, takes in found.items():
            if takes:
                self.query_one(f"#still-{name}", Still).show(self.floor.file_of(takes[-1]))

    def action_approve(self) -> None:
        """It may go on."""
        office = self.floor.office
        if self.what == PLAN:
            self.floor.do(lambda: office.judge_plan(approved=True))
        else:
            self.floor.do(lambda: office.judge_bible(["bible"], approved=True))
        self.dismiss()

    def action_reject(self) -> None:
        """It goes back; the bible's stills with a note."""
        if self.what == PLAN:
            self.floor.do(lambda: self.floor.office.judge_plan(approved=False))
            self.dismiss()
            return
        self.app.push_screen(LineDialog("What should be different about these stills?"), self._sent_back)

    def _sent_back(self, note: str | None) -> None:
        if note is not None:
            self.floor.do(lambda: self.floor.office.judge_bible(["bible"], note, approved=False))
            self.dismiss()


def _subjects(what: str) -> list[str]:
    """`the bible (bible/ada/k1, bible/mill/k1)` → ada, mill."""
    takes = what.partition("(")[2].rstrip(")").split(", ")
    return [take.removeprefix(BIBLE).partition("/")[0] for take in takes if take]


def _heading(board: Board) -> str:
    plan = board.overview.plan
    seconds = sum(intent.seconds for intent in board.intents.shots.values())
    by = plan.brain.replace("-", " ") if plan else ""
    scenes, shots = len(board.intents.headings), len(board.intents.shots)
    return f"The plan: {one_line(board.intents.title, 60)}, {scenes} scenes, {shots} shots, {clock(seconds)}, by {by}"


def _plan_in_words(board: Board) -> str:
    lines: list[str] = []
    scene = None
    for shot in board.overview.shots:
        if shot.scene != scene:
            scene = shot.scene
            lines.append(f"\n{scene:>4} {one_line(board.intents.headings.get(scene, ''), 100)}")
        intent = board.intents.shots.get(shot.number)
        if intent:
            what = f"{intent.size}, {intent.move}: {intent.subject}"
            lines.append(f"     {shot.number:<7}{intent.seconds:>5.1f}s  {one_line(what, 100)}")
            if intent.words:
                lines.append(f"{'':20}{one_line(intent.words, 100)}")
    return "\n".join(lines).lstrip("\n")
