"""The first room: a story becomes a project, or a film that was begun is opened."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from rushes.configs.profile import load_profile, shipped_profiles
from rushes.errors import UserMustFix
from rushes.gate import one_line
from rushes.memory.titles import title_of
from rushes.service.finding import Around, around
from rushes.service.progress import clock
from rushes.service.projects import home_for, start
from rushes.tui.entry import Entry
from rushes.tui.keys import Keys
from rushes.tui.words import shown

if TYPE_CHECKING:
    from rushes.tui.app import Floor

_PROFILES = {
    "draft": "draft: an animatic, on any machine, nothing to download",
    "laptop": "laptop: small models",
    "workstation": "workstation: Flux and Mochi on a 24 GB card",
    "studio": "studio: the largest, on 80 GB",
}


_OPEN = "open the film       "

_LONGEST = 60
"""Cells of a folder's name under which titles stand in one column, and letters of a title."""


class WelcomeRoom(Screen[Path]):
    """Asks which story, or which film; ends with the project's folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.quit", "Quit"),
        Binding("ctrl+s", "begin", "Begin the film"),
    ]

    def __init__(self, story: Path | None = None) -> None:
        super().__init__()
        self.story = story
        self.found = Around((), ())

    @property
    def floor(self) -> "Floor":
        """The application."""
        return cast("Floor", self.app)

    def compose(self) -> ComposeResult:
        """What was found, and what is asked."""
        with Vertical(id="welcome"):
            yield Static(Content("rushes: a story goes in, a film comes out."), id="greeting")
            yield Static(Content("Stories and films near here (enter takes one), or type a path below:"))
            yield OptionList(id="found", markup=False)
            yield Entry(placeholder="a story, a screenplay, a book or a recording: path/to/story.md", id="source")
            with Horizontal(classes="asked"):
                yield Input(placeholder="minutes (the story's own)", id="minutes", type="number")
                known = [(_PROFILES.get(name, name), name) for name in shipped_profiles()]
                yield Select(known, value="draft", allow_blank=False, id="profile")
            with Horizontal(classes="buttons"):
                yield Button("Begin the film", variant="primary", id="begin")
                yield Static(id="heard")
        yield Keys()

    def on_mount(self) -> None:
        """Look around."""
        self.found = around(Path.cwd())
        options = self.query_one("#found", OptionList)
        options.add_options([Option(shown(f"{_OPEN}{_near(folder)}")) for folder in self.found.projects])
        options.add_options([Option(shown(f"make a new film of  {_near(source)}")) for source in self.found.sources])
        if options.option_count:
            options.highlighted = 0
        if self.story:
            self.query_one("#source", Input).value = str(self.story)
        (options if options.option_count and not self.story else self.query_one("#source", Input)).focus()
        projects = self.found.projects
        self.floor.do(lambda: [title_of(folder) for folder in projects], self._titled, group="titles")

    def _titled(self, titles: list[str]) -> None:
        """Name the films beside their folders, which stay where they stood."""
        if not self.is_attached:
            return
        options, folders = self.query_one("#found", OptionList), [_near(folder) for folder in self.found.projects]
        column = min(_LONGEST, max(map(cell_len, folders), default=0)) + 2
        for place, (folder, title) in enumerate(zip(folders, titles, strict=True)):
            if title:
                beside = folder + " " * max(2, column - cell_len(folder))
                options.replace_option_prompt_at_index(place, shown(f"{_OPEN}{beside}{one_line(title, _LONGEST)}"))

    @on(OptionList.OptionSelected)
    def taken(self, event: OptionList.OptionSelected) -> None:
        """Open the film, or take the story."""
        projects = self.found.projects
        if event.option_index < len(projects):
            self.dismiss(projects[event.option_index])
            return
        self.query_one("#source", Input).value = str(self.found.sources[event.option_index - len(projects)])
        self.query_one("#begin", Button).focus()

    @on(Input.Submitted)
    @on(Button.Pressed)
    def action_begin(self) -> None:
        """Read the story and make a project of it."""
        typed = self.query_one("#source", Input).value.strip()
        if not typed:
            self.floor.trouble(UserMustFix("No story is named yet.", "Choose one above, or type its path."))
            return
        minutes = self.query_one("#minutes", Input).value.strip()
        profile = str(cast("Select[str]", self.query_one("#profile", Select)).value)
        self.query_one("#heard", Static).update(Content("reading …"))
        self.floor.do(lambda: self._start(typed, minutes, profile), self.dismiss)

    def _start(self, typed: str, minutes: str, profile: str) -> Path:
        source = Path(typed).expanduser()
        folder = _free(home_for(source))
        try:
            start(folder, source, load_profile(profile), 1, float(minutes) if minutes else None, self._listened)
        finally:
            self.app.call_from_thread(self.query_one("#heard", Static).update, Content(""))
        return folder

    def _listened(self, done: int, seconds: int) -> None:
        words = Content(f"heard {clock(done)} of {clock(seconds)}")
        self.app.call_from_thread(self.query_one("#heard", Static).update, words)


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _free(home: Path) -> Path:
    """The folder, or one numbered after it where that name is taken."""
    numbered = (home.with_name(f"{home.name}-{number}") for number in range(2, 1000))
    return home if not home.exists() else next(folder for folder in numbered if not folder.exists())
