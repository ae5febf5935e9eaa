"""A story as numbered pieces: what a model is shown of it, and where each piece stands in the reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.language_models.chat_models import BaseChatModel

from rushes.agents.house.coverage.excerpts import portions
from rushes.agents.taped_chat import counts_tokens
from rushes.film.manifest import Span
from rushes.film.reading import BlockKind, Reading

LONGEST_PIECE = 1200
"""Characters; a longer paragraph is shown as several pieces, parted between sentences where it can be."""

MOST_PIECES = 60
"""The most pieces in one exchange: their numbers stand in its grammar one by one."""

_BYTES_A_TOKEN = 3.5
_MOST_A_TOKEN = 4.5
"""Characters a token, however well a sample went: the prompt around the story is English too."""

_TOKENS_TO_SPARE = 4
_CONTEXT = 8192
"""Tokens, where the chat model doesn't say."""

_SAMPLE = 2000
_MARGIN = 0.9
_LONGEST_STRETCH = 12_000
"""Characters of the story in one exchange, however large the context: names are missed in longer ones."""

_LEAST_STRETCH = 400
_OPENERS = frozenset({BlockKind.CHAPTER, BlockKind.CUE, BlockKind.PARENTHETICAL})
_SILENT = frozenset({BlockKind.BREAK, BlockKind.TRANSITION})


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a part of one. `heading` is whether a screenplay's scene begins here."""

    number: int
    span: Span
    text: str
    heading: bool = False


def pieces_of(reading: Reading) -> list[Piece]:
    """The story in pieces, numbered from 1, in order; a chapter's title stands with its first words, a cue with its."""
    pieces: list[Piece] = []
    cue = ""
    for block in reading.blocks:
        if block.kind in _SILENT or not block.text.strip():
            continue
        if block.kind in _OPENERS:
            cue += f"{block.label or block.text}: "
            continue
        for span, text in _parted(reading.text, block.span, block.text):
            heading = block.kind is BlockKind.SCENE_HEADING
            pieces.append(Piece(len(pieces) + 1, span, f"{cue}{text}", heading))
        cue = ""
    return pieces


def _parted(source: str, span: Span, text: str) -> list[tuple[Span, str]]:
    """A block as it is, or as portions with the places where they stand."""
    if span.end - span.start <= LONGEST_PIECE:
        return [(span, text)]
    words = source[span.start : span.end]
    at = [index for index, letter in enumerate(words) if not letter.isspace()]
    parts: list[tuple[Span, str]] = []
    done = 0
    for portion in portions(words, LONGEST_PIECE):
        letters = sum(not letter.isspace() for letter in portion)
        if letters:
            first, last = at[done], at[min(done + letters, len(at)) - 1]
            parts.append((Span(start=span.start + first, end=span.start + last + 1), portion))
            done += letters
    return parts


@dataclass(frozen=True, slots=True)
class Room:
    """How much fits a chat model: its context in tokens, and how many characters make one."""

    context: int
    rate: float

    def stretch(self, answer: int, around: int) -> int:
        """Characters of story that fit beside an answer of `answer` tokens and `around` characters of prompt."""
        free = (self.context - answer) * self.rate * _MARGIN - around
        return max(_LEAST_STRETCH, min(_LONGEST_STRETCH, int(free)))

    def answer(self, wanted: int) -> int:
        """Tokens for an answer: four times those wanted, for models of short tokens; at most a third of the context."""
        return min(_TOKENS_TO_SPARE * wanted, self.context // 3)


def room_of(chat: BaseChatModel, text: str) -> Room:
    """The room a chat model has for this text, by samples of it: counted by the model, else 3.5 bytes a token.

    Counting loads a local model, which can take minutes.
    """
    context = getattr(chat, "context", None)
    size = context if isinstance(context, int) and context > 0 else _CONTEXT
    places = dict.fromkeys((0, len(text) // 2, max(0, len(text) - _SAMPLE)))
    samples = [sample for at in places if (sample := text[at : at + _SAMPLE])]
    counts = counts_tokens(chat)
    return Room(size, min((_rate(chat, sample, counts=counts) for sample in samples), default=_BYTES_A_TOKEN))


def _rate(chat: BaseChatModel, sample: str, *, counts: bool) -> float:
    """Characters of the sample a token, never more than plain English has."""
    tokens = chat.get_num_tokens(sample) if counts else len(sample.encode(errors="replace")) / _BYTES_A_TOKEN
    return min(_MOST_A_TOKEN, len(sample) / max(1, tokens))


def stretches(pieces: Sequence[Piece], characters: int) -> list[list[Piece]]:
    """The pieces in neighbouring runs of at most so many characters and MOST_PIECES pieces; at least one each."""
    runs: list[list[Piece]] = []
    filled = characters
    for piece in pieces:
        size = len(piece.text) + len(str(piece.number)) + 4
        if filled + size > characters or len(runs[-1]) == MOST_PIECES:
            runs.append([])
            filled = 0
        runs[-1].append(piece)
        filled += size
    return runs


def shown(pieces: Sequence[Piece]) -> str:
    """The pieces as a model reads them, each with its number."""
    return "\n".join(f"({piece.number}) {' '.join(piece.text.split())}" for piece in pieces)
