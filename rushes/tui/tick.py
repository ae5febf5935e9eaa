"""A box to tick, which shows by its sign and not by its colour alone whether it is ticked."""

from textual.widgets import Checkbox


class Tick(Checkbox):
    """Textual's checkbox with an empty box where it is not ticked."""

    @property
    def BUTTON_INNER(self) -> str:  # noqa: N802 # pyright: ignore[reportIncompatibleVariableOverride] - Textual's own name
        """What stands in the box."""
        return "✓" if self.value else " "
