"""The last line: the keys of where one is. A key can be clicked."""

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class Keys(Static):
    """One widget for all of them: Textual's footer makes one a key at every step between rooms, and keeps them all."""

    DEFAULT_CSS = """
    Keys { dock: bottom; height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Keys { color: $footer-foreground; background: $footer-background; }
    """
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Hear of other keys from now on."""
        self.screen.bindings_updated_signal.subscribe(self, self._tell)

    def _tell(self, screen: Screen[Any]) -> None:
        shown = dict[str, Content]()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.description and binding.action not in shown:
                key = Content.styled(self.app.get_key_display(binding), "bold $footer-key-foreground")
                words = Content.assemble(key, f" {binding.description}")
                shown[binding.action] = words.stylize(f"@click=app.simulate_key('{binding.key}')")
        self.update(Content("  ").join(shown.values()))
