"""Lines of a text with where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from rushes.film.manifest import Span


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line without its end. `start` is where `text` begins in the whole."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the line ends, its newline left out."""
        return self.start + len(self.text)

    @property
    def blank(self) -> bool:
        """Whether nothing but white space stands on it."""
        return not self.text.strip()

    @property
    def inner(self) -> Span:
        """The line without the white space around it."""
        lead = len(self.text) - len(self.text.lstrip())
        return Span(start=self.start + lead, end=self.start + max(lead, len(self.text.rstrip())))


def lines_of(text: str) -> list[TextLine]:
    """Every line of `text`; only a line feed ends one."""
    found: list[TextLine] = []
    at = 0
    for line in text.split("\n"):
        found.append(TextLine(line, at))
        at += len(line) + 1
    return found


def chunks_of(lines: list[TextLine]) -> Iterator[list[TextLine]]:
    """Runs of lines with text, parted by blank ones."""
    chunk: list[TextLine] = []
    for line in lines:
        if line.blank:
            if chunk:
                yield chunk
            chunk = []
        else:
            chunk.append(line)
    if chunk:
        yield chunk


def span_of(lines: list[TextLine]) -> Span:
    """From the first line's first word to the last line's last."""
    return Span(start=lines[0].inner.start, end=lines[-1].inner.end)
