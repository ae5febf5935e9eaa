"""DOCX: the document's paragraphs become one plain text; a screenplay in it is read as one."""

import io

from docx import Document
from docx.opc.exceptions import OpcError

from rushes.errors import BadSource
from rushes.film.reading import BlockKind
from rushes.tools.reading.fountain_script import looks_like_fountain, read_fountain
from rushes.tools.reading.headings import is_break, is_chapter
from rushes.tools.reading.safe_zip import BookArchive
from rushes.tools.reading.shape import AUTHOR_LIMIT, Part, Story, Title, one_line, rendered


def read_docx(data: bytes) -> Story:
    """Take a Word document apart. Raises BadSource for a damaged one or one without text."""
    _refuse_bombs(data)
    try:
        document = Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError) as trouble:
        raise BadSource("The DOCX file is damaged or no Word document.", "Save it again as DOCX.") from trouble
    title = Title(
        one_line(document.core_properties.title or ""), one_line(document.core_properties.author or "", AUTHOR_LIMIT)
    )
    rows = [(_style(p.style), " ".join(p.text.split())) for p in document.paragraphs]
    plain = "\n".join(words for _, words in rows)
    if looks_like_fountain(plain):
        story = read_fountain(plain, "the document")
        return Story(story.text, story.blocks, title, story.skipped, screenplay=True)
    parts: list[Part] = []
    for style, words in rows:
        if style == "title" and not parts:
            title = Title(title.name or one_line(words), title.author)
        elif words:
            parts.append(Part(_kind(style, words), words))
    if not parts:
        raise BadSource("The DOCX file holds no text.", "Give a document with a story in it.")
    text, blocks = rendered(parts)
    return Story(text, blocks, title)


def _refuse_bombs(data: bytes) -> None:
    """Unpack the parts that will be parsed once, within bounds."""
    archive = BookArchive(data, "DOCX")
    for name in sorted(archive.names()):
        if name.endswith((".xml", ".rels")):
            part = archive.read(name)
            if b"<!ENTITY" in part:
                raise BadSource("The DOCX file declares XML entities.", "Save it again as DOCX from Word.")


def _style(style: object) -> str:
    return str(getattr(style, "name", "") or "").lower()


def _kind(style: str, words: str) -> BlockKind:
    if is_break(words):
        return BlockKind.BREAK
    if style.startswith("heading") or style == "title" or is_chapter([words]):
        return BlockKind.CHAPTER
    return BlockKind.PARAGRAPH
