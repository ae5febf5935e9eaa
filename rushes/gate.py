r"""The terminal gate: foreign text leaves for a terminal only through here.

Control characters (C0, C1, DEL), the escapes they begin, and the invisible marks that reorder
text are shown as visible signs; nothing else of the text is lost.
"""

import re

_DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """The text, safe to print: newlines and tabs stay, every other control stands as its picture or code."""
    return _DANGEROUS.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str, width: int) -> str:
    """`clean` text on one line, cut to `width` characters with an ellipsis."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= width else f"{flat[: max(width - 1, 0)]}…"
