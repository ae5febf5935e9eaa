"""The cast of a screenplay: who has a cue, and who is brought in in capitals."""

import re
from collections import Counter

from rushes.agents.house.breakdown.cast import CAST_LIMIT, Persona
from rushes.agents.house.breakdown.lexicon.people import FEMALE, MALE, ROLES, TITLES, RoleSense
from rushes.agents.house.breakdown.wording import either, unique_id
from rushes.film.reading import BlockKind, Reading
from rushes.film.vocabulary import Age, Form

_PRONOUN = re.compile(r"(?<![\w’'])(?:(he|him|his)|(she|her|hers))(?![\w’'])", re.IGNORECASE)
_AGE = re.compile(r",? \(?(?:aged |early |mid |late |mid-|about )?(\d{1,2})(?:s|'s|’s)?[,) ]")
_ROLE_AFTER = re.compile(rf",? \(?(?:an?|the) (?:[\w’'-]{{1,16}},? ){{0,4}}?({either(ROLES)})(?![\w-])", re.IGNORECASE)
_INTRODUCED = re.compile(r"(?<![\w])([A-ZÀ-Þ][A-ZÀ-Þ’'\-]{2,20}(?: [A-ZÀ-Þ][A-ZÀ-Þ’'\-]{1,20}){0,2})(?=,| \()")


def script_cast(reading: Reading, view: str) -> tuple[Persona, ...]:
    """Everybody with a cue, most lines first, then those brought in in capitals (`MARA (30s)`)."""
    lines = Counter(block.label.upper() for block in reading.blocks if block.kind is BlockKind.CUE and block.label)
    for block in reading.blocks:
        if block.kind is BlockKind.ACTION:
            for match in _INTRODUCED.finditer(view, block.span.start, block.span.end):
                lines.setdefault(match[1], 0)
    merged: dict[str, list[str]] = {}
    for name in sorted(lines, key=lambda each: (-len(each.split()), -lines[each], each)):
        home = [full for full in merged if set(name.split()) <= set(full.split()) and lines[name] and "'S" not in full]
        merged.setdefault(home[0] if len(home) == 1 else name, []).append(name)
    order = sorted(
        merged, key=lambda full: (-sum(lines[each] for each in merged[full]), list(lines).index(merged[full][0]))
    )
    taken: set[str] = set()
    return tuple(_persona(view, merged[full], lines, taken) for full in order[:CAST_LIMIT])


def _persona(view: str, cues: list[str], lines: Counter[str], taken: set[str]) -> Persona:
    name = cues[0].title().replace("’S", "’s").replace("'S", "'s")[:80]
    if len(cues[0]) <= 3 and cues[0].isalpha() and not re.search(r"[AEIOUY]", cues[0]):
        name = cues[0]  # initials such as DJ
    sense = _introduced(view, cues, _sense(cues[0]))
    gender = sense.gender or ("" if sense.form is not Form.HUMAN else _by_pronouns(view, name))
    small = [cues[0].lower()] if cues[0].split()[-1].lower() in ROLES else []
    forms = tuple(dict.fromkeys([*(each.title() for each in cues), *small]))
    return Persona(
        unique_id(name, "somebody", taken),
        name,
        forms,
        gender,
        sense,
        float(sum(lines[each] for each in cues)),
    )


def _sense(cue: str) -> RoleSense:
    words = [word.strip(".").lower() for word in cue.split()]
    role = next((ROLES[word] for word in reversed(words) if word in ROLES), None)
    given = "f" if words[0] in FEMALE else "m" if words[0] in MALE else TITLES.get(words[0], "")
    return role or RoleSense(given)


def _introduced(view: str, cues: list[str], sense: RoleSense) -> RoleSense:
    """What the words after the name in capitals add: `TUCK, a white robot`, `AMARA (70)`, `JUNO, 30,`."""
    for cue in cues:
        for match in list(re.finditer(rf"(?<![\w]){re.escape(cue)}(?![\w])", view))[:20]:
            after = view[match.end() : match.end() + 90].split(". ", maxsplit=1)[0]
            age = _AGE.match(after)
            role = _ROLE_AFTER.match(after)
            if role:
                told = ROLES[role[1].lower()]
                sense = RoleSense(sense.gender or told.gender, sense.age or told.age, told.form)
            if age:
                sense = sense._replace(age=_age_of(int(age[1])))
            if age or role:
                return sense
    return sense


def _age_of(years: int) -> Age:
    return Age.CHILD if years <= 13 else Age.YOUNG if years <= 24 else Age.OLD if years >= 60 else Age.ADULT


def _by_pronouns(view: str, name: str) -> str:
    votes: Counter[str] = Counter()
    for match in list(re.finditer(rf"\b{re.escape(name)}\b", view, re.IGNORECASE))[:40]:
        pronoun = _PRONOUN.search(view, match.end(), match.end() + 120)
        if pronoun:
            weight = {"he": 2, "she": 2, "him": 0, "her": 0}.get(pronoun[0].lower(), 1)
            votes["m" if pronoun[1] else "f"] += weight
    votes = +votes
    return votes.most_common(1)[0][0] if votes else ""
