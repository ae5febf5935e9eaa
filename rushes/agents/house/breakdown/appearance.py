"""What the text says of how somebody looks: clues in its sentences, each given to whom it stands beside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rushes.agents.house.breakdown.cast import Persona
from rushes.agents.house.breakdown.lexicon.listing import listed
from rushes.agents.house.breakdown.lexicon.looks import (
    AGES,
    BEARDS,
    BUILDS,
    COLOURS,
    GARMENTS,
    GLASSES,
    HAIR,
    HAIR_COLOURS,
    HEADWEAR,
    HEIGHTS,
    SKINS,
)
from rushes.agents.house.breakdown.lexicon.people import CROWDS, ROLES
from rushes.agents.house.breakdown.mentions import Memory, Mention
from rushes.agents.house.breakdown.wording import WORD, either
from rushes.film.vocabulary import Age, Form

_MODS = r"(?P<mods>(?:[a-z]{2,14}(?:-[a-z]{2,12}){0,2},? (?:and )?){0,4}?)"
_WORN = re.compile(rf"(?<![\w’'-]){_MODS}(?P<noun>{either((*GARMENTS, *HEADWEAR))})(?![\w-])", re.IGNORECASE)
_BODY = re.compile(
    rf"(?<![\w’'-]){_MODS}(?P<noun>hair|eyes|face|skin|beard|moustache|mustache)(?![\w-])"
    r"(?: (?:tied |worn |pulled )?(?:back |up )?in (?:an? |two )?(?:\w{1,12} )?(?P<style>bun|braids?|plaits?))?",
    re.IGNORECASE,
)
_ALONE = (*BEARDS, *GLASSES, *(w for w in SKINS if "-" in w), "bald", "braid", "braids", "plaits", "pigtails", "curls")
_SINGLE = re.compile(
    rf"(?<![\w’'-])(?:{either(_ALONE)}|(?P<colour>[a-z]{{3,10}})-haired|a pair of glasses|"
    r"(?:his|her|wore|their|steel-rimmed|wire-rimmed|round) glasses)(?![\w-])",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<![\w’'-])(?:man|woman|person|fellow|figure|creature|boy|girl|lady|gentleman|youth|lad)(?![\w-])"
)
_NUMBERS = listed(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    """
)
_YEARS = re.compile(r"(?<![\w’'-])(\d{1,2}|[a-z]{3,9}) years (?:old|of age)(?!\w)", re.IGNORECASE)
_BEASTS = [word for word, sense in ROLES.items() if sense.form is not Form.HUMAN]
_BEAST = re.compile(rf"(?<![\w’'-])((?:[a-z]{{2,14}},? ){{1,4}}?)(?:{either(_BEASTS)})(?![\w-])", re.IGNORECASE)
_WAS = re.compile(
    r"(?:[’']s| was| is|,) (?:very |rather |so |quite |too |a |still )?"
    r"([a-z]{3,14}(?:-[a-z]{3,12})?)(?:,? (?:and )?([a-z]{3,12}))?"
)
_WORN_BY = re.compile(r"\b(?:in an?|in (?:his|her)|with an?|wore|wears|wearing|clad|dressed|his|her|my|wrapped)\b")
_OWN = re.compile(r"(?<![\w’'])(?:his|her|my) (?:[\w’'-]{1,16} ){0,3}$", re.IGNORECASE)
_WORE = re.compile(r"(?<![\w])(?:wore|wear|wearing|dressed|clad|had on|put on|pulled on)(?![\w])")
_CROWD = re.compile(rf"(?<!\w)(?:{either(CROWDS)})(?!\w)")
_TRAITS = {
    "eyes": frozenset(COLOURS) | frozenset(listed("bright dark keen sharp pale large deep hazel kind tired wide sad")),
    "face": frozenset(SKINS)
    | frozenset(listed("flushed thin round lined wrinkled long broad kind stern gentle scarred narrow dark bony")),
}
_SIZES = {**AGES, **BUILDS, **HEIGHTS}


@dataclass(slots=True)
class Appearance:
    """The words a text spends on somebody's looks. The first word about a thing holds; empty is unsaid."""

    age: Age | None = None
    sizes: list[str] = field(default_factory=list[str])
    garment: str = ""
    garment_colour: str = ""
    headwear: str = ""
    headwear_colour: str = ""
    hair: str = ""
    hair_colour: str = ""
    beard: str = ""
    glasses: str = ""
    skin: str = ""
    hide: str = ""
    traits: list[str] = field(default_factory=list[str])


def appearances(
    view: str, stretches: list[tuple[int, int]], memory: Memory, cast: tuple[Persona, ...]
) -> dict[str, Appearance]:
    """Walk the told sentences in order and note every clue for the one it stands beside."""
    found = {one.id: Appearance() for one in cast}
    for start, end in stretches:
        mentions = memory.who(start, end)
        if not mentions:
            continue
        for at, clue in _clues(view, start, end):
            if owner := _owner(view, start, at, mentions):
                _note(found[owner], clue)
        for mention in mentions:
            _note_size(found[mention.id], view, start, mention)
        _note_nouns(found, view, start, end, mentions)
    return found


def _note_nouns(found: dict[str, Appearance], view: str, start: int, end: int, mentions: list[Mention]) -> None:
    """Years, coats of beasts and sizes told of `a man` or `a figure`, for the one named before them."""
    for years in _YEARS.finditer(view, start, end):
        look = found[_named_before(mentions, years.start()) or mentions[0].id]
        look.age = look.age or _age_of(years[1].lower())
    for beast in _BEAST.finditer(view, start, end):
        if owner := _named_before(mentions, beast.end() - 1):
            found[owner].hide = found[owner].hide or _colour_in(beast[1], COLOURS)
    for person in _PERSON.finditer(view, start, end):
        if owner := _named_before(mentions, person.start()):
            _sizes_before(found[owner], view[max(start, person.start() - 34) : person.start()])


def _named_before(mentions: list[Mention], at: int) -> str:
    return next((one.id for one in reversed(mentions) if one.start <= at), "")


def _age_of(number: str) -> Age:
    """The age of so many years, in figures or words; words beyond the list are grown up."""
    years = int(number) if number.isdigit() else _NUMBERS.index(number) + 1 if number in _NUMBERS else 30
    return Age.CHILD if years <= 13 else Age.YOUNG if years <= 24 else Age.OLD if years >= 60 else Age.ADULT


def _owner(view: str, start: int, at: int, mentions: list[Mention]) -> str:
    """Whose a clue is: whom its `his` or `her` means, else the last one named before it. Crowds own theirs."""
    low = max(start, at - 50)
    own = _OWN.search(view[low:at])
    if own:
        return next((one.id for one in mentions if one.start == low + own.start()), "")
    before = [one for one in mentions if one.start <= at]
    nearest = before[-1] if before else mentions[0]
    first_person = nearest.pronoun and view[nearest.start : nearest.end].lower() in ("i", "me", "my", "myself")
    if first_person and not _WORE.search(view, nearest.end, at):
        return ""
    return "" if before and _CROWD.search(view, nearest.end, at) else nearest.id


def _clues(view: str, start: int, end: int) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """(where, (part, word, colour)) for everything worn or grown that a sentence names."""
    for match in _WORN.finditer(view, start, end):
        noun = match["noun"].lower()
        before = view[start : match.end("mods")].lower()
        colour = _colour_in(match["mods"], COLOURS)
        if view[match.end() : match.end() + 3] == " of" or not (colour or _is_worn(before)):
            continue
        yield match.start("noun"), ("worn", noun, colour)
    for match in _BODY.finditer(view, start, end):
        modifiers = [*([match["style"].lower()] if match["style"] else []), *WORD.findall(match["mods"].lower())]
        yield match.start("noun"), (match["noun"].lower(), " ".join(modifiers), _colour_in(match["mods"], HAIR_COLOURS))
    for match in _SINGLE.finditer(view, start, end):
        word = match[0].lower()
        before = view[max(start, match.start() - 18) : match.start()] if word in HAIR else ""
        yield match.start(), ("single", word, (match["colour"] or "").lower() or _colour_in(before, HAIR_COLOURS))


def _is_worn(before: str) -> bool:
    return _WORN_BY.search(before) is not None


def _colour_in(modifiers: str, colours: dict[str, str]) -> str:
    words = [part for word in WORD.findall(modifiers.lower()) for part in word.split("-")]
    return next((word for word in reversed(words) if word in colours), "")


def _note(look: Appearance, clue: tuple[str, str, str]) -> None:
    part, words, colour = clue
    if part == "worn":
        _note_worn(look, words, colour)
    elif part == "hair":
        look.hair_colour = look.hair_colour or colour
        look.hair = look.hair or next((word for word in words.split() if word in HAIR), "")
    elif part in ("eyes", "face"):
        kept = [word for word in words.split() if word in _TRAITS[part]]
        if kept and not any(trait.endswith(part) for trait in look.traits):
            look.traits.append(f"{' '.join(kept)} {part}")
        look.skin = look.skin or next((word for word in kept if word in SKINS and part == "face"), "")
    elif part == "skin":
        look.skin = look.skin or _skin_word(words)
    elif part == "single":
        _note_single(look, words, colour)
    else:
        look.beard = look.beard or part
        look.hair_colour = look.hair_colour or colour


def _skin_word(words: str) -> str:
    named = {
        "dark": "dark-skinned",
        "brown": "brown-skinned",
        "black": "black-skinned",
        "olive": "olive-skinned",
        "fair": "fair-skinned",
    }
    return next((named.get(word, word) for word in words.split() if named.get(word, word) in SKINS), "")


def _note_worn(look: Appearance, noun: str, colour: str) -> None:
    if noun in GARMENTS and (not look.garment or (colour and not look.garment_colour)):
        look.garment, look.garment_colour = noun, colour
    elif noun in HEADWEAR and not look.headwear:
        look.headwear, look.headwear_colour = noun, colour


def _note_single(look: Appearance, word: str, colour: str) -> None:
    if colour in HAIR_COLOURS:
        look.hair_colour = look.hair_colour or colour
    if word in BEARDS:
        look.beard = look.beard or word
    elif word in HAIR:
        look.hair = look.hair or word
    elif word in SKINS:
        look.skin = look.skin or word
    elif not word.endswith("-haired"):
        look.glasses = look.glasses or ("spectacles" if "glasses" in word and "eye" not in word else word)


def _note_size(look: Appearance, view: str, start: int, mention: Mention) -> None:
    """`the tall keeper`, `Mara was thin`."""
    if not mention.pronoun:
        _sizes_before(look, view[max(start, mention.start - 24) : mention.end])
    was = _WAS.match(view, mention.end)
    if was:
        for word in was.groups():
            if word and word.lower() in _SIZES and word.lower() not in look.sizes:
                look.sizes.append(word.lower())


def _sizes_before(look: Appearance, before: str) -> None:
    """The size words in a stretch that ends with a person's noun, commas and `very` between them."""
    for word in WORD.findall(before.lower())[-4:]:
        if word in _SIZES and word not in look.sizes:
            look.sizes.append(word)
