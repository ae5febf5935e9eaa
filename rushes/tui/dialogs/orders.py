"""Before the crew goes out: where a person wants to be asked."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from rushes.agents.approvals import Approvals
from rushes.service.orders import Orders
from rushes.tui.tick import Tick


class OrdersDialog(ModalScreen[Orders | None]):
    """Asks for a run's orders; `work` is how many shots there are to shoot."""

    BINDINGS = [("escape", "dismiss(None)", "Never mind"), ("s", "go", "Go")]  # noqa: RUF012 - Textual's own form

    def __init__(self, before: Orders, work: int, *, planned: bool) -> None:
        super().__init__()
        self.before = before
        self.work = work
        self.planned = planned

    def compose(self) -> ComposeResult:
        """What is to be done, and three questions."""
        asked = self.before.approvals
        with Vertical(classes="dialog"):
            yield Static(Content(self._what()))
            yield Tick("ask me about the plan before anything is shot", asked.plan or not self.planned, id="ask-plan")
            yield Tick("ask me about the bible's stills (people and places)", asked.bible, id="ask-bible")
            yield Tick("ask me about every shot", asked.shots, id="ask-shots")
            yield Static(Content("tab goes to a box, space ticks it"), classes="quiet")
            with Horizontal(classes="buttons"):
                yield Button("Send the crew (s)", variant="primary", id="go")
                yield Button("Never mind (esc)", id="no")

    def _what(self) -> str:
        if not self.planned:
            return "The crew reads the story, plans the film, shoots and cuts it."
        if not self.work:
            return "Nothing is left to shoot: the crew looks at the scenes again and cuts the film."
        return f"The crew shoots {'1 shot' if self.work == 1 else f'{self.work} shots'} and cuts the film."

    def on_mount(self) -> None:
        """Enter sends them."""
        self.query_one("#go", Button).focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go, or not."""
        if event.button.id == "go":
            self.action_go()
        else:
            self.dismiss(None)

    def action_go(self) -> None:
        """Give the orders."""
        plan, bible, shots = (self.query_one(f"#ask-{name}", Tick).value for name in ("plan", "bible", "shots"))
        self.dismiss(Orders(Approvals(plan, bible, shots)))
