"""Final Draft (.fdx): its paragraphs are put into the plain form screenplay-tools reads without loss.

The library reads a paragraph's first text run only, no paragraph inside another (dual dialogue)
and no scene numbers; so runs are merged, nested paragraphs lifted and numbers carried beside.
"""

from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from screenplay_tools.fdx.parser import Parser
from screenplay_tools.screenplay import Action, Character, Dialogue, Element, Parenthetical, SceneHeading, Transition

from rushes.errors import BadSource
from rushes.film.reading import BlockKind
from rushes.tools.reading.safe_xml import parsed_xml
from rushes.tools.reading.shape import AUTHOR_LIMIT, Part, Story, Title, one_line, rendered


def read_fdx(text: str) -> Story:
    """Take a Final Draft script apart. Raises BadSource for broken XML or a script without scenes and speech."""
    root = parsed_xml(text.encode("utf-8", "replace"), "The Final Draft file")
    content = root.find("Content")
    rows = [] if content is None else _rows(content)
    parser = Parser()
    script = parser.parse(_flat(rows))
    parts: list[Part] = []
    for (_, number, _), element in zip(rows, script.elements, strict=True):
        part = _part(element, number)
        if part is not None and part.text:
            parts.append(part)
    if not any(part.kind in (BlockKind.SCENE_HEADING, BlockKind.CUE) for part in parts):
        raise BadSource(
            "The Final Draft file holds no scene headings and no dialogue.",
            "Check that it is the script itself, or export it as plain text to read it as prose.",
        )
    plain, blocks = rendered(parts)
    return Story(plain, blocks, _title(root), screenplay=True)


def _rows(content: etree.Element) -> list[tuple[str, str, str]]:
    """(type, scene number, words) of every paragraph, in order. A `Shot` is an action: it opens no new place."""
    rows: list[tuple[str, str, str]] = []
    for paragraph in content.iter("Paragraph"):
        words = "".join("".join(run.itertext()) for run in paragraph.findall("Text"))
        if words.strip():
            kind = str(paragraph.get("Type") or "Action")
            rows.append(("Action" if kind == "Shot" else kind, str(paragraph.get("Number") or ""), words))
    return rows


def _flat(rows: list[tuple[str, str, str]]) -> str:
    paragraphs = "".join(
        f"<Paragraph Type={quoteattr(kind)}><Text>{escape(' '.join(words.split()))}</Text></Paragraph>"
        for kind, _, words in rows
    )
    return f"<FinalDraft><Content>{paragraphs}</Content></FinalDraft>"


def _part(element: Element, number: str) -> Part | None:
    words = " ".join(element.text_raw.split())
    if isinstance(element, SceneHeading):
        return Part(BlockKind.SCENE_HEADING, words, number)
    if isinstance(element, Character):
        cue = f"{element.name} ({element.extension})" if element.extension else element.name
        return Part(BlockKind.CUE, cue, one_line(element.name.partition("(")[0]))
    if isinstance(element, Parenthetical):
        return Part(BlockKind.PARENTHETICAL, words)
    if isinstance(element, Dialogue):
        return Part(BlockKind.DIALOGUE, words)
    if isinstance(element, Transition):
        return Part(BlockKind.TRANSITION, words)
    return Part(BlockKind.ACTION, words) if isinstance(element, Action) else None


def _title(root: etree.Element) -> Title:
    """From the title page: its first line, and the line after `by`."""
    page = root.find("TitlePage/Content")
    if page is None:
        return Title()
    lines = [words for _, _, raw in _rows(page) if (words := " ".join(raw.split()).strip("."))]
    if not lines:
        return Title()
    author = ""
    for i, line in enumerate(lines[1:6], 1):
        if line.lower().rstrip(" :").endswith("by") and i + 1 < len(lines):
            author = lines[i + 1]
        elif line.lower().startswith("by "):
            author = line[3:]
    return Title(one_line(lines[0]), one_line(author, AUTHOR_LIMIT))
