"""Who tells what: each paragraph parted into what is told and what is said.

A story told in quotation marks over pages (every paragraph opens with one, none closes) is
telling, not talk: its marks are seen through and the quotes within it are the talk.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rushes.agents.house.breakdown.wording import MARK, WORD, view_of
from rushes.film.reading import Block, BlockKind, Reading

FRAMED_PARAGRAPHS = 3
FRAMED_WORDS = 300
PAIRS = {"“": "”", "«": "»", "„": "“”", "「": "」", "『": "』", '"': '"', "»": "«"}
SINGLE = {"‘": "’", "'": "'"}
_DASH = re.compile(r"[\ue000\s]{0,4}(?:[—―–]|--)[\ue000\s]{0,3}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph that is all told or all said, quotation marks left out."""

    start: int
    end: int
    said: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in its pieces. `open_end`: its speech goes on in the next one."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    chapter: int
    after_break: bool = False
    open_end: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """A prose text ready to be broken down."""

    view: str
    paragraphs: tuple[Paragraph, ...]

    def told(self) -> Iterator[Piece]:
        """Every told piece, in order."""
        for paragraph in self.paragraphs:
            yield from (piece for piece in paragraph.pieces if not piece.said)


def telling_of(reading: Reading) -> Telling:
    """Part a prose reading's paragraphs into told and said."""
    view = view_of(reading.text)
    marks = _marks(view)
    dashed = _talks_in_dashes(view, reading.blocks)
    found: list[Paragraph] = []
    bare = all(block.kind is not BlockKind.PARAGRAPH for block in reading.blocks)  # titles alone must tell it
    chapter, broken = 0, False
    for block in reading.blocks:
        if block.kind is BlockKind.CHAPTER and not bare:
            chapter += 1
        elif block.kind is BlockKind.BREAK and not bare:
            broken = True
        else:
            found.append(_paragraph(view, block, marks, chapter, broken=broken, dashed=dashed))
            broken = False
    return Telling(view, tuple(_see_through(view, found)))


def _marks(view: str) -> dict[str, str]:
    """The quotation marks of the text: single ones only where double ones are rare."""
    doubles = sum(view.count(mark) for mark in ("“", "«", "„", '"', "「"))
    singles = len(re.findall(r"(?:^|[\s—])[‘'](?=\w)", view))
    return SINGLE if singles > 2 * doubles else PAIRS


def _talks_in_dashes(view: str, blocks: tuple[Block, ...]) -> bool:
    opened = sum(1 for block in blocks if _DASH.match(view, block.span.start, block.span.end))
    quoted = sum(view.count(mark) for mark in ("“", "«", '"'))
    return opened >= 3 and quoted < opened


def _paragraph(
    view: str, block: Block, marks: dict[str, str], chapter: int, *, broken: bool, dashed: bool
) -> Paragraph:
    start, end = block.span.start, block.span.end
    if dashed and _DASH.match(view, start, end):
        pieces, open_end = _dashed(view, start, end), False
    else:
        pieces, open_end = _quoted(view, start, end, marks)
    return Paragraph(start, end, pieces, chapter, broken, open_end)


def _dashed(view: str, start: int, end: int) -> tuple[Piece, ...]:
    """Speech between dashes: — Said. — told. — Said."""
    pieces: list[Piece] = []
    said, at = False, start
    for match in _DASH.finditer(view, start, end):
        if match.start() > at:
            pieces.append(Piece(at, match.start(), said))
        said, at = not said, match.end()
    pieces.append(Piece(at, end, said))
    return tuple(piece for piece in pieces if WORD.search(view, piece.start, piece.end))


def _quoted(view: str, start: int, end: int, marks: dict[str, str]) -> tuple[tuple[Piece, ...], bool]:
    pieces: list[Piece] = []
    at, closers = start, ""
    signs = re.compile("[" + re.escape("".join(marks) + "".join(marks.values())) + "]")
    for match in signs.finditer(view, start, end):
        sign, place = match[0], match.start()
        if closers:
            if sign in closers and _closes(view, place, sign):
                pieces.append(Piece(at, place, said=True))
                at, closers = place + 1, ""
        elif sign in marks and _opens(view, place, sign, start):
            pieces.append(Piece(at, place, said=False))
            at, closers = place + 1, marks[sign]
    pieces.append(Piece(at, end, said=bool(closers)))
    kept = tuple(piece for piece in pieces if WORD.search(view, piece.start, piece.end))
    return kept, bool(closers)


def _opens(view: str, place: int, sign: str, start: int) -> bool:
    if sign not in "‘'\"":
        return True
    before = view[place - 1] if place > start else " "
    after = view[place + 1 : place + 2]
    return (not before.isalnum() and before not in ".,!?") and bool(after) and not after.isspace()


def _closes(view: str, place: int, sign: str) -> bool:
    """An apostrophe closes no speech: a single mark does after punctuation and before no letter."""
    if sign not in "’'":
        return True
    return not view[place + 1 : place + 2].isalnum() and view[place - 1] in ",.!?…—–-;:" + MARK


def _see_through(view: str, paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs, those of a framed telling parted anew with their outer marks seen through."""
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if _all_said(paragraph) and (not run or run[-1].open_end):
            run.append(paragraph)
            continue
        yield from _frame(view, run)
        run = [paragraph] if _all_said(paragraph) else []
        if not run:
            yield paragraph
    yield from _frame(view, run)


def _all_said(paragraph: Paragraph) -> bool:
    return len(paragraph.pieces) == 1 and paragraph.pieces[0].said


def _frame(view: str, run: list[Paragraph]) -> Iterator[Paragraph]:
    words = sum(len(WORD.findall(view, one.start, one.end)) for one in run)
    framed = (len(run) >= FRAMED_PARAGRAPHS and words >= FRAMED_WORDS) or (len(run) >= 2 and words >= 2 * FRAMED_WORDS)
    for one in run:
        if not framed:
            yield one
            continue
        inner = one.pieces[0]
        pieces, _ = _quoted(view, inner.start, inner.end, SINGLE)
        yield Paragraph(one.start, one.end, pieces, one.chapter, one.after_break, framed=True)
