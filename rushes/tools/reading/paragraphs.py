"""Lines become paragraphs, whether hard-wrapped, one to a line, or marked by indents."""

from rushes.tools.reading.lines import TextLine, chunks_of

TERMINAL = frozenset(".!?…:;”’\"»'—")
LINE_PER_PARAGRAPH = 0.7  # share of inner line ends that close a sentence; hard-wrapped prose has about 0.1
WRAP_WIDTH = 160  # hard-wrapped lines are shorter


def paragraphs_of(lines: list[TextLine]) -> list[list[TextLine]]:
    """The paragraphs of a prose text, each as its lines."""
    chunks = list(chunks_of(lines))
    each_line = _one_to_a_line(chunks)
    found: list[list[TextLine]] = []
    for chunk in chunks:
        if each_line:
            found += [[line] for line in chunk]
        else:
            found += _split_at_indents(chunk)
    return found


def _one_to_a_line(chunks: list[list[TextLine]]) -> bool:
    inner = [line.text.rstrip() for chunk in chunks for line in chunk[:-1]]
    if not inner:
        return False
    closing = sum(line[-1] in TERMINAL for line in inner)
    return closing >= LINE_PER_PARAGRAPH * len(inner)


def _split_at_indents(chunk: list[TextLine]) -> list[list[TextLine]]:
    """A chunk parts before an indented line after a flush one, and after a line too long to be wrapped."""
    parts: list[list[TextLine]] = []
    for line in chunk:
        if parts and not (_indented(line) and not _indented(parts[-1][-1])) and len(parts[-1][-1].text) <= WRAP_WIDTH:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def _indented(line: TextLine) -> bool:
    return line.text.startswith(("  ", "\t", "\u3000"))
