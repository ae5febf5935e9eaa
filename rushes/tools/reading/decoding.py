"""Bytes become text: encodings, line ends, and naming what is no text at all."""

from charset_normalizer import from_bytes

from rushes.errors import BadSource

SAMPLE_BYTES = 64 * 1024
WESTERN_SHARE = 0.12  # in Western text that is not UTF-8, fewer than an eighth of the bytes lie above ASCII

LOOKS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"fLaC", "a FLAC recording"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"RIFF", "a WAV, AVI or WebP file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\xd0\xcf\x11\xe0", "an old Word (.doc) or encrypted Office file"),
)
WAY_OUT = "Save the story as plain text, Markdown, Fountain, FDX, EPUB or DOCX and give that."


def decoded(data: bytes, name: str) -> str:
    """The text of `data`, every line end a line feed: UTF-8, UTF-16, Windows-1252, else the likeliest encoding.

    Raises BadSource for what is binary or can't be decoded.
    """
    _refuse_binary(data, name)
    text = _text_of(data)
    if text is None or _is_noise(text):
        raise BadSource(f"{name!r} is not text in any encoding rushes knows.", "Save it as UTF-8 text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, what in LOOKS:
        if data.startswith(signature):
            raise BadSource(f"{name!r} is {what}, not a story rushes can read.", WAY_OUT)
    if data[4:8] == b"ftyp":
        raise BadSource(f"{name!r} is a video or recording, not a story rushes can read.", WAY_OUT)
    head = data[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise BadSource(f"{name!r} is a web page.", "Save the page as plain text and give that.")
    if not _is_wide(data) and b"\0" in data:
        raise BadSource(f"{name!r} is binary data (it holds NUL bytes), not text.", WAY_OUT)


def _is_wide(data: bytes) -> bool:
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or _unmarked_wide(data) is not None


def _unmarked_wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zeros in every other byte."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _text_of(data: bytes) -> str | None:
    wide = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _unmarked_wide(data)
    if wide:
        return _strict(data, wide)
    text = _strict(data, "utf-8-sig")
    if text is not None:
        return text
    return _mended_utf8(data) or _western(data) or _likeliest(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _mended_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes in it, such as a cut-off end: the broken ones become U+FFFD."""
    text = data.decode("utf-8-sig", errors="replace")
    broken = text.count("\ufffd")
    above_ascii = sum(sign > "\x7f" for sign in text)
    return text if broken * 50 <= above_ascii else None


def _western(data: bytes) -> str | None:
    high = sum(byte > 0x7F for byte in data[:SAMPLE_BYTES])
    if high > WESTERN_SHARE * len(data[:SAMPLE_BYTES]):
        return None
    return _strict(data, "cp1252") or data.decode("latin-1")


def _likeliest(data: bytes) -> str | None:
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    return data.decode(best.encoding, errors="replace") if best else None


def _is_noise(text: str) -> bool:
    """Whether the text is mostly control characters or undecodable."""
    sample = text[:SAMPLE_BYTES]
    bad = sum(sign == "\ufffd" or (sign < " " and sign not in "\n\r\t\f\v") for sign in sample)
    return bad > 0.05 * len(sample)
