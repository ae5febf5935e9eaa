"""Help: what the room is for, and every key that does something in it now."""

from collections.abc import Iterator
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from rushes.tui.room import Room

_NAMED = {"question_mark": "?", "slash": "/", "space": "space", "comma": ",", "full_stop": ".", "asterisk": "*"}

_EVERYBODYS = ("scroll", "page", "app.focus", "screen.copy", "app.command_palette", "app.help_quit")
"""Textual's own keys, which need no telling."""


class Help(ModalScreen[None]):
    """Keys of a screen. Escape closes it."""

    BINDINGS = [("escape,question_mark,f1,q", "dismiss", "Close")]  # noqa: RUF012 - Textual's own form

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self.about = about

    def compose(self) -> ComposeResult:
        """The room's purpose, then its keys."""
        with VerticalScroll(classes="dialog wide"):
            if isinstance(self.about, Room):
                yield Static(Content(self.about.PURPOSE), classes="purpose")
            for key, words in _keys(self.about):
                yield Static(Content.assemble((f"{key:>14}  ", "bold"), words))
            yield Static(Content("\nF1 to F6 work everywhere, also while you type. ctrl+p lists what can be done."))


def _keys(screen: Screen[Any]) -> Iterator[tuple[str, str]]:
    """Keys and what they do, those of one action together."""
    together: dict[tuple[str, str], list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.description and not binding.system and not binding.action.startswith(_EVERYBODYS):
            key = _NAMED.get(binding.key, binding.key_display or binding.key)
            together.setdefault((binding.action, binding.description), []).append(key)
    for (_, words), keys in together.items():
        yield ", ".join(keys[:3]), words
