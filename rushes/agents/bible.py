"""The bible's references: a sheet of each character and a plate of each place, made and judged before the first shot.

They are takes like any other, filed under their subject instead of a shot. What a person gave stands in their place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rushes.agents import critic, spending
from rushes.agents.brain import with_note
from rushes.agents.production import Event, Production
from rushes.agents.takes import Attempt, all_of, take_of
from rushes.errors import BudgetSpent
from rushes.film.climb import Rung
from rushes.film.sheets import Subject, subjects
from rushes.film.take import Decision, Judge, Slate, Take, TakeKind, Verdict, seed_for
from rushes.memory.vault import Kept
from rushes.tools.protocols import Reference

_VERSION = "sheets-1"
"""Of the words that sheets and plates are painted by."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What references came to: takes, and milliseconds of device time."""

    takes: int = 0
    ms: int = 0


def wanted(production: Production) -> list[Subject]:
    """Who and what has no still in the bible yet and is to have one."""
    if not production.profile.critic.references:
        return []
    known = production.store.stills.all()
    return [one for one in subjects(production.plan().manifest) if one.id not in known]


async def make_references(production: Production, before: Spent) -> Spent:
    """Make what is wanted, all at once, each as often as its gates ask for and the budget, of which `before` is spent.

    They enter the bible together, at the end: a run that was stopped in between still wants all of them, finds what
    it made and counts it, as its replay will.
    """
    due = wanted(production)
    parts = spending.for_references(production.profile.budget, len(due), before.takes, before.ms)
    rows = await all_of(_make(production, one, part) for one, part in zip(due, parts, strict=True))
    for subject, made in zip(due, rows, strict=True):
        _keep(production, subject, made)
    production.references.clear()
    spent = [_spent(made) for made in rows]
    return Spent(sum(one.takes for one in spent), sum(one.ms for one in spent))


async def _make(production: Production, subject: Subject, allowed: spending.Allowance) -> list[Take]:
    rounds, note = _sent_back(production, subject)
    made: list[Take] = []
    for attempt in range(production.profile.budget.references):
        if _is_spent(allowed, made):
            break
        try:
            take = await take_of(production, _attempt(production, subject, rounds, attempt, note))
        except BudgetSpent:
            break
        if take is None:
            continue
        made.append(take)
        if not take.weak:
            break
        _say(production, subject, take, _rung(made, take), Decision.REROLL, take.complaint)
    return made


def _keep(production: Production, subject: Subject, made: Sequence[Take]) -> None:
    chosen = critic.best(made)
    if chosen is None:
        production.tell(Event("bible", subject.filed, f"no still of {subject.name} could be made"))
        return
    passed = "every gate passed"
    flagged = f"the best of {len(made)}, and still: {chosen.complaint}"
    said = (Decision.ASK, flagged) if chosen.weak else (Decision.ACCEPT, passed)
    _say(production, subject, chosen, _rung(made, chosen), *said)
    production.store.stills.add(subject.id, Kept(chosen.sha256, chosen.suffix, chosen.size), production.clock())


def _spent(made: Sequence[Take]) -> Spent:
    return Spent(len(made), sum(round(take.made_seconds * 1000) for take in made))


def _is_spent(allowed: spending.Allowance, made: Sequence[Take]) -> bool:
    spent = _spent(made)
    over = allowed.takes and spent.takes >= allowed.takes
    return bool(over or (allowed.ms and spent.ms >= allowed.ms))


def _sent_back(production: Production, subject: Subject) -> tuple[int, str]:
    """How often a person rejected a still of the subject, and the last note."""
    store = production.store.takes
    said = [one for take in store.all(subject.filed) for one in store.verdicts(take.id)]
    rejected = [one for one in said if one.by is Judge.PERSON and one.decision is Decision.REJECT]
    return len(rejected), rejected[-1].reason if rejected else ""


def _attempt(production: Production, subject: Subject, rounds: int, attempt: int, note: str) -> Attempt:
    setup, spec = subject.setup, production.equipment.painter.spec
    if note:
        prompt = with_note(setup.shot.keyframe_prompt, note)
        setup = setup.model_copy(update={"shot": setup.shot.model_copy(update={"keyframe_prompt": prompt})})
    seed = seed_for(production.project.settings.seed, subject.filed, TakeKind.KEYFRAME, rounds, attempt)
    slate = Slate(
        kind=TakeKind.KEYFRAME,
        backend=spec.name,
        revision=spec.revision,
        seed=seed,
        parameters={
            "setup": setup.model_dump(mode="json"),
            "prompts": _VERSION,
            "size": str(production.profile.keyframe_size),
        },
    )
    gates = critic.gates_for(TakeKind.KEYFRAME, setup.shot, production.profile, 1)
    return Attempt(subject.filed, 0, slate, (), setup, gates, production.profile.fps * 0, bare=True)


def _rung(made: Sequence[Take], take: Take) -> Rung:
    """What a take of a round was made with that the one before it was not."""
    return Rung.FIRST if take.id == made[0].id else Rung.SEED


def _say(production: Production, subject: Subject, take: Take, rung: Rung, decision: Decision, reason: str) -> None:
    verdict = Verdict(by=Judge.CRITIC, decision=decision, reason=reason, rung=rung)
    production.store.takes.judge(take.id, verdict, production.clock())
    production.tell(Event("judged-reference", subject.filed, f"{decision}: {reason}"))


def unseen(production: Production) -> list[str]:
    """The stills that were made for the bible and that no person has said a word about, by their takes' names."""
    if not production.profile.critic.references:
        return []
    store, known = production.store, production.store.stills.all()
    found: list[str] = []
    for one in subjects(production.plan().manifest):
        current = {still.sha256 for still in known.get(one.id, [])}
        takes = [take for take in store.takes.all(one.filed) if take.sha256 in current]
        found += [take.id for take in takes if not _spoken(store.takes.verdicts(take.id))]
    return found


def _spoken(said: list[Verdict]) -> bool:
    return any(one.by is Judge.PERSON for one in said)


def references(production: Production, place: str) -> tuple[Reference, ...]:
    """What a still of that place is held to: the stills of everybody in the film, and those of the place."""
    revision = production.plan().revision
    if revision not in production.references:
        production.references[revision] = _all_references(production)
    return tuple(one for one in production.references[revision] if not one.place or one.subject == place)


def _all_references(production: Production) -> tuple[Reference, ...]:
    known = production.store.stills.all()
    found: list[Reference] = []
    for one in subjects(production.plan().manifest) if known else ():
        made = {take.sha256 for take in production.store.takes.all(one.filed)} if one.id in known else set[str]()
        for still in known.get(one.id, []):
            sheet = one.setup if still.sha256 in made and not one.place else None
            file = production.project.vault.path(still.name)
            found.append(Reference(subject=one.id, place=one.place, sheet=sheet, file=file))
    return tuple(found)
