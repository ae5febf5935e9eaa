"""What the newest run's trace tells of, as lines of a log: what happened before this window was opened."""

from collections import deque
from pathlib import Path

from rushes.errors import RushesError
from rushes.service.watch import KEPT, Line
from rushes.tui.tracing.reading import TraceReader, traces_of


def earlier(folder: Path) -> tuple[Line, ...]:
    """The newest lines, with the run's own time as H:MM:SS; nothing where no run was traced or it can't be read."""
    files = traces_of(folder)
    told = deque[Line](maxlen=KEPT)
    if not files:
        return ()
    reader = TraceReader(files[-1])
    try:
        while True:
            piece = reader.read()
            told += (Line(_clock(line.t), line.shot, f"{line.shot} {line.text}".strip()) for line in piece.lines)
            if piece.done:
                break
    except RushesError:
        return ()  # the trace room says what is wrong with it
    first = Line("earlier", "", f"{piece.heading.run}, by its trace; 5 has all of it. The times are the run's own.")
    return (first, *told)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:>2}:{minutes % 60:02}:{rest:02}"
