"""A reading: the source as text, with its parts marked where they stand.

`text` is what every span of a plan points into: the whole source for plain text, Markdown and
Fountain (decoded, line ends made equal, nothing else changed), a plain rendering for formats that
are not text (FDX, EPUB, DOCX).
"""

from dataclasses import dataclass
from enum import StrEnum

from rushes.film.manifest import SourceKind, Span
from rushes.film.words import Narration

RECORDINGS = frozenset({".flac", ".wav", ".mp3", ".m4a", ".mp4", ".ogg", ".oga", ".opus"})
"""The endings of files that are listened to."""


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
    """A source, read. `skipped` are stretches that are not the story (licence, front matter), with why.

    A reading of kind "narration" has the recording's words with their times in `narration`; `sha256` is the
    source file's, and for a recording also its transcript's.
    """

    name: str
    kind: SourceKind
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    skipped: tuple[tuple[Span, str], ...] = ()
    narration: Narration | None = None
