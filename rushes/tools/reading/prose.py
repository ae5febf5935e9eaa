"""Prose: plain text and Markdown become chapters, breaks and paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind
from rushes.tools.reading.front_matter import Front, skip_front, title_of_page
from rushes.tools.reading.gutenberg import EbookFrame, ebook_frame
from rushes.tools.reading.headings import is_break, is_chapter, markdown_title
from rushes.tools.reading.lines import TextLine, lines_of, span_of
from rushes.tools.reading.paragraphs import paragraphs_of
from rushes.tools.reading.shape import AUTHOR_LIMIT, Story, Title, one_line

SUBTITLE_WIDTH = 60
TITLE_RULE = 120  # characters of a line of === that are looked at

_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
_UNSEEN = {
    **dict.fromkeys((*range(32), *range(127, 160), 0x2028, 0x2029), " "),
    **dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD)),
}
_UNDERLINE = re.compile(r"\s*(?:=+|-+)\s*")


def read_prose(text: str, *, markdown: bool = False) -> Story:
    """Take a prose text apart. What is no story is skipped: an ebook's frame, title page, contents, notes."""
    frame = ebook_frame(text)
    lines = [line for line in lines_of(text) if frame.start <= line.start and line.end <= frame.end]
    known = frame.title
    skipped = list(frame.skipped)
    if markdown:
        lines, known, cut = _without_metadata(lines, known)
        skipped += cut
    chunks = paragraphs_of(lines)
    front = skip_front(chunks, _titled(chunks, known), ebook=frame.found)
    skipped += front.skipped
    blocks = tuple(_blocks(front.story))
    return Story(text, blocks, _best_title(known, front, frame), _ordered(skipped))


def _titled(chunks: list[list[TextLine]], known: Title) -> Title:
    return known if known.name else title_of_page(chunks)


def _best_title(known: Title, front: Front, frame: EbookFrame) -> Title:
    name = known.name or front.title.name
    author = known.author or front.title.author or frame.title.author
    return Title(one_line(name), one_line(author, AUTHOR_LIMIT))


def _ordered(skipped: list[tuple[Span, str]]) -> tuple[tuple[Span, str], ...]:
    return tuple(sorted(skipped, key=lambda item: (item[0].start, item[0].end)))


def _blocks(chunks: list[list[TextLine]]) -> Iterator[Block]:
    titled = False
    for chunk in chunks:
        for block in _block(chunk):
            under = titled and block.kind is BlockKind.PARAGRAPH and _is_subtitle(block.text)
            yield replace(block, kind=BlockKind.CHAPTER) if under else block
            titled = block.kind is BlockKind.CHAPTER


def _is_subtitle(words: str) -> bool:
    """Whether a line under a chapter's number is the chapter's name: a few words that are no sentence."""
    return len(words) <= SUBTITLE_WIDTH and words[:1].isupper() and words[-1] not in ".!?…:;,”’\"'—"


def _block(chunk: list[TextLine]) -> Iterator[Block]:
    words = [line.text for line in chunk]
    if len(chunk) == 1 and is_break(words[0]):
        yield Block(BlockKind.BREAK, words[0].strip(), span_of(chunk))
        return
    heading = markdown_title(words[0])
    if heading is not None:
        yield Block(BlockKind.CHAPTER, cleaned(heading), span_of(chunk[:1]))
        if chunk[1:]:
            yield from _block(chunk[1:])
        return
    if len(chunk) == 2 and _UNDERLINE.fullmatch(words[1][:TITLE_RULE]) and len(words[1].strip()) >= 3:
        yield Block(BlockKind.CHAPTER, cleaned(words[0]), span_of(chunk))
        return
    kind = BlockKind.CHAPTER if is_chapter(words) else BlockKind.PARAGRAPH
    yield Block(kind, cleaned(" ".join(words)), span_of(chunk))


def cleaned(text: str) -> str:
    """A paragraph's words on one line, without emphasis marks and link addresses."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", text)
    return " ".join(text.translate(_UNSEEN).split())


def _without_metadata(lines: list[TextLine], known: Title) -> tuple[list[TextLine], Title, list[tuple[Span, str]]]:
    """Markdown without its front matter (between two `---` lines) and without a title of the first rank."""
    skipped: list[tuple[Span, str]] = []
    first = next((i for i, line in enumerate(lines) if not line.blank), None)
    if first is not None and lines[first].text.strip() == "---":
        last = next((i for i in range(first + 1, min(first + 60, len(lines))) if lines[i].text.strip() == "---"), None)
        if last is not None and all(_is_field(line) for line in lines[first + 1 : last]):
            fields = _fields(lines[first + 1 : last])
            known = Title(known.name or fields.get("title", ""), known.author or fields.get("author", ""))
            skipped.append((span_of(lines[first : last + 1]), "front matter"))
            lines = lines[last + 1 :]
    return lines, known, skipped


def _is_field(line: TextLine) -> bool:
    return line.blank or ":" in line.text or line.text.startswith((" ", "\t", "-", "#"))


def _fields(lines: list[TextLine]) -> dict[str, str]:
    pairs = (line.text.partition(":") for line in lines)
    return {key.strip().lower(): value.strip().strip("\"'") for key, colon, value in pairs if colon}
