"""EPUB: the documents of the book's spine become one plain text."""

import posixpath
from urllib.parse import unquote

from lxml import etree

from rushes.errors import BadSource
from rushes.film.reading import BlockKind
from rushes.tools.reading.headings import is_break, is_chapter
from rushes.tools.reading.safe_xml import parsed_xml
from rushes.tools.reading.safe_zip import BookArchive
from rushes.tools.reading.shape import AUTHOR_LIMIT, Part, Story, Title, one_line, rendered

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
HEADINGS = frozenset({"h1", "h2", "h3"})
PARAGRAPHS = frozenset({"p", "blockquote", "li", "h4", "h5", "h6", "pre", "dd", "dt", "td", "div", "section"})
LEFT_OUT = frozenset({"script", "style", "head", "nav", "table", "svg", "math", "figure", "aside"})


def read_epub(data: bytes) -> Story:
    """Take an EPUB apart. Raises BadSource for a damaged, encrypted or empty one."""
    archive = BookArchive(data, "EPUB")
    container = parsed_xml(archive.read(CONTAINER), "The EPUB's container")
    package_path = next((str(e.get("full-path") or "") for e in container.iter("{*}rootfile")), "")
    package = parsed_xml(archive.read(package_path), "The EPUB's package")
    parts: list[Part] = []
    for path in _spine(package, posixpath.dirname(package_path)):
        if path in archive.names():
            parts += _parts(parsed_xml(_html(archive.read(path)), "A chapter of the EPUB"))
    if not parts:
        locked = ENCRYPTION in archive.names()
        why = "is encrypted" if locked else "holds no text"
        raise BadSource(f"The EPUB file {why}.", "Save it without protection, or as plain text.")
    text, blocks = rendered(parts)
    return Story(text, blocks, _title(package))


def _html(data: bytes) -> bytes:
    """XHTML without its DOCTYPE line and named entities, which XML alone does not know."""
    head, mark, rest = data.partition(b"<!DOCTYPE")
    if mark:
        data = head + rest.partition(b">")[2]
    for name, sign in (
        (b"&nbsp;", "\u00a0"),
        (b"&mdash;", "—"),
        (b"&ndash;", "–"),
        (b"&hellip;", "…"),
        (b"&ldquo;", "“"),
        (b"&rdquo;", "”"),
        (b"&lsquo;", "‘"),
        (b"&rsquo;", "’"),
    ):
        data = data.replace(name, sign.encode())
    return data


def _spine(package: etree.Element, folder: str) -> list[str]:
    hrefs = {item.get("id"): str(item.get("href") or "") for item in package.iter("{*}item")}
    order = [hrefs.get(ref.get("idref"), "") for ref in package.iter("{*}itemref") if ref.get("linear") != "no"]
    return [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in order if href]


def _parts(root: etree.Element) -> list[Part]:
    parts: list[Part] = []
    body = next(root.iter("{*}body"), root)
    _walk(body, parts)
    return parts


def _walk(top: etree.Element, parts: list[Part]) -> None:
    """Every text-bearing element in order; an element with block elements inside is only a shelf."""
    stack = [top]
    while stack:
        element = stack.pop()
        name = _name(element)
        if not name or name in LEFT_OUT:
            continue
        if name == "hr":
            parts.append(Part(BlockKind.BREAK, "* * *"))
        elif name in HEADINGS:
            _add(parts, element, BlockKind.CHAPTER)
        elif name in PARAGRAPHS and not any(
            _name(child) in PARAGRAPHS | HEADINGS | {"hr"} for child in element.iter() if child is not element
        ):
            _add(parts, element, BlockKind.PARAGRAPH)
        else:
            stack.extend(reversed(list(element)))


def _name(element: etree.Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _add(parts: list[Part], element: etree.Element, kind: BlockKind) -> None:
    words = " ".join("".join(element.itertext()).split())
    if not words:
        return
    if is_break(words):
        kind = BlockKind.BREAK
    elif is_chapter([words]):
        kind = BlockKind.CHAPTER
    parts.append(Part(kind, words))


def _title(package: etree.Element) -> Title:
    found: dict[str, str] = {}
    for name in ("title", "creator"):
        element = next(package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}"), None)
        found[name] = "" if element is None else "".join(element.itertext())
    return Title(one_line(found["title"]), one_line(found["creator"], AUTHOR_LIMIT))
