"""Where sentences and clauses begin and end."""

import re

from rushes.agents.house.breakdown.lexicon.listing import listed

LONG = 240  # characters; a longer sentence is parted at its clauses
LIMIT = 600  # no beat is longer

_END = re.compile(r"[.!?…。！？][.!?…。！？]{0,5}[\"'”’»)\]\ue000]{0,4}(?=\s|$|[—\u3000-\u9fff])")
_ABBREVIATIONS = frozenset(
    listed("""
        mr mrs ms dr prof st capt col gen lt lieut sgt rev hon mme mlle messrs jr sr esq vs etc no vol fig mt ft co
        inc ltd a.m p.m e.g i.e ca m
        """)
)
_CLAUSE = re.compile(r"[;:—–][\ue000\s]|—|,\s(?=(?:and|but|then|or|while|when|as|so|until|with|which|who)\s)")
_COMMA = re.compile(r"[,،、，]\s?")


def sentences(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences in view[start:end] as exact stretches without white space around them."""
    found: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(view, start, end):
        if match.end() < end and not _closes(view, match, at):
            continue
        found.append((at, match.end()))
        at = match.end()
    found.append((at, end))
    return [trimmed for one in found if (trimmed := trim(view, *one))]


def _closes(view: str, match: re.Match[str], at: int) -> bool:
    """Whether a stop ends a sentence: no abbreviation or initial before it, no small letter after it."""
    if view[match.start()] == ".":
        head = view[max(at, match.start() - 12) : match.start()].rsplit(" ", 1)[-1].lower().lstrip("(“‘\"'")
        if head in _ABBREVIATIONS or (len(head) == 1 and head.isalpha() and head != "i"):
            return False
    following = view[match.end() : match.end() + 6].lstrip(" \ue000“‘\"'«(—")
    return not following[:1].islower()


def trim(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without white space and marks at its ends, or None if nothing is left."""
    while start < end and (view[start].isspace() or view[start] == "\ue000"):
        start += 1
    while end > start and (view[end - 1].isspace() or view[end - 1] == "\ue000"):
        end -= 1
    return (start, end) if start < end else None


def clauses(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, parted where it pauses into stretches of at most LONG if it can be, of LIMIT always."""
    parts: list[tuple[int, int]] = []
    while end - start > LONG:
        cut = _pause(view, start, end)
        parts.append((start, cut))
        start = cut
    parts.append((start, end))
    return [trimmed for one in parts if (trimmed := trim(view, *one))]


def _pause(view: str, start: int, end: int) -> int:
    """The best place to part a stretch: a clause's end, a comma, a space, the limit; both sides of some length."""
    low, high = start + 60, min(start + LONG, end - 30)
    for pattern in (_CLAUSE, _COMMA):
        cuts = [match.end() for match in pattern.finditer(view, low, high)]
        if cuts:
            return cuts[-1]
    space = view.rfind(" ", low, min(start + LIMIT, end))
    if space > start and (end - start > LIMIT or space - start <= LONG + 120):
        nearer = view.rfind(" ", low, start + LONG)
        return nearer if nearer > start else space
    return min(start + LIMIT, end)
