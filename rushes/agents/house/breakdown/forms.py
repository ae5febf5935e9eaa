"""Where in a text the forms of names and roles stand, and which stand side by side."""

import re
from collections.abc import Sequence
from itertools import pairwise

from rushes.agents.house.breakdown.wording import either

_MY_NAME = re.compile(r"\b(?:my name is|my name[’']s|they call me|call me|I am called) $", re.IGNORECASE)
_POINTER = re.compile(
    r"(?<![\w’'])(?:the|an?|his|her|my|our|their|this|that|one) (?:[a-z\-]{2,16},? ){0,3}$", re.IGNORECASE
)
_BESIDE = re.compile(
    r",? (?:named |called |whose name was )?|"
    r", (?:the|an?) (?:[a-z\-]{2,16} ){0,4}(?:named|called) |"
    r", (?:the|an?|his|her|my|our|their) (?:[a-z\-]{2,16} ){0,3}|"
    r" (?:was|is) (?:the|an?|his|her|my|our|their) (?:[a-z\-]{2,16} ){0,3}",
    re.IGNORECASE,
)


def form_mentions(view: str, forms: Sequence[Sequence[str]]) -> list[tuple[int, int, int]]:
    """(start, end, whose) of every form: names with their capital, roles after `the`, `a` or `his`."""
    owner: dict[str, int] = {}
    for whose, words in enumerate(forms):
        for form in words:
            owner.setdefault(form.lower(), whose)
    if not owner:
        return []
    small = {form.lower() for words in forms for form in words if form[:1].islower()}
    pattern = re.compile(rf"(?<![\w’'\-])(?:{either(owner)})(?![\w\-])", re.IGNORECASE)
    found: list[tuple[int, int, int]] = []
    for match in pattern.finditer(view):
        form = match[0]
        if form[:1].isupper() or (
            form.lower() in small and _POINTER.search(view[max(0, match.start() - 60) : match.start()])
        ):
            found.append((match.start(), match.end(), owner[form.lower()]))
    return found


def introductions(view: str, forms: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """(name, role) pairs where a nameless one says who they are: `My name is Ambrose`."""
    found = form_mentions(view, forms)
    pairs: set[tuple[int, int]] = set()
    for place, (start, _, who) in enumerate(found):
        if forms[who][0][:1].islower() or not _MY_NAME.search(view[max(0, start - 24) : start]):
            continue
        nameless = [
            one for at, _, one in found[max(0, place - 8) : place] if start - at < 400 and forms[one][0][:1].islower()
        ]
        if nameless:
            pairs.add((who, nameless[-1]))
    return pairs


def neighbours(view: str, forms: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """(name, role) pairs that stand side by side somewhere: `the keeper, Tobias`, `Mara was the pilot`."""
    found = form_mentions(view, forms)
    pairs: set[tuple[int, int]] = set()
    for (_, end, one), (start, _, other) in pairwise(found):
        if one == other or not _BESIDE.fullmatch(view[end:start]):
            continue
        one_is_role, other_is_role = (forms[who][0][:1].islower() for who in (one, other))
        if one_is_role != other_is_role:
            pairs.add((other, one) if one_is_role else (one, other))
    return pairs
