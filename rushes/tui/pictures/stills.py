"""One still, as sharp as the terminal can show it."""

from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from PIL import Image
from textual import on, work
from textual.app import App, ComposeResult
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from rushes.errors import BadMedia
from rushes.tui.pictures.captions import sentence
from rushes.tui.pictures.developing import developed
from rushes.tui.pictures.halfblocks import halfblocks, inked

_BLOCKS = (640, 480)
"""Pixels that are enough for any terminal's half-blocks."""

_PIXELS = (1920, 1200)

_MOST_CELLS = 290
"""Kitty's signs number no more columns and rows than 297."""


class Still(Widget):
    """A picture from a file: in pixels where `app.graphics` says that the terminal draws them, else in half-blocks.

    What can't be shown is a sentence. The file is read on a thread.
    """

    DEFAULT_CSS = """
    Still {
        width: 1fr;
        height: 1fr;
        align: center middle;
    }
    """
    ALLOW_SELECT = False

    path: var[Path | None] = var[Path | None](None, init=False)

    class Developed(Message, bubble=False):
        """A file was read: its picture, or the sentence in its place."""

        def __init__(self, path: Path, picture: Image.Image | None, words: str = "") -> None:
            super().__init__()
            self.path, self.picture, self.words = path, picture, words

    def __init__(self, path: Path | None = None, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._pixels: _Pixels | None = None
        self._picture: Image.Image | None = None
        self._words = ""
        self._strips: list[Strip] = []
        self.set_reactive(Still.path, path)

    def show(self, path: Path | None) -> None:
        """Show another file, or none. The same one is read again: a preview's file is written over as it comes."""
        if path is not None and path == self.path and self.is_mounted:
            self._develop(path, _BLOCKS if self._pixels is None else _PIXELS)
        self.path = path

    def compose(self) -> ComposeResult:
        """Where there are pixels, a widget that draws them."""
        graphics = getattr(cast("App[Any]", self.app), "graphics", "halfblocks")
        if graphics != "halfblocks":
            widget = _drawing(graphics)
            self._pixels = cast("_Pixels", widget)
            yield widget

    def on_mount(self) -> None:
        """Fetch what was asked for before there was a screen."""
        self.watch_path(self.path)

    def on_resize(self) -> None:
        """Draw it as large as there is room."""
        self._redraw()

    def on_unmount(self) -> None:
        """Have the terminal forget it."""
        if self._pixels is not None:
            self._pixels.image = None

    def render_line(self, y: int) -> Strip:
        """One row of half-blocks, or of the sentence."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def watch_path(self, path: Path | None) -> None:
        """Clear the last one, and have the next one read."""
        self._hang(None, "")
        if path is not None:
            self._develop(path, _BLOCKS if self._pixels is None else _PIXELS)

    @work(thread=True, exclusive=True, group="develop")
    def _develop(self, path: Path, within: tuple[int, int]) -> None:
        try:
            self.post_message(self.Developed(path, developed(path, within)))
        except BadMedia as error:
            self.post_message(self.Developed(path, None, str(error)))

    @on(Developed)
    def _came(self, message: Developed) -> None:
        if message.path == self.path:
            self._hang(message.picture, message.words)

    def _hang(self, picture: Image.Image | None, words: str) -> None:
        self._picture, self._words = picture, words
        if self._pixels is not None:
            self._pixels.image = picture
        self._redraw()

    def _redraw(self) -> None:
        columns, rows = self.size
        if self._picture is None or self._pixels is not None:
            self._strips = sentence(self._words, columns, rows, self.rich_style)
        else:
            draw = inked if self.app.no_color else halfblocks
            self._strips = draw(np.asarray(self._picture, dtype=np.uint8), columns, rows)
        self.refresh()


class _Pixels(Protocol):
    """As much as we need of the library's widgets."""

    image: Image.Image | None


def _drawing(graphics: str) -> Widget:
    """The library's widget, as large as its picture fits. `graphics.graphics_of_terminal` imported it already."""
    from textual_image.widget import SixelImage, TGPImage  # noqa: PLC0415 - it asks the terminal while it is imported

    widget = TGPImage() if graphics == "kitty" else SixelImage()
    widget.styles.width = widget.styles.height = "auto"
    widget.styles.max_width = widget.styles.max_height = _MOST_CELLS
    return widget
