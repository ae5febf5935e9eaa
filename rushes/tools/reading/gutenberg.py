"""Project Gutenberg's frame around a book: header, small print and licence tail, in their historical wordings."""

import re
from dataclasses import dataclass

from rushes.film.manifest import Span
from rushes.tools.reading.lines import TextLine, lines_of
from rushes.tools.reading.shape import AUTHOR_LIMIT, Title, one_line

HEADER_REACH = 60_000  # characters; the old small print is about 15,000 long
LINE_REACH = 200

_START = re.compile(
    r"\*{1,3}\s{0,3}START OF (?:THE|THIS) PROJECT GUTENBERG|"
    r"\*END\*? ?THE SMALL PRINT|\*END THE SMALL PRINT|"
    r"\*{3} ?START\*{0,3} ?OF",
    re.IGNORECASE,
)
_END = re.compile(
    r"\*{1,3}\s{0,3}END OF (?:THE|THIS) PROJECT GUTENBERG|"
    r"(?:This is )?(?:the )?End of (?:the |this |)Project Gutenberg(?:'|’|s|\b)|"
    r"\*{3} ?END\*{0,3} ?OF (?:THE|THIS)|"
    r"End of The Project Gutenberg",
    re.IGNORECASE,
)
_BANNER = re.compile(r"(?:The |\*+ ?)?Project Gutenberg(?:'s|’s)? (?:EBook|E-Book|Etext|Australia|of\b)", re.IGNORECASE)
_FIELD = re.compile(r"(Title|Author)\s{0,4}:\s{0,4}(\S.{0,300})", re.IGNORECASE)
_BANNER_OF = re.compile(r"(?:Etext|EBook|E-Book)s? of (.{1,120}?),? by (.{1,120})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EbookFrame:
    """Where the book lies inside its frame: characters [start, end)."""

    found: bool
    start: int
    end: int
    title: Title
    skipped: tuple[tuple[Span, str], ...]


def ebook_frame(text: str) -> EbookFrame:
    """Find Project Gutenberg's header and tail. Without them the whole text is the book."""
    lines = lines_of(text)
    start = _last_marker(lines, len(text))
    end = _tail(lines, start, len(text))
    found = start > 0 or (end < len(text) and _BANNER.search(text[:4000]) is not None)
    if not found:
        return EbookFrame(found=False, start=0, end=len(text), title=Title(), skipped=())
    skipped: list[tuple[Span, str]] = []
    if start:
        skipped.append((Span(start=0, end=start), "Project Gutenberg header"))
    if end < len(text):
        skipped.append((Span(start=end, end=len(text)), "Project Gutenberg licence"))
    return EbookFrame(found=True, start=start, end=end, title=_header_title(text[:start]), skipped=tuple(skipped))


def _last_marker(lines: list[TextLine], length: int) -> int:
    """The end of the header's last line, 0 without a header."""
    last = 0
    for line in lines:
        if line.start > HEADER_REACH:
            break
        if "*" in line.text[:4] and _START.match(line.text.strip()[:LINE_REACH]):
            last = min(line.end + 1, length)
    return last


def _tail(lines: list[TextLine], start: int, length: int) -> int:
    for line in lines:
        if line.start >= start and _END.match(line.text.strip()[:LINE_REACH]):
            return line.start
    return length


def _header_title(header: str) -> Title:
    found: dict[str, str] = {}
    for line in header.split("\n")[:400]:
        field = _FIELD.match(line.strip()[:LINE_REACH])
        if field:
            found.setdefault(field[1].lower(), field[2])
        banner = _BANNER_OF.search(line[:300])
        if banner and "title" not in found:
            found["title"], found["author"] = banner[1], banner[2]
    return Title(one_line(found.get("title", "")), one_line(found.get("author", ""), AUTHOR_LIMIT))
