"""Review: a take, large; what was measured and said of it; one key for each thing a person can say."""

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rushes.film.take import ShotState, TakeKind
from rushes.memory.overview import ShotLine, TakeLine
from rushes.tui.board import Board, Filter, passes
from rushes.tui.judging import JudgingRoom
from rushes.tui.pictures.screening import Screening
from rushes.tui.pictures.stills import Still
from rushes.tui.player import play
from rushes.tui.review_words import scores, slate, source, told
from rushes.tui.standing import LOOKS
from rushes.tui.thumbnails import Thumbnails
from rushes.tui.words import shown_line

_AROUND = 400
"""Characters of the story shown before and after the shot's own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All there is to know of a shot: the facts of `rushes show`, its takes, the story around its span."""

    facts: dict[str, Any]
    takes: tuple[TakeLine, ...]
    before: str
    after: str


class ReviewRoom(JudgingRoom):
    """One shot after another."""

    NAME = "review"
    PURPOSE = (
        "Look at a take as large as the terminal allows, beside its scores, its words and its neighbours. up and down"
        " go through the shot's takes, pageup and pagedown to the shots before and after. Comparing shows the chosen"
        " take beside this one, in step. Circling puts a take into the film. A crew that waits hears you at once."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve"),
        Binding("x", "reject", "Send back"),
        Binding("r", "reroll", "Re-roll"),
        Binding("c", "circle", "Circle", show=False),
        Binding("f", "flag", "Flag", show=False),
        Binding("n", "waiting(1)", "Next for me"),
        Binding("N", "waiting(-1)", "Waiting before", show=False),
        Binding("pagedown,j", "shot(1)", "Next", key_display="j"),
        Binding("pageup,k", "shot(-1)", "Shot before", show=False),
        Binding("down", "take(1)", "Next take", show=False),
        Binding("up", "take(-1)", "Take before", show=False),
        Binding("v", "compare", "Compare"),
        Binding("tab", "side(1)", "Scores/slate/story", show=False),
        Binding("p", "play", "System's player", show=False),
        Binding("t", "trace", "Where it came from", show=False),
        Binding("escape", "app.room('board')", "Board", show=False),
    ]
    SIDES: ClassVar[tuple[str, ...]] = ("scores", "slate", "story")

    def __init__(self) -> None:
        super().__init__()
        self.number = ""
        self.sheet: Sheet | None = None
        self.chosen = 0
        self.comparing = False
        self.side = 0
        self._asked = ""
        self._told = set[str]()

    def furnish(self) -> ComposeResult:
        """The picture, what is said beside it, and the neighbours below."""
        yield Static(id="heading")
        with Horizontal(id="review"):
            with Vertical(id="picture"):
                yield Screening(id="screening")
                yield Still(id="still")
            with Vertical(id="beside"):
                yield Static(id="sides")
                with VerticalScroll(id="words"):
                    yield Static(id="said")
        with Horizontal(id="neighbours"):
            yield Thumbnails(id="before")
            yield Thumbnails(id="after")

    def board_changed(self, board: Board) -> None:
        """Show the shot that is looked at, as it stands now."""
        shots = board.overview.shots
        self._told.clear()
        if not shots:
            self.query_one("#heading", Static).update(Content("Nothing is shot yet: s sends the crew."))
            return
        if self.floor.shot not in {shot.number for shot in shots}:
            mine = next((shot for shot in shots if passes(shot, Filter.MINE)), shots[0])
            self.floor.shot = mine.number
        self._fetch(self.floor.shot)

    def _fetch(self, number: str) -> None:
        self._asked = number
        self.floor.do(lambda: self._read(number), self._came, group="review")

    def _read(self, number: str) -> Sheet:
        from rushes.memory.project import open_for_reading  # noqa: PLC0415
        from rushes.service import board as reading  # noqa: PLC0415

        with open_for_reading(self.floor.place) as project:
            facts = reading.show(project, number)
            text = project.store.plans.source().text
        intent: Any = facts["shot"] or {"span": {"start": 0, "end": 0}}
        span: Any = intent["span"]
        before = text[max(0, span["start"] - _AROUND) : span["start"]]
        after = text[span["end"] : span["end"] + _AROUND]
        return Sheet(facts, self.floor.window.takes(number), before, after)

    def _came(self, sheet: Sheet) -> None:
        if sheet.facts["number"] != self._asked:
            return
        fresh = sheet.facts["number"] != self.number
        held = None if fresh or self.sheet is None else self._take
        self.number, self.sheet = sheet.facts["number"], sheet
        ids = [take.id for take in sheet.takes]
        self.chosen = ids.index(held.id) if held and held.id in ids and not self._newer(held) else self._best()
        self._show()

    def _newer(self, held: TakeLine) -> bool:
        """Whether the take that was looked at is no longer the shot's newest, having been so."""
        takes = self.sheet.takes if self.sheet else ()
        return bool(takes) and held.id not in self._circled() and takes[-1].id in self._circled()

    def _circled(self) -> set[str]:
        circle: dict[str, str | None] = self.sheet.facts["circle"] if self.sheet else {}
        return {take for take in circle.values() if take}

    def _best(self) -> int:
        """The print, else the newest clip or still."""
        takes = self.sheet.takes if self.sheet else ()
        circled = self._circled()
        chosen = [index for index, take in enumerate(takes) if take.id in circled]
        return chosen[-1] if chosen else len(takes) - 1

    @property
    def _take(self) -> TakeLine | None:
        takes = self.sheet.takes if self.sheet else ()
        return takes[self.chosen] if 0 <= self.chosen < len(takes) else None

    # Showing.

    def _show(self) -> None:
        self._heading()
        self._picture()
        self._beside()
        for name, by in (("before", -1), ("after", 1)):
            neighbour = self._neighbour(by)
            strip = self.query_one(f"#{name}", Thumbnails)
            if neighbour:
                strip.show(self.floor, neighbour.number)

    def _heading(self) -> None:
        assert self.sheet
        facts, take = self.sheet.facts, self._take
        look = LOOKS[ShotState(facts["state"])]
        intent = facts["shot"]
        what = (
            f"{intent['size']}, {intent['angle']}, {intent['move']}, {intent['seconds']:.1f} s: {intent['subject']}"
            if intent
            else ""
        )
        place = f"take {take.id} ({self.chosen + 1} of {len(self.sheet.takes)})" if take else "no take yet"
        reason = f" — {facts['reason']}" if facts["reason"] else ""
        words = f"{facts['number']} {look.sign} {look.word} · {place} · {what}{reason}"
        self.query_one("#heading", Static).update(shown_line(words, max(20, self.size.width - 2)))

    def _picture(self) -> None:
        screening, still, take = self.query_one(Screening), self.query_one("#still", Still), self._take
        moving = take is not None and take.kind != TakeKind.KEYFRAME
        other = self._other() if self.comparing else None
        screening.display = moving or other is not None
        still.display = not screening.display
        if take is None:
            still.show(None)
        elif other:
            titles = self._title(other), self._title(take)
            screening.show(self.floor.file_of(other), self.floor.file_of(take), titles)
        elif moving:
            screening.show(self.floor.file_of(take), None, (take.id, ""))
        else:
            screening.show(None)
            still.show(self.floor.file_of(take))
        if screening.display:
            screening.focus()

    def _title(self, take: TakeLine) -> str:
        return f"{take.id} ◉" if take.id in self._circled() else take.id

    def _other(self) -> TakeLine | None:
        """What this take is compared with: the chosen one of its kind, else the one before it of its kind."""
        take, takes = self._take, self.sheet.takes if self.sheet else ()
        same = [one for one in takes if take and one.kind == take.kind and one.id != take.id]
        circled = [one for one in same if one.id in self._circled()]
        return (circled or same or [None])[-1]

    def _beside(self) -> None:
        assert self.sheet
        side, take = self.SIDES[self.side], self._take
        chips = [f"[{name}]" if name == side else f" {name} " for name in self.SIDES]
        self.query_one("#sides", Static).update(Content(" ".join(chips)))
        facts = next((one for one in self.sheet.facts["takes"] if take and one["id"] == take.id), None)
        if side == "story":
            words = source(self.sheet.before, self.sheet.facts["source"], self.sheet.after)
        elif facts is None:
            words = told("\n".join(self.sheet.facts["failures"]) or "No take yet.")
        else:
            words = scores(facts, self.sheet.facts) if side == "scores" else slate(facts, self.sheet.facts)
        self.query_one("#said", Static).update(words)

    def _neighbour(self, by: int) -> ShotLine | None:
        shots = self.floor.board.overview.shots
        at = next((index for index, shot in enumerate(shots) if shot.number == self._asked), 0) + by
        return shots[at] if 0 <= at < len(shots) else None

    # Going.

    def action_shot(self, by: int) -> None:
        """The shot before or after."""
        neighbour = self._neighbour(by)
        if neighbour:
            self._go(neighbour.number)

    def _go(self, number: str) -> None:
        self.floor.shot = number
        self.query_one("#heading", Static).update(Content(f"{number} …"))
        self._fetch(number)

    def action_waiting(self, by: int) -> None:
        """The next shot that calls for a person."""
        shots = self.floor.board.overview.shots
        here = next((index for index, shot in enumerate(shots) if shot.number == self._asked), 0)
        around = [shots[(here + by * step) % len(shots)] for step in range(1, len(shots))] if shots else []
        mine = (shot for shot in around if passes(shot, Filter.MINE) and shot.number not in self._told)
        wanted = next(mine, None)
        if wanted:
            self._go(wanted.number)
        else:
            self.floor.say("No other shot waits for you.")

    def action_take(self, by: int) -> None:
        """Another take of the shot."""
        takes = self.sheet.takes if self.sheet else ()
        if takes:
            self.chosen = (self.chosen + by) % len(takes)
            self._heading()
            self._picture()
            self._beside()

    def action_compare(self) -> None:
        """Show the chosen take beside this one, or this one alone."""
        if not self.comparing and self._other() is None:
            self.floor.say("There is no other take of this kind to compare with.")
            return
        self.comparing = not self.comparing
        self._picture()

    def action_side(self, by: int) -> None:
        """Scores, slate or story."""
        self.side = (self.side + by) % len(self.SIDES)
        if self.sheet:
            self._beside()

    def action_play(self) -> None:
        """The take in the system's own player."""
        take = self._take
        if take:
            self.floor.do(lambda: play(self.floor.file_of(take)))

    def action_trace(self) -> None:
        """The run in which this take was made."""
        take = self._take
        if take:
            self.floor.trace_take(take.id)

    # A person's word.

    def meant(self) -> list[str]:
        """The shot that was gone to last, though its picture may still be on its way."""
        return [self._asked] if self._asked else []

    def spoken(self) -> None:
        """It waits no longer, though the board may say so until it is read again."""
        self._told.add(self._asked)

    def action_circle(self) -> None:
        """Put this take into the film."""
        take = self._take
        if take:
            words = f"{take.id}: circled, its shot approved. C cuts the film with it."
            self.floor.do_in_turn(lambda: self.floor.office.circle(take.id), lambda _none: self.floor.say(words))
