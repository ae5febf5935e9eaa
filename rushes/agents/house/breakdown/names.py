"""Names in a prose text: runs of capitalised words, with what speaks for and against each being somebody."""

import re
from collections import Counter
from dataclasses import dataclass, field

from rushes.agents.house.breakdown.lexicon.deeds import BODY, POSES, SAYING, SEEING
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.people import ADJECTIVES_OF_NAME, NEVER_PEOPLE, OPENERS, ROLES, TITLES
from rushes.agents.house.breakdown.lexicon.places import PLACES
from rushes.agents.house.breakdown.telling import Telling

_CAP = (
    r"(?:(?:Mrs?|Ms|Dr|St|Prof|Capt|Col|Gen|Lt|Lieut|Sgt|Rev|Hon|[A-Z])\.|"
    r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯΑ-Ω][^\W\d_]{0,24}(?:[-’'][^\W\d_]{1,24}){0,2})"
)
_NAME = re.compile(
    rf"(?<![\w’'])(?:(?P<the>[Tt]he) )?(?P<name>{_CAP}(?: (?:(?:of|de|van|von|del|da|la|le|al) )?{_CAP}){{0,4}})"
)
_NEXT_WORD = re.compile(r"(?P<own>[’']s?(?![\w]))?[,]?\s{1,3}(?P<word>[a-z]+(?:-[a-z]+)?)(?:\s{1,3}(?P<more>[a-z]+))?")
_MY_NAME = re.compile(r"\b(?:my name is|my name[’']s|they call me|call me|I am called) $", re.IGNORECASE)
_LAST_WORD = re.compile(r"([A-Za-z]+)[,]?\s{1,3}$")
_HUMAN = (
    SAYING
    | SEEING
    | frozenset(POSES)
    | frozenset(
        listed("""
            smiled nodded shook turned looked felt knew wanted tried wore frowned shrugged laughed stared winked
            blinked hesitated grinned wondered watched heard listened had was did could would will must seemed
            became recovered contented obeyed lived loved hated worked refused noticed
            """)
    )
)
_PLACE_BEFORE = frozenset(
    listed("in at near through across from towards toward into of around outside over via leaving")
)
_FAINT = frozenset(listed("had was did could would will must seemed became lived worked"))


@dataclass(slots=True)
class NameTally:
    """What the text says about one run of capitalised words."""

    name: str
    the: int = 0
    count: int = 0
    inner: int = 0
    human: float = 0.0
    said: int = 0
    place: float = 0.0
    title: str = ""
    spoken_of: int = 0
    forms: Counter[str] = field(default_factory=Counter[str])


def name_tallies(telling: Telling) -> dict[str, NameTally]:
    """Every name-like run of the text, by its words in lower case."""
    tallies: dict[str, NameTally] = {}
    lower = Counter(re.findall(r"(?<![\w’'])[a-zà-öø-ÿ][a-zà-öø-ÿ]{2,24}(?![\w])", telling.view))
    for paragraph in telling.paragraphs:
        for piece in paragraph.pieces:
            for match in _NAME.finditer(telling.view, piece.start, piece.end):
                _weigh(telling.view, piece.start, piece.end, match, tallies, said=piece.said, lower=lower)
    return tallies


def _weigh(
    view: str,
    low: int,
    high: int,
    match: re.Match[str],
    tallies: dict[str, NameTally],
    *,
    said: bool,
    lower: Counter[str],
) -> None:
    first = _opens_sentence(view, low, match.start())
    words = _name_words(match["name"], lower, opening=first and not match["the"], bare=not match["the"])
    if not words:
        return
    title = ""
    while (
        not match["the"]
        and len(words) > 1
        and (bare := words[0].lower().rstrip(".")) in TITLES | dict.fromkeys(ADJECTIVES_OF_NAME, "")
    ):
        title = bare if bare in TITLES and not title else title
        words = words[1:]
    if len(words) == 1 and words[0].lower().rstrip(".") in TITLES and not match["the"]:
        return
    key = " ".join(words).lower()
    if title in ("mrs", "miss"):
        key = f"{title} {key}"
    elif title == "mr":
        key = f"mr {key}"
    tally = tallies.setdefault(key, NameTally(" ".join(words)))
    tally.count += 1
    tally.the += bool(match["the"])
    tally.title = tally.title or title
    tally.inner += not first
    if title:
        tally.human += 1.5
        tally.forms[f"{title} {' '.join(words)}"] += 1
    if said:
        tally.spoken_of += 1
        tally.human += 2.0 * (_MY_NAME.search(view[max(low, match.start() - 24) : match.start()]) is not None)
        return
    before, after = view[max(low, match.start() - 24) : match.start()], view[match.end() : min(high, match.end() + 48)]
    _hear(tally, before, after)


def _hear(tally: NameTally, before: str, after: str) -> None:
    """What the words around a name say about it."""
    following = _NEXT_WORD.match(after)
    if following:
        word, more = following["word"], following["more"] or ""
        if following["own"]:
            tally.human += 1.0 if word in BODY or more in BODY else 0.0
        elif word in SAYING:
            tally.said += 1
        elif word in _HUMAN:
            tally.human += 0.4 if word in _FAINT else 1.0
        elif word.endswith("ed") and len(word) > 4:
            tally.human += 0.5
        elif word.endswith("ly") and (more in _HUMAN or more.endswith("ed")):
            tally.human += 0.8
    preceding = _LAST_WORD.search(before.removesuffix("the ").removesuffix("The "))
    if preceding:
        word = preceding[1].lower()
        if word in SAYING and not before.rstrip().endswith("."):
            tally.said += 1
        elif word in _PLACE_BEFORE:
            tally.place += 0.7


def _opens_sentence(view: str, low: int, at: int) -> bool:
    before = view[max(low, at - 6) : at].rstrip(" \ue000“‘\"'«(—-")
    return not before or before[-1] in ".!?:…;" or at - low < 2


def _name_words(run: str, lower: Counter[str], *, opening: bool, bare: bool) -> list[str]:
    """A run without what is no name at its ends: openers of sentences, months, nations, common words."""
    words = [word.rstrip(".") if word.lower().rstrip(".") not in TITLES else word for word in run.split()]
    words = [re.sub(r"[’']s$", "", word) for word in words]
    while bare and words and _is_no_name(words[0], lower if opening else None):
        words = words[1:]
        opening = False
    while words and (words[-1].lower() in NEVER_PEOPLE or words[-1].lower() in ("of", "de", "the", "la")):
        words = words[:-1]
    if any(word.lower() in NEVER_PEOPLE and word.lower() not in TITLES for word in words):
        return []
    if words and (words[-1].lower() in PLACES and words[-1].lower() not in ROLES):
        return []
    return (
        []
        if len(words) == 1
        and (len(words[0]) < 2 or (words[0].isupper() and len(words[0]) > 3 and lower[words[0].lower()]))
        else words
    )


def _is_no_name(word: str, lower: Counter[str] | None) -> bool:
    bare = word.lower().rstrip(".").replace("’", "'")
    if bare in OPENERS and bare not in ADJECTIVES_OF_NAME:
        return True
    if bare.split("'")[0] in OPENERS and "'" in bare:
        return True
    return lower is not None and bare not in TITLES and bare not in ROLES and lower[bare] > 0
