"""Fountain: a screenplay in plain text, parsed by screenplay-tools line by line so that every part keeps its place."""

import re
from dataclasses import dataclass

from screenplay_tools.fountain.parser import Parser
from screenplay_tools.screenplay import (
    Action,
    Character,
    Dialogue,
    Element,
    Lyric,
    PageBreak,
    Parenthetical,
    SceneHeading,
    Section,
    Synopsis,
    Transition,
)

from rushes.errors import BadSource
from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind
from rushes.tools.reading.lines import TextLine, lines_of
from rushes.tools.reading.shape import AUTHOR_LIMIT, Story, Title, one_line

PARSED_WIDTH = 1000  # the parser sees this much of a line: its patterns are quadratic, and no cue is longer

_HEADING = re.compile(r"\s{0,20}(?:INT|EXT|EST|I/E|INT\.?/EXT|EXT\.?/INT)[. ]", re.IGNORECASE)
_CUE = re.compile(r"\s{0,40}[A-Z][A-Z0-9 .'’\-]{1,38}(?:\([^()]{1,30}\))?\s{0,10}")
_TITLE_KEY = re.compile(
    r"(?:title|credit|authors?|written by|source|draft(?: date)?|date|contact|copyright|notes?|revision|format|"
    r"episode|series|language)\s{0,4}:",
    re.IGNORECASE,
)
_FADE = re.compile(
    r"(?:(?:SLOW |QUICK )?FADE (?:IN|OUT|TO BLACK|TO WHITE|UP)|(?:SMASH |HARD )?CUT TO BLACK|DISSOLVE|THE END|"
    r"(?:MATCH |CROSS |LAP )?DISSOLVE TO)[ .:]{0,3}",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(?<!\\)(?:\*{1,3}|_)")


def looks_like_fountain(text: str) -> bool:
    """Whether a plain text is clearly a screenplay: scene headings, and names in capitals over speech."""
    lines = [line[:PARSED_WIDTH] for line in text[:200_000].split("\n")]
    headings = sum(1 for line in lines if line.isupper() and _HEADING.match(line))
    cues = sum(
        1
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
        if not before.strip() and after.strip() and _CUE.fullmatch(line)
    )
    return headings >= 2 or (headings == 1 and cues >= 1)


@dataclass(frozen=True, slots=True)
class _Placed:
    element: Element
    line: TextLine


def read_fountain(text: str, name: str) -> Story:
    """Take a Fountain screenplay apart. Raises BadSource when it has neither scene headings nor speech."""
    seen, skipped = _without_asides(text)
    lines = lines_of(seen)
    page = _title_page(lines)
    parser = Parser()
    title = _titles(parser, lines[:page])
    if page:
        skipped.append((Span(start=0, end=lines[page - 1].end), "title page"))
    blocks, outline = _blocks(_placed(parser, lines[page:]))
    if not any(block.kind in (BlockKind.SCENE_HEADING, BlockKind.CUE) for block in blocks):
        raise BadSource(
            f"{name!r} is called a screenplay, but no scene headings or dialogue were found in it.",
            "Fountain marks a scene with a line such as INT. KITCHEN - NIGHT (or a leading full stop); "
            "rename the file to .txt to read it as prose.",
        )
    skipped += outline
    return Story(text, tuple(blocks), title, tuple(sorted(skipped, key=lambda item: item[0].start)), screenplay=True)


def _without_asides(text: str) -> tuple[str, list[tuple[Span, str]]]:
    """The text with comments (`/* */`, `[[ ]]`) blanked out in place, and where they stood."""
    skipped: list[tuple[Span, str]] = []
    for opening, closing, reason in (("/*", "*/", "cut by its writer"), ("[[", "]]", "writer's note")):
        pieces: list[str] = []
        at = 0
        while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + 2)) >= 0:
            pieces += [text[at:start], _blanked(text[start : end + 2])]
            skipped.append((Span(start=start, end=end + 2), reason))
            at = end + 2
        text = "".join([*pieces, text[at:]])
    return text, skipped


def _blanked(text: str) -> str:
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _title_page(lines: list[TextLine]) -> int:
    """How many lines the title page takes: from a known key to the first blank line."""
    first = next((i for i, line in enumerate(lines) if not line.blank), 0)
    if not lines or not _TITLE_KEY.match(lines[first].text.lstrip()[:80]):
        return 0
    return next((i for i in range(first, len(lines)) if lines[i].blank), len(lines))


def _titles(parser: Parser, lines: list[TextLine]) -> Title:
    for line in lines:
        if not line.blank:
            parser.add_line(_parsed(line.text))
    parser.add_line("")
    found = {entry.key.strip().lower(): entry.text_raw for entry in parser.script.titleEntries}
    author = found.get("author") or found.get("authors") or found.get("written by", "")
    return Title(one_line(_EMPHASIS.sub("", found.get("title", ""))), one_line(author, AUTHOR_LIMIT))


def _parsed(line: str) -> str:
    """A line as the parser gets it: short, single-spaced, indent kept."""
    indent = line[: len(line) - len(line.lstrip())][:4].replace("\t", "    ")
    return indent + " ".join(line[:PARSED_WIDTH].split())


def _placed(parser: Parser, lines: list[TextLine]) -> list[_Placed]:
    """Every element with its line. An element the parser held back for a line belongs to the line before."""
    parser.mergeActions = parser.mergeDialogue = False
    placed: list[_Placed] = []
    held = False
    for i in range(len(lines) + 1):
        known = len(parser.script.elements)
        parser.add_line(_cue_marked(lines, i) if i < len(lines) else "")
        new = [element for element in parser.script.elements[known:] if not _is_padding(element)]
        for turn, element in enumerate(new):
            placed.append(_Placed(element, lines[i - 1] if i == len(lines) or (held and turn == 0) else lines[i]))
        held = not new and i < len(lines) and not lines[i].blank
    return placed


def _is_padding(element: Element) -> bool:
    """A blank line that the parser kept: it comes late and would take the next line's place."""
    return isinstance(element, (Action, Dialogue)) and not element.text_raw.strip()


def _cue_marked(lines: list[TextLine], i: int) -> str:
    """A line for the parser; a name in capitals beyond ASCII gets the `@` that the parser needs."""
    words = _parsed(lines[i].text)
    bare = words.strip()
    if bare[:1].isupper() and not bare.isascii() and len(bare) <= 60 and bare.isupper() and bare[-1] not in ".!?:…":
        alone = i == 0 or lines[i - 1].blank
        spoken = i + 1 < len(lines) and not lines[i + 1].blank
        return f"@{bare}" if alone and spoken else words
    return words


def _blocks(placed: list[_Placed]) -> tuple[list[Block], list[tuple[Span, str]]]:
    blocks: list[Block] = []
    outline: list[tuple[Span, str]] = []
    last = -1
    for one in placed:
        element, line = one.element, one.line
        if line.blank:
            continue
        if isinstance(element, (Section, Synopsis, PageBreak)):
            outline.append((line.inner, "outline of the script"))
        elif (block := _block(element, line)) is not None:
            if blocks and line.start == last + 1 and _continues(blocks[-1], block):
                block = _joined(blocks.pop(), block)
            blocks.append(block)
        last = line.end
    return blocks, outline


def _continues(last: Block, block: Block) -> bool:
    """Whether a line goes on with the block on the line before it."""
    return last.kind is block.kind and block.kind in (BlockKind.ACTION, BlockKind.DIALOGUE)


def _joined(last: Block, block: Block) -> Block:
    span = Span(start=last.span.start, end=block.span.end)
    return Block(last.kind, f"{last.text} {block.text}", span)


def _block(element: Element, line: TextLine) -> Block | None:
    words = plain(line.text)
    shown = isinstance(element, (Action, SceneHeading))
    if isinstance(element, Transition) or (shown and _FADE.fullmatch(words.strip("> ")[:60])):
        return Block(BlockKind.TRANSITION, words.strip("> "), line.inner)
    if isinstance(element, SceneHeading):
        heading = re.sub(r"\s{0,3}#[\w.\-]{1,20}#$", "", words).removeprefix(".").strip()
        return Block(BlockKind.SCENE_HEADING, heading, line.inner, str(element.scene_number or ""))
    if isinstance(element, Character):
        name = one_line(plain(str(element.name)))
        return Block(BlockKind.CUE, words.removeprefix("@").rstrip("^ "), line.inner, name)
    kind, text = _spoken_or_shown(element, words)
    return Block(kind, text, line.inner) if text else None


def _spoken_or_shown(element: Element, words: str) -> tuple[BlockKind, str]:
    if isinstance(element, Parenthetical):
        return BlockKind.PARENTHETICAL, words.strip("() ")
    if isinstance(element, (Dialogue, Lyric)):
        return BlockKind.DIALOGUE, words.removeprefix("~").strip()
    return BlockKind.ACTION, words.removeprefix("!").strip("><").strip()


def plain(text: str) -> str:
    """A line's words without emphasis marks and runs of white space."""
    return " ".join(_EMPHASIS.sub("", text).replace("\\*", "*").replace("\\_", "_").split())
