"""The cast of a prose text: names and roles that act in it, aliases merged, most present first."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from rushes.agents.house.breakdown.forms import form_mentions, introductions, neighbours
from rushes.agents.house.breakdown.lexicon.people import FEMALE, MALE, NOBODY, ROLES, TITLES, VAGUE, RoleSense
from rushes.agents.house.breakdown.names import NameTally, name_tallies
from rushes.agents.house.breakdown.roles import RoleTally, role_tallies
from rushes.agents.house.breakdown.telling import Telling
from rushes.agents.house.breakdown.wording import unique_id
from rushes.film.vocabulary import Form

CAST_LIMIT = 24
NARRATOR = "narrator"

_I = re.compile(r"(?<![\w’'])(?:I|I[’'](?:m|d|ll|ve)|[Mm]e|[Mm]y|[Mm]yself)(?![\w’'])")
_PRONOUN = re.compile(r"(?<![\w’'])(?:(he|him|his|himself)|(she|her|hers|herself))(?![\w’'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the text before they have a look. `forms` are how the text calls them."""

    id: str
    name: str
    forms: tuple[str, ...]
    gender: str = ""
    sense: RoleSense = NOBODY
    presence: float = 0.0
    proper: bool = True


def cast_of(telling: Telling) -> tuple[Persona, ...]:
    """Who is in the story, most present first, at most CAST_LIMIT; the first person is the narrator."""
    short = len(telling.view) < 12_000
    drafts = _merged([_from_name(tally) for tally in _somebodies(list(name_tallies(telling).values()), short=short)])
    roles = role_tallies(telling)
    somebodies = {_from_role(tally).forms for tally in roles if _is_role(tally, short=short)}
    drafts = _one_form_one_persona([*drafts, *map(_from_role, roles)])
    forms = [one.forms for one in drafts]
    drafts = _appositions(drafts, neighbours(telling.view, forms) | introductions(telling.view, forms))
    drafts = _counted(telling, [one for one in drafts if one.proper or somebodies & {one.forms} or len(one.forms) > 1])
    told_by = narrator_of(telling)
    limit = CAST_LIMIT - bool(told_by)
    kept = [_gendered(telling.view, one) for one in drafts[:limit]]
    taken: set[str] = {NARRATOR} if told_by else set()
    cast = [_with_id(one, taken) for one in kept]
    if told_by:
        cast.append(told_by)
    return tuple(sorted(cast, key=lambda one: -one.presence))


def _counted(telling: Telling, drafts: list[Persona]) -> list[Persona]:
    """The drafts by how often the told text names them."""
    counts: Counter[int] = Counter()
    found = form_mentions(telling.view, [one.forms for one in drafts])
    told = iter(telling.told())
    piece = next(told, None)
    for start, _, who in found:
        while piece and piece.end <= start:
            piece = next(told, None)
        counts[who] += 5 if piece and piece.start <= start else 1
    first = {who: start for start, _, who in reversed(found)}
    order = sorted(range(len(drafts)), key=lambda i: (-counts[i], first.get(i, len(telling.view)), drafts[i].name))
    return [replace(drafts[i], presence=counts[i] / 5) for i in order]


def narrator_of(telling: Telling) -> Persona | None:
    """The first person who tells, if there is one: several I's outside what is said."""
    count = words = 0
    for piece in telling.told():
        count += sum(1 for _ in _I.finditer(telling.view, piece.start, piece.end))
        words += (piece.end - piece.start) // 6
    if count < 3 or count < 0.004 * words:
        return None
    return Persona(NARRATOR, "The Narrator", (), presence=0.4 * count, proper=False)


def _somebodies(tallies: list[NameTally], *, short: bool) -> list[NameTally]:
    """The names that act, and the parts of them that stand alone elsewhere."""
    sure = [tally for tally in tallies if _is_somebody(tally, short=short)]
    parts = {word for tally in sure if " " in tally.name and not tally.the for word in tally.name.split()}
    return [tally for tally in tallies if tally in sure or tally.name in parts]


def _is_somebody(tally: NameTally, *, short: bool) -> bool:
    told = tally.count - tally.spoken_of
    if told == 0:
        return tally.human >= 2.0 and not tally.title  # only in `My name is …`
    evidence = 3.0 * tally.said + tally.human + (1.5 if _given(tally.name) else 0.0)
    if tally.the and tally.the > 0.5 * told:
        head = tally.name.rsplit(" ", 1)[-1].lower()
        return head in ROLES and (tally.said > 0 or tally.human >= 1)
    if tally.place > evidence:
        return False
    return evidence >= (1.0 if short or tally.inner else 2.0) and evidence >= 0.12 * told


def _given(name: str) -> str:
    first = name.split(" ", 1)[0].lower()
    return "f" if first in FEMALE else "m" if first in MALE else ""


def _from_name(tally: NameTally) -> Persona:
    shown = f"The {tally.name}" if tally.the > 0.5 * (tally.count - tally.spoken_of) else tally.name
    if tally.title:
        shown = f"{_title_shown(tally.title)} {tally.name}"
    forms = (tally.name, *(f"{_title_shown(tally.title)} {tally.name}" for _ in [0] if tally.title))
    gender = TITLES.get(tally.title, "") or _given(tally.name)
    sense = ROLES.get(tally.name.rsplit(" ", 1)[-1].lower(), RoleSense(gender)) if tally.the else RoleSense(gender)
    told = tally.count - 0.8 * tally.spoken_of
    return Persona("", shown, forms, gender or sense.gender, sense, told + 2.0 * tally.said)


def _title_shown(title: str) -> str:
    return title.capitalize() + (
        "." if title in ("mr", "mrs", "ms", "dr", "st", "prof", "capt", "col", "sgt", "lt") else ""
    )


def _merged(drafts: list[Persona]) -> list[Persona]:
    """`Hale`, `Dr. Hale` and `Margaret Hale` are one, unless the shared word fits several or the titles differ."""
    order = sorted(drafts, key=lambda one: (-len(one.forms[0].split()), -one.presence, one.name))
    kept: list[Persona] = []
    for draft in order:
        words = draft.forms[0].split()
        homes = [
            i
            for i, one in enumerate(kept)
            if len(one.forms[0].split()) > len(words)
            and set(words) <= set(one.forms[0].split())
            and not (draft.gender and one.gender and draft.gender != one.gender)
            and not one.name.startswith("The ")
        ]
        same = [i for i, one in enumerate(kept) if one.forms[0] == draft.forms[0] and _agree(one, draft)]
        if same or len(homes) == 1:
            home = (same or homes)[0]
            kept[home] = _union(kept[home], draft)
        else:
            kept.append(draft)
    return kept


def _agree(one: Persona, other: Persona) -> bool:
    return not (one.gender and other.gender and one.gender != other.gender)


def _union(one: Persona, other: Persona) -> Persona:
    forms = tuple(dict.fromkeys((*one.forms, *other.forms)))
    longer = max((one, other), key=lambda each: len(each.name))
    name = longer.name if one.proper == other.proper else (one.name if one.proper else other.name)
    sense = one.sense if one.sense != RoleSense(one.gender) else other.sense
    return Persona(
        "", name, forms, one.gender or other.gender, sense, one.presence + other.presence, one.proper or other.proper
    )


def _is_role(tally: RoleTally, *, short: bool) -> bool:
    vague = tally.noun in VAGUE
    if tally.capital:
        return tally.said > 0 or tally.human > 0 or tally.count > 1
    evidence = 2.0 * tally.said + tally.human
    if vague:
        return tally.said > 0 or (tally.definite >= 2 and evidence >= 1.0) or (short and evidence >= 1.5)
    return evidence >= 1.0 or (tally.count >= 3 and tally.definite >= 2) or (short and tally.count >= 2)


def _from_role(tally: RoleTally) -> Persona:
    sense = ROLES[tally.noun]
    shown = max(sorted(tally.forms), key=lambda form: (len(form.split()) <= 3, len(form)))
    shown = " ".join(
        word.capitalize() if word[:1].islower() else word for word in shown.replace(",", "").split() if word != "very"
    )
    name = f"The {shown}"
    sense = sense._replace(age=tally.age or sense.age)
    return Persona(
        "", name, tuple(sorted(tally.forms)), sense.gender, sense, tally.count + 2.0 * tally.said, proper=False
    )


def _appositions(drafts: list[Persona], pairs: set[tuple[int, int]]) -> list[Persona]:
    """A role joins the one name it stands beside: `the keeper, Tobias Venn,`, `Captain Brandt` and the captain."""
    homes: dict[int, int] = {}
    for name, role in sorted(pairs):
        homes.setdefault(role, name)
    for role, draft in enumerate(drafts):
        titled = [i for i, one in enumerate(drafts) if one.proper and not draft.proper and _has_title(one, draft)]
        if len(titled) == 1:
            homes.setdefault(role, titled[0])
    joined = dict(enumerate(drafts))
    for role, name in sorted(homes.items()):
        joined[name] = _union(joined[name], joined.pop(role))
    return list(joined.values())


def _has_title(one: Persona, role: Persona) -> bool:
    noun = role.forms[0].lower()
    return noun in TITLES and one.name.split(" ")[0].lower().rstrip(".") == noun


def _one_form_one_persona(drafts: list[Persona]) -> list[Persona]:
    """Capital and small spellings of one role are one: the Very Young Man is a very young man."""
    by_key: dict[str, Persona] = {}
    for draft in drafts:
        key = draft.name.lower().removeprefix("the ").removeprefix("very ")
        by_key[key] = _union(by_key[key], draft) if key in by_key else draft
    return list(by_key.values())


def _gendered(view: str, one: Persona) -> Persona:
    """Without a title or known name, the pronouns that follow the mentions tell."""
    if one.gender or one.sense.form is not Form.HUMAN:
        return one
    votes: Counter[str] = Counter()
    for _, end, _ in form_mentions(view, [one.forms])[:80]:
        pronoun = _PRONOUN.search(view, end, end + 120)
        if pronoun:
            votes["m" if pronoun[1] else "f"] += 1
    if not votes:
        return one
    (gender, count), *_ = votes.most_common(1)
    certain = count >= 0.6 * sum(votes.values())
    return Persona(one.id, one.name, one.forms, gender if certain else "", one.sense, one.presence, one.proper)


def _with_id(one: Persona, taken: set[str]) -> Persona:
    name = one.name[:80].strip()
    return Persona(unique_id(name, "somebody", taken), name, one.forms, one.gender, one.sense, one.presence, one.proper)
