"""Words as pictures: the slate line and the subtitles, drawn on clear strips for ffmpeg to lay over.

Foreign text never becomes an ffmpeg argument: it is drawn here and leaves as a PNG.
"""

import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from rushes.film.frames import Size

FONT = "Roboto-Medium"
"""Latin, Greek and Cyrillic. Pillow's built-in Aileron has no é and no dash."""

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_LONGEST = 400
"""Letters: more than three lines hold at any size."""

_UNDRAWN = ("\U0010fffd", "\uffff", "\U000e0001")
"""Characters no font draws: they show its empty box, or nothing."""


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(files("font_roboto") / "files" / f"{FONT}.ttf"), pixels, layout_engine=ImageFont.Layout.BASIC
    )


@cache
def _picture_of(letter: str) -> bytes:
    sheet = Image.new("L", (40, 40))
    ImageDraw.Draw(sheet).text((8, 8), letter, font=_font(20), fill=255)
    return sheet.tobytes()


@cache
def _draws(letter: str) -> bool:
    """Whether the font has a picture of its own for a letter, and not just its empty box."""
    return letter.isspace() or _picture_of(letter) not in {_picture_of(undrawn) for undrawn in _UNDRAWN}


def can_letter(text: str) -> bool:
    """Whether every letter of a text can be drawn; else it is left to the .srt file."""
    return all(_draws(letter) for letter in text)


def slate_strip(text: str, size: Size, made: Path) -> Path:
    """A discreet line for the lower left corner, as a PNG of the frame's width."""
    text = _CONTROLS.sub(" ", text)
    pixels = max(8, round(size.height / 48))
    strip = Image.new("RGBA", (size.width, round(pixels * 1.8)), (0, 0, 0, 0))
    pen = ImageDraw.Draw(strip)
    words = _fitted(text, size.width - 2 * pixels, pixels)
    _write(pen, (pixels, pixels * 0.3), words, pixels, (255, 255, 255, 185))
    strip.save(made)
    return made


def subtitle_strip(text: str, size: Size, made: Path) -> Path:
    """A subtitle of at most three lines, centred, on a clear strip of the frame's width, as a PNG."""
    text = _CONTROLS.sub(" ", text)
    pixels = max(10, round(size.height / 24))
    lines = _wrapped(text, round(size.width * 0.86), pixels)
    step = round(pixels * 1.28)
    strip = Image.new("RGBA", (size.width, step * len(lines) + pixels // 2), (0, 0, 0, 0))
    pen = ImageDraw.Draw(strip)
    for index, line in enumerate(lines):
        left = (size.width - pen.textlength(line, font=_font(pixels))) / 2
        _write(pen, (left, index * step + pixels * 0.15), line, pixels, (255, 250, 235, 255))
    strip.save(made)
    return made


def _write(pen: ImageDraw.ImageDraw, at: tuple[float, float], words: str, pixels: int, ink: tuple[int, ...]) -> None:
    edge = max(1, pixels // 12)
    pen.text(at, words, font=_font(pixels), fill=ink, stroke_width=edge, stroke_fill=(0, 0, 0, ink[3] * 3 // 4))


def _fitted(text: str, width: int, pixels: int) -> str:
    """As much of the text as fits, with an ellipsis where it was cut."""
    font, text = _font(pixels), text[:_LONGEST]
    if font.getlength(text) <= width:
        return text
    kept = bisect_right(range(len(text)), width, key=lambda letters: font.getlength(f"{text[:letters]}…")) - 1
    return f"{text[: max(kept, 0)].rstrip()}…"


def _wrapped(text: str, width: int, pixels: int, most: int = 3) -> list[str]:
    """Balanced lines: as few as hold the text, then as even as they get."""
    text = text[:_LONGEST]
    words = text.split()
    font = _font(pixels)
    for count in range(1, most + 1):
        lines = _poured(words, max(font.getlength(text) / count * 1.12, width * 0.3), width, font)
        if len(lines) <= count:
            return lines
    lines = _poured(words, width, width, font)
    return [*lines[: most - 1], _fitted(" ".join(lines[most - 1 :]), width, pixels)]


def _poured(words: list[str], wish: float, width: int, font: ImageFont.FreeTypeFont) -> list[str]:
    lines: list[str] = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > min(wish, width):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
