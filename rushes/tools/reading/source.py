"""The door of the reading room: which file is read how, and what is refused."""

import hashlib
from pathlib import Path
from typing import Literal

from rushes.errors import BadSource
from rushes.film.reading import Reading
from rushes.tools.reading.decoding import decoded
from rushes.tools.reading.docx_story import read_docx
from rushes.tools.reading.epub_story import read_epub
from rushes.tools.reading.fdx_script import read_fdx
from rushes.tools.reading.fountain_script import looks_like_fountain, read_fountain
from rushes.tools.reading.prose import read_prose
from rushes.tools.reading.shape import Story, Title, named_after

MAX_TEXT_BYTES = 20 * 1024 * 1024
MAX_BOOK_BYTES = 200 * 1024 * 1024  # EPUB and DOCX carry pictures; their text is bounded apart

FOUNTAIN = frozenset({".fountain", ".spmd"})
BOOKS = frozenset({".epub", ".docx"})
MARKDOWN = frozenset({".md", ".markdown", ".mdown"})

Format = Literal["fountain", "fdx", "epub", "docx", "markdown", "plain"]


def read_source(path: Path) -> Reading:
    """Read a story from a file. The format comes from the name's ending, then from the content.

    Raises BadSource for what is missing, too big (over 20 MB of text), not text or not a story.
    """
    limit = MAX_BOOK_BYTES if path.suffix.lower() in BOOKS else MAX_TEXT_BYTES
    try:
        if path.is_dir():
            raise BadSource(f"{path.name!r} is a folder.", "Give the one file that holds the story.")
        _refuse_size(path.stat().st_size, limit, path.name)
        if not path.is_file():
            raise BadSource(f"{path.name!r} is not an ordinary file.", "Save the story in a file and give that.")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise BadSource(f"There is no file {str(path)!r}.", "Check the name and the folder.") from None
    except PermissionError:
        raise BadSource(
            f"The file {path.name!r} may not be read.", "Give yourself permission to read it (chmod u+r)."
        ) from None
    except (OSError, ValueError) as trouble:
        raise BadSource(
            f"The file {path.name!r} can't be read: {trouble}.", "Check the name, or copy it to a local disk."
        ) from trouble
    _refuse_size(len(data), limit, path.name)
    return read_bytes(data, path.name)


def _refuse_size(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise BadSource(
            f"{name!r} is {size / 1e6:.0f} MB; rushes reads stories of up to {limit // (1024 * 1024)} MB "
            "(a novel is about 0.6 MB).",
            "Give a part of it, such as one book or chapter.",
        )


def read_bytes(data: bytes, name: str) -> Reading:
    """Read a story from memory; `name` is its file's name. Raises BadSource."""
    form = _format_of(data, name)
    if form == "epub":
        story = read_epub(data)
    elif form == "docx":
        story = read_docx(data)
    else:
        story = _read_text(decoded(data, name), form, name)
    kind = "screenplay" if form in ("fountain", "fdx") or story.screenplay else "prose"
    if not story.blocks:
        raise BadSource(f"{name!r} holds no story: nothing but blank or skipped text.", "Give a file with a story.")
    if len(story.text) > MAX_TEXT_BYTES:
        _refuse_size(len(story.text), MAX_TEXT_BYTES, name)
    title = story.title if story.title.name else Title(named_after(name), story.title.author)
    return Reading(
        name=name[-200:] or "story",
        kind=kind,
        sha256=hashlib.sha256(data).hexdigest(),
        text=story.text,
        blocks=story.blocks,
        title=title.name,
        author=title.author,
        skipped=story.skipped,
    )


def _format_of(data: bytes, name: str) -> Format:
    ending = Path(name).suffix.lower() if name else ""
    if ending in FOUNTAIN:
        return "fountain"
    if ending == ".fdx" or b"<FinalDraft" in data[:4096]:
        return "fdx"
    if data[:4] == b"PK\x03\x04":
        if b"application/epub+zip" in data[:256] or ending == ".epub":
            return "epub"
        if ending == ".docx":
            return "docx"
    if ending in BOOKS:
        what = ending[1:].upper()
        raise BadSource(
            f"{name!r} is called {what} but is no readable {what} file (damaged, empty or encrypted).",
            f"Save it again as {what}, or as plain text.",
        )
    return "markdown" if ending in MARKDOWN else "plain"


def _read_text(text: str, form: Format, name: str) -> Story:
    if not text.strip().strip("\ufeff\u200b"):
        raise BadSource(f"{name!r} is empty.", "Give a file with a story in it.")
    if form == "fdx":
        return read_fdx(text)
    if form == "fountain" or (form == "plain" and looks_like_fountain(text)):
        return read_fountain(text, name)
    return read_prose(text, markdown=form == "markdown")
