"""What stands before and between a book's chapters and is no story: title page, contents, credits, notes."""

import re
from dataclasses import dataclass

from rushes.film.manifest import Span
from rushes.tools.reading.headings import is_break, is_chapter, markdown_title
from rushes.tools.reading.lines import TextLine, span_of
from rushes.tools.reading.shape import AUTHOR_LIMIT, Title, one_line

PAGE_CHUNKS = 14  # a title page lies within a text's first chunks
CONTENTS_CHUNKS = 400

_CREDITS = re.compile(
    r"(?:Produced|Prepared|Transcribed|Scanned|Digitized|Proofed|Edited|Typed) (?:by|from)\b|"
    r"(?:This )?(?:E-?text|E-?book|HTML version|HTML file)\b.{0,60}\b(?:prepared|produced|created|made)\b|"
    r"\[?Transcriber(?:'|’)?s?(?:'|’)? notes?\b|\[?Redactor(?:'|’)?s notes?\b|Updated editions will replace|"
    r"Copyright\b|©|All rights reserved",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\[(?:Illustration|Footnote|Frontispiece|Transcriber)", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:table of |the )?contents[.:]?|(?:list of )?illustrations[.:]?|inhalt(?:sverzeichnis)?[.:]?|"
    r"table des matières[.:]?|índice[.:]?|indice[.:]?",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:written )?by\s{0,3}[:\n]?\s{0,3}(\S.{0,120})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Front:
    """A text's story chunks, what was left out of them and the title a page gave."""

    story: list[list[TextLine]]
    skipped: list[tuple[Span, str]]
    title: Title


def title_of_page(chunks: list[list[TextLine]]) -> Title:
    """The title and author that a text's first lines give: a Markdown heading, or a line and `by …` under it."""
    if not chunks:
        return Title()
    words = _words(chunks[0])
    heading = markdown_title(chunks[0][0].text)
    if heading is not None and chunks[0][0].text.lstrip().startswith("# "):
        return Title(one_line(heading.strip("*_")), _author_in(chunks[:2]))
    by = _author_in(chunks[:3])
    if by and len(words) <= 90 and words[-1:] not in ".!?":
        first = chunks[0][0].text.strip().strip("*_#= ")
        return Title(one_line(first.title() if first.isupper() else first), by)
    return Title()


def _author_in(chunks: list[list[TextLine]]) -> str:
    lines = [line.text.strip().strip("*_ ") for chunk in chunks for line in chunk[:4]]
    for i, line in enumerate(lines[:6]):
        found = _BY.fullmatch(line[:140])
        if found and i > 0:
            name = found[1] or (lines[i + 1] if i + 1 < len(lines) else "")
            return one_line(name, AUTHOR_LIMIT) if _is_name(name) else ""
    return ""


def _is_name(text: str) -> bool:
    words = text.split()
    return 1 <= len(words) <= 8 and words[0][:1].isupper() and text[-1] not in "!?,;:"


def skip_front(chunks: list[list[TextLine]], title: Title, *, ebook: bool) -> Front:
    """Leave out title page, contents, credits, illustrations and notes; `title` is what is known of it."""
    skipped: list[tuple[Span, str]] = []
    story: list[list[TextLine]] = []
    prose_seen = False
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        reason = _reason(chunk, title, at, prose_seen=prose_seen, ebook=ebook)
        if reason == "contents":
            after = _after_contents(chunks, at)
            skipped.append((span_of([*chunk, *chunks[after - 1]]), "table of contents"))
            at = after
            continue
        if reason:
            skipped.append((span_of(chunk), reason))
        else:
            story.append(chunk)
            prose_seen = prose_seen or _is_prose(chunk)
        at += 1
    if not any(_is_prose(chunk) or len(_words(chunk)) > 1 for chunk in story):
        return Front(chunks, [], title)
    return Front(story, skipped, title)


def _reason(chunk: list[TextLine], title: Title, at: int, *, prose_seen: bool, ebook: bool) -> str:
    words = _words(chunk)
    if _ASIDE.match(words):
        return "note or illustration"
    if _CREDITS.match(words) and (at < PAGE_CHUNKS or ebook) and len(words) < 1200:
        return "credits"
    if len(chunk) == 1 and _CONTENTS.fullmatch(words.strip("*_# ")) and at < 40:
        return "contents"
    if prose_seen or at >= PAGE_CHUNKS:
        return ""
    return "title page" if _on_title_page(words, title) else ""


def _on_title_page(words: str, title: Title) -> bool:
    bare = _bare(words)
    if not bare:
        return False
    if title.name and bare in {_bare(title.name), _bare(f"{title.name} by {title.author}"), _bare(title.author)}:
        return True
    if title.name and len(words) < 160 and bare.startswith(_bare(title.name)) and "by" in words.lower().split():
        return True
    found = _BY.fullmatch(words[:140].strip("*_ "))
    return bool(found) and len(words) < 100 and (not found[1] or _is_name(found[1]))


def _after_contents(chunks: list[list[TextLine]], at: int) -> int:
    """The first chunk after a table of contents: the first entry once more, or the prose after the list.

    The prose's own heading is given back.
    """
    first_entry = ""
    for i in range(at + 1, min(at + CONTENTS_CHUNKS, len(chunks))):
        chunk = chunks[i]
        line = _bare(chunk[0].text)
        if first_entry and (line == first_entry or (len(line) > 3 and first_entry.startswith(line))):
            return i
        if _is_prose(chunk):
            return i - 1 if i - 1 > at and len(chunks[i - 1]) <= 2 else i
        if is_break(chunk[0].text):
            return i
        first_entry = first_entry or line
    return at + 1


def _is_prose(chunk: list[TextLine]) -> bool:
    """Whether a chunk tells: a dozen words and a sentence's end, and no list of short lines."""
    words = _words(chunk)
    if len(words.split()) < 12 or is_chapter([line.text for line in chunk]):
        return False
    listed = len(chunk) > 2 and sum(len(line.text.strip()) for line in chunk) / len(chunk) < 45
    return any(sign in words for sign in ".!?。…") and not listed


def _words(chunk: list[TextLine]) -> str:
    return " ".join(line.text.strip() for line in chunk)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
