"""The looks of the floor: a dark one, and one of high contrast. Textual's own themes are in the palette beside them."""

from textual.theme import Theme

PLAIN = Theme(
    name="rushes",
    primary="#d9a441",
    secondary="#6f9fb8",
    accent="#d9a441",
    foreground="#d8d4cc",
    background="#14161a",
    surface="#1a1d22",
    panel="#24282f",
    success="#7fb77e",
    warning="#e0b04c",
    error="#e06c5a",
    dark=True,
)

HIGH_CONTRAST = Theme(
    name="rushes-high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff00",
    warning="#ffff00",
    error="#ff8080",
    dark=True,
)
