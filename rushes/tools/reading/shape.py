"""What every reader hands on, and how a rendering of a format that is not text is put together."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from rushes.film.manifest import Span
from rushes.film.reading import Block, BlockKind

TITLE_LIMIT = 80
AUTHOR_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Title:
    """What a story is called and who wrote it; either may be empty."""

    name: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A source's text and its parts, before it is named and signed."""

    text: str
    blocks: tuple[Block, ...]
    title: Title = Title()
    skipped: tuple[tuple[Span, str], ...] = ()
    screenplay: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A block that has no place in a text yet."""

    kind: BlockKind
    text: str
    label: str = ""


def rendered(parts: list[Part]) -> tuple[str, tuple[Block, ...]]:
    """The parts as plain text, and as blocks whose spans stand in that text.

    A blank line parts them, except within a speech.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for part in parts:
        if pieces:
            gap = "\n" if part.kind in (BlockKind.DIALOGUE, BlockKind.PARENTHETICAL) else "\n\n"
            pieces.append(gap)
            at += len(gap)
        pieces.append(part.text)
        blocks.append(Block(part.kind, part.text, Span(start=at, end=at + len(part.text)), part.label))
        at += len(part.text)
    return "".join(pieces), tuple(blocks)


def one_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """Text on one line without control characters, cut at a word's end to `limit` characters."""
    words = "".join(sign if sign.isprintable() else " " for sign in text[: 8 * limit]).split()
    line = " ".join(words)
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:-")


def named_after(name: str) -> str:
    """A title made from a file's name: `the-old_mill.txt` → The Old Mill."""
    words = re.split(r"[\s_\-.]+", one_line(PurePath(name).stem))
    return " ".join(word[:1].upper() + word[1:] for word in words if word) or "Untitled"
