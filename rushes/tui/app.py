"""The application: the project's office, what is seen of it, and the rooms from which it is worked with."""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input

from rushes.errors import Interrupted, RushesError, UserMustFix, WaitsForPerson
from rushes.film.take import TO_SHOOT, ShotState
from rushes.gate import clean
from rushes.memory.lock import held_elsewhere
from rushes.memory.overview import TakeLine, Window
from rushes.memory.vault import Vault
from rushes.service.orders import Orders
from rushes.service.watch import Moment, Watch
from rushes.tui.board import Board
from rushes.tui.bugs import a_bug
from rushes.tui.masthead import ROOMS
from rushes.tui.themes import HIGH_CONTRAST, PLAIN
from rushes.tui.way_out import here
from rushes.tui.words import beginning

if TYPE_CHECKING:  # what is heavy is loaded once the first screen stands
    from rushes.agents.conversation.hands import Back
    from rushes.service.office import Office
    from rushes.tui.screens.trace import TraceRoom

LOOK_EVERY = 0.2
"""Seconds between two looks at what changed."""

_RESTS = 4
"""How much longer than a reading of the board the pause after it is: the crew works in this process too."""

_LOADED_AFTER = 0.3
"""Seconds from the first screen on until the rest of the product is loaded beside it."""


_OF_A_FILM = frozenset({"room", "start", "stop", "waiting", "undo", "cut", "play_film", "report"})


def _room(name: str, story: Path | None = None) -> Screen[Any]:
    """A room, its module loaded now."""
    made = getattr(import_module(f"rushes.tui.screens.{name}"), f"{name.title()}Room")
    return made(story) if story else made()


_LONGEST = 1000
"""Characters of what is said in a corner of the screen."""

_SAID_FOR, _TROUBLE_FOR = 3, 8
"""Seconds that it stands there."""

NOTHING: Callable[[Any], None] = lambda _result: None  # noqa: E731 - a name for a default


class Floor(App[None]):
    """The studio floor of one project. `graphics` says what the terminal can show pictures with."""

    TITLE = "rushes"
    CSS_PATH = "floor.tcss"
    MODES: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {  # pyright: ignore[reportIncompatibleVariableOverride]
        room: partial(_room, room) for room in ROOMS
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(key), f"room('{room}')", ROOMS[room], show=False) for key, room in enumerate(ROOMS, start=1)),
        *(
            Binding(f"f{key}", f"room('{room}')", ROOMS[room], show=False, priority=True)
            for key, room in enumerate(ROOMS, start=2)
        ),
        Binding("question_mark", "help", "Help", key_display="?"),
        Binding("f1", "help", "Help", show=False, priority=True),
        Binding("s", "start", "Send the crew", show=False),
        Binding("S", "stop", "Stop the crew", show=False),
        Binding("w", "waiting", "What waits", show=False),
        Binding("u", "undo('change')", "Undo", show=False),
        Binding("U", "undo('undo')", "Redo", show=False),
        Binding("o", "play_film", "Play the film", show=False),
        Binding("C", "cut", "Cut the film", show=False),
        Binding("M", "report", "The morning report", show=False),
        Binding("q", "quit", "Quit"),
    ]

    board: reactive[Board] = reactive(Board(), init=False)
    moment: reactive[Moment] = reactive(Moment(), init=False)

    place: Path
    window: Window
    vault: Vault
    crew: Watch

    def __init__(self, folder: Path | None, graphics: str = "halfblocks", story: Path | None = None) -> None:
        """Without a `folder` it asks for one first, or for a story to begin a film of (`story`, where one is named)."""
        super().__init__()
        self.folder = folder
        self.story = story
        self.graphics = graphics
        self.shot = ""
        """The shot that is looked at, in whichever room."""
        self.entering = ""
        """The room that is being gone to: coming back from a dialog is no entering."""
        self._version = -1
        self._loading = False
        self._reads_again = 0.0
        self._opening = Lock()
        self._turns = deque[tuple[Callable[[], Any], Callable[[Any], object]]]()
        self._office: Office | None = None
        self._orders = Orders()

    # Looking.

    def on_mount(self) -> None:
        """Go in, or ask where to."""
        for theme in (PLAIN, HIGH_CONTRAST):
            self.register_theme(theme)
        self.theme = PLAIN.name
        if self.folder is None:
            self.push_screen(_room("welcome", self.story), self._named)
        else:
            self._enter(self.folder)

    def _named(self, folder: Path | None) -> None:
        if folder is not None:
            self._enter(folder)

    def _enter(self, folder: Path) -> None:
        """Open a project, and begin to look."""
        folder = folder.resolve()
        try:
            self.window = Window(folder)
            if self.window.older:
                self.window = _migrated(folder, self.window)
        except RushesError as error:
            self.trouble(error)
            return
        self.folder = self.place = folder
        self.vault = Vault(folder / "media")
        self.crew = Watch(self._to_shoot)
        self._version = self.window.version()
        gc.freeze()  # else the many lines that are read now have all that was loaded searched for garbage
        self.board = Board(self.window.overview())
        self.switch_mode("board" if self.board.overview.plan else "director")
        self.call_after_refresh(self._load)  # the plan's words, which the first paint does not wait for
        self.set_interval(LOOK_EVERY, self._look)
        self.set_timer(_LOADED_AFTER, partial(self.do, self._load_the_rest, group="loading"))

    @property
    def office(self) -> "Office":
        """The project's office, opened when it is first needed. For any thread."""
        with self._opening:
            if self._office is None:
                from rushes.service.office import Office  # noqa: PLC0415

                crew = self.crew
                self._office = Office(self.place, tell=crew.hears, watch=crew.sees, say=crew.says)
            return self._office

    def _load_the_rest(self) -> None:
        """So that no key waits for it."""
        assert self.office
        for room in ROOMS:
            import_module(f"rushes.tui.screens.{room}")
        for dialog in ("help", "orders", "sheet", "waiting"):
            import_module(f"rushes.tui.dialogs.{dialog}")
        gc.freeze()  # what is loaded is no garbage: going through all of it took a tenth of a second, under the keys

    def on_unmount(self) -> None:
        """Let go of what was held for the screens."""
        gc.unfreeze()

    def _look(self) -> None:
        moment = self.crew.look()
        elsewhere = 0 if moment.phase else held_elsewhere(self.place)
        self.moment = replace(moment, elsewhere=elsewhere) if elsewhere else moment
        due = not self._loading and time.monotonic() >= self._reads_again
        if due and self.window.version() != self._version:
            self._load()

    def _load(self) -> None:
        self._loading = True
        version = self.window.version()
        changed, self._version = version != self._version, version
        self.run_worker(partial(self._read, changed=changed), thread=True, group="board", exit_on_error=False)

    def _read(self, *, changed: bool) -> None:
        began = time.monotonic()
        try:
            before = self.board
            overview = self.window.overview() if changed else before.overview
            plan, known = overview.plan, before.overview.plan
            same = plan and known and plan.revision == known.revision and before.intents.title
            intents = before.intents if same or plan is None else self.window.intents(plan.revision)
            board = Board(overview, intents).reckoned()
            self._reads_again = time.monotonic() + _RESTS * (time.monotonic() - began)
            self.call_from_thread(self._loaded, board)
        except RushesError as error:
            self.call_from_thread(self._loaded, None)
            self.trouble(error)

    def _loaded(self, board: Board | None) -> None:
        self._loading = False
        if board is not None:
            self.board = board
            if self._office is not None:  # else nobody is there to be told, and opening it would hold the first paint
                self._office.nudge()  # somebody may have spoken in another terminal

    def _to_shoot(self) -> int:
        with self.office.writing() as project:
            only = self.office.only
            board = project.store.shots.all()
            return sum(one.state in TO_SHOOT and (not only or one.number in only) for one in board)

    def takes_of(self, shot: str, then: Callable[[tuple[TakeLine, ...]], None]) -> None:
        """Fetch a shot's takes and hand them over."""
        self.do(lambda: self.window.takes(shot), then, group=f"takes of {shot}")

    def file_of(self, take: TakeLine) -> Path:
        """Where a take's file lies."""
        return self.vault.path(take.media)

    # Doing.

    def do(self, work: Callable[[], Any], then: Callable[[Any], object] = NOTHING, group: str = "work") -> None:
        """Do something that may take a while, off the keys' thread; then hand the screen what came of it.

        An error of ours is shown as its sentence; any other is a bug, and is called one.
        """
        self.run_worker(lambda: self._done(work, then), thread=True, group=group, exit_on_error=False)

    def do_in_turn(self, work: Callable[[], Any], then: Callable[[Any], object] = NOTHING) -> None:
        """`do` for what a person says: however fast the keys, one word after another, in their order."""
        self._turns.append((work, then))
        if len(self._turns) == 1:
            self._next_turn()

    def _next_turn(self) -> None:
        def done() -> None:
            self._done(*self._turns[0])
            self.call_from_thread(ended)

        def ended() -> None:
            self._turns.popleft()
            if self._turns:
                self._next_turn()

        self.run_worker(done, thread=True, group="words", exit_on_error=False)

    def _done(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        try:
            result = work()
        except RushesError as error:
            self.trouble(error)
        except Exception as bug:  # noqa: BLE001 - a bug in one action must not end the night that runs beside it
            self.trouble(a_bug(bug))
        else:
            self.call_from_thread(then, result)

    def trouble(self, error: RushesError) -> None:
        """Say what is wrong and what to do about it, from any thread."""
        severity = "information" if isinstance(error, Interrupted | WaitsForPerson) else "error"
        text = clean(beginning(here(f"{error.title}\n{error.way_out}".strip()), _LONGEST))
        self.notify(text, severity=severity, timeout=_TROUBLE_FOR, markup=False)

    def say(self, text: str) -> None:
        """A short word on what was done."""
        self.notify(clean(beginning(here(text), _LONGEST)), timeout=_SAID_FOR, markup=False)

    # The rooms.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Whether a key means anything: before there is a film only leaving and help do."""
        return self.folder is not None or action not in _OF_A_FILM

    def action_room(self, room: str) -> None:
        """Go to a room."""
        self.entering = room
        if room == "review":
            self._to_who_waits()
        self.switch_mode(room)

    def _to_who_waits(self) -> None:
        """Review begins at a shot that the crew waits for, where there is one."""
        waiting = [shot.number for shot in self.board.overview.shots if shot.state == ShotState.WAITING]
        if waiting and self.shot not in waiting:
            self.shot = waiting[0]

    def review(self, shot: str) -> None:
        """Look at a shot large."""
        self.shot = shot
        self.switch_mode("review")

    def trace_take(self, take: str) -> None:
        """Go to where a take was made."""
        self.switch_mode("trace")
        self.call_later(cast("TraceRoom", self.screen).show_take, take)

    def action_help(self) -> None:
        """Say what can be done here."""
        from rushes.tui.dialogs.help import Help  # noqa: PLC0415

        self.push_screen(Help(self.screen))

    # The crew.

    def action_start(self) -> None:
        """Send the crew out, asking first where a person wants to be asked."""
        if self.moment.phase:
            self.say("The crew is at work already. S stops it.")
            return
        if self.moment.elsewhere:
            self.say(
                f"Another rushes (process {self.moment.elsewhere}) is at work here. Wait for it, or stop it there."
            )
            return
        from rushes.tui.dialogs.orders import OrdersDialog  # noqa: PLC0415

        work = sum(number for state, number in self.board.states.items() if state in TO_SHOOT)
        self.push_screen(OrdersDialog(self._orders, work, planned=self.board.overview.plan is not None), self._send)

    def _send(self, orders: Orders | None) -> None:
        if orders is not None:
            self._orders = orders
            self.send(orders)

    def send(self, orders: Orders) -> None:
        """Have the crew shoot until it is done, is stopped, or only a person can go on."""
        self.crew.begins()
        self.moment = self.crew.look()
        self.run_worker(lambda: self._shoot(orders), thread=True, group="crew", exit_on_error=False)

    def _shoot(self, orders: Orders) -> None:
        try:
            ended = self.office.shoot(orders, self._waits)
        except RushesError as error:
            self.crew.ends(here(str(error)))
            self.trouble(error)
        except Exception as bug:  # noqa: BLE001 - the screen stays, and says so
            self.crew.ends(str(a_bug(bug)))
            self.trouble(a_bug(bug))
        else:
            self.crew.ends(_outcome(ended.unshot if ended else None))

    def _waits(self, waiting: tuple[str, ...]) -> None:
        self.crew.waits(waiting)
        if not waiting[0][:1].isdigit():
            self.call_from_thread(self._asks)

    def _asks(self) -> None:
        """Show what the crew waits for, but never under the fingers of somebody who types."""
        if isinstance(self.focused, Input):
            self.say("The crew waits for your word: esc, then w shows what for.")
        else:
            self.action_waiting()

    def action_stop(self) -> None:
        """Stop the crew after the steps in hand."""
        if not self.moment.phase:
            other = self.moment.elsewhere
            self.say(f"Stop it where it was sent: process {other}." if other else "The crew is at rest.")
            return
        self.office.call_off()
        self.say("The crew stops after the steps in hand; all that is finished is kept.")

    def action_waiting(self) -> None:
        """Show what the crew waits for."""
        from rushes.tui.dialogs.waiting import WaitingDialog  # noqa: PLC0415

        waiting = self.crew.look().waiting
        if not waiting:
            self.say("The crew waits for nothing.")
        elif waiting[0][:1].isdigit():
            self.review(waiting[0])
        elif not any(isinstance(screen, WaitingDialog) for screen in self.screen_stack):
            self.push_screen(WaitingDialog(waiting[0]))

    def action_undo(self, back: "Back") -> None:
        """Take the last change back, or the last undo."""
        self.do_in_turn(
            lambda: self.office.undo(back),
            lambda went: self.say(f"{'Undone' if back == 'change' else 'Done again'}: {went.what}"),
        )

    def action_cut(self) -> None:
        """Join the chosen takes into the film."""
        self.do(self.office.cut, lambda film: self.say(f"{film.file} is {film.seconds:.1f} s long. o plays it."))

    def action_play_film(self) -> None:
        """The film, here; the system's own player is a key further."""
        from rushes.tui.dialogs.premiere import Premiere  # noqa: PLC0415

        film = self.place / "cuts" / "film.mp4"
        if film.is_file():
            self.push_screen(Premiere(film))
        else:
            self.trouble(UserMustFix("There is no film yet.", "s sends the crew; C cuts what is there."))

    def action_report(self) -> None:
        """The morning report."""
        from rushes.tui.dialogs.sheet import Sheet  # noqa: PLC0415
        from rushes.tui.pane import Part  # noqa: PLC0415

        def read() -> list[str]:
            from rushes.memory.project import open_for_reading  # noqa: PLC0415
            from rushes.service.night.last_night import last_night  # noqa: PLC0415
            from rushes.service.report import report_of  # noqa: PLC0415
            from rushes.service.report_words import in_words  # noqa: PLC0415

            with open_for_reading(self.place) as project:
                night = last_night(project, datetime.now(UTC))
                return [*night, *([""] if night else []), *in_words(report_of(project))]

        self.do(read, lambda lines: self.push_screen(Sheet((Part("The morning report", here("\n".join(lines))),))))

    def leave(self) -> None:
        """Call the crew off, wherever the application ended: what is in hand is finished and kept."""
        if self._office is not None:
            self._office.close()

    async def action_quit(self) -> None:
        """Stop the crew and leave: what is in hand is finished and kept first."""
        self.leave()
        if self.folder is not None and self.moment.phase:
            self.say("The crew finishes the steps in hand …")
            self.run_worker(self._gone_home(), group="leaving")
        else:
            self.exit()

    async def _gone_home(self) -> None:
        await self.workers.wait_for_complete([one for one in self.workers if one.group == "crew"])
        self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the palette offers: Textual's own, and every key of this room and the floor; nothing twice."""
        own = list(super().get_system_commands(screen))
        yield from own
        offered = {command.title for command in own}
        for active in screen.active_bindings.values():
            binding, action = active.binding, active.binding.action.removeprefix("app.")
            if binding.description and not {binding.description, action} & offered:
                offered |= {binding.description, action}
                run = partial(self.call_later, self.run_action, binding.action, active.node)
                yield SystemCommand(binding.description, f"key {binding.key}", run)


def _migrated(folder: Path, before: Window) -> Window:
    """A window into the store once it has this rushes' schema. Raises ProjectBusy, DiskTrouble."""
    from rushes.memory.project import open_for_writing  # noqa: PLC0415 - only an old project needs it here

    before.close()
    with open_for_writing(folder):
        return Window(folder)


def _outcome(unshot: tuple[str, ...] | None) -> str:
    if unshot is None:
        return "The crew went home while it waited for you."
    if unshot:
        return f"The budget is spent; {len(unshot)} shots were not shot: s goes on with a fresh one."
    return "The crew is done, and the film is cut: o plays it."
