"""A reading: the source as text, with its parts marked where they stand.

`text` is what every span of a plan points into: the whole source for plain text, Markdown and
Fountain (decoded, line ends made equal, nothing else changed), a plain rendering for formats that
are not text (FDX, EPUB, DOCX).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from rushes.film.manifest import Span


class BlockKind(StrEnum):
    """What a stretch of the source is."""

    CHAPTER = "chapter"  # prose: a chapter's or part's title
    BREAK = "break"  # prose: a typographic scene break (* * *, ---, a lone #)
    PARAGRAPH = "paragraph"  # prose
    SCENE_HEADING = "scene-heading"
    ACTION = "action"
    CUE = "cue"  # a character's name over their dialogue
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    TRANSITION = "transition"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the source. `text` is its words, cleaned of markup; `span` is where it stands.

    `label` is a cue's speaker without extensions, a scene heading's own number, else empty.
    """

    kind: BlockKind
    text: str
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, read. `skipped` are stretches that are not the story (licence, front matter), with why."""

    name: str
    kind: Literal["prose", "screenplay"]
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    skipped: tuple[tuple[Span, str], ...] = ()
