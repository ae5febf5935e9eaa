"""The line below a clip: whether it runs, where it stands, and a bar to take it elsewhere with."""

from fractions import Fraction

from rushes.tui.pictures.transport import Transport

_SHORTEST = 8
"""Cells of a bar that is worth its place."""


def scrubber(transport: Transport, index: int, columns: int) -> str:
    """`▶ 0:01.2 / 0:04.0  frame 15/48  ━━━●────`, exactly `columns` cells, of a frame from 0."""
    words = _words(transport, index)
    bar = columns - len(words)
    if bar < _SHORTEST:
        return words[:columns].ljust(columns)
    done = _cell_of(index, transport.frames, bar)
    return words + "━" * done + "●" + "─" * (bar - 1 - done)


def frame_under(transport: Transport, column: int, columns: int) -> int | None:
    """The frame that a cell of the bar stands for; None beside the bar."""
    words = len(_words(transport, 0))
    bar = columns - words
    if bar < _SHORTEST or not words <= column < columns:
        return None
    return round((column - words) * (transport.frames - 1) / (bar - 1))


def _cell_of(index: int, frames: int, bar: int) -> int:
    return round(index * (bar - 1) / max(frames - 1, 1))


def _words(transport: Transport, index: int) -> str:
    """Equally long for every frame of a film, so that the bar does not wander."""
    sign = "▶" if transport.running else "‖"
    number = f"{index + 1}".rjust(len(f"{transport.frames}"))
    whole = _clock(transport.frames, transport.fps)
    now = _clock(index, transport.fps).rjust(len(whole))
    return f"{sign} {now} / {whole}  frame {number}/{transport.frames}  "


def _clock(frames: int, fps: Fraction) -> str:
    """Minutes, seconds and the tenth that has begun."""
    tenths = int(frames * 10 / fps) if fps else 0
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"
