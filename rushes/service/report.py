"""The report: what a film has cost so far, which steps paid, what people taught, how well it holds together.

Plain values, ready for JSON. Shares stand with their Wilson interval of 95 %, device time is that of making and
looking.
"""

import math
import re
import struct
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, TypeVar

from rushes.film.climb import Rung
from rushes.film.gap import Appearance, likeness_over
from rushes.film.gates import Gate
from rushes.film.gauge import Learnt
from rushes.film.learning import APPROVALS, REJECTIONS, Spoken, learnt, rate, rates
from rushes.film.numbers import SHOT_PATTERN, sort_key
from rushes.film.take import BIBLE, Decision, Judge, ShotState, Take, TakeKind, Verdict
from rushes.memory.project import Project
from rushes.memory.reviews import Review
from rushes.memory.shots import ShotStanding
from rushes.memory.verdicts import newest_run_began, spoken_of, verdicts_by_take

REFERENCE = "reference"
"""What a still of the bible counts as, where other takes count by their kind."""

Key = TypeVar("Key")

_KINDS = (REFERENCE, *TakeKind)
_DEAREST = 5
_MADE = (REFERENCE, TakeKind.KEYFRAME, TakeKind.CLIP)
"""What a run's budget counts."""

_STEP = "light-step/"
"""Stands before a pair of neighbours whose step of light was measured."""

_FOR_PEOPLE = frozenset({ShotState.FLAGGED, ShotState.WAITING})


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What is read of a project, once. Takes and verdicts are oldest first, the board is in film order."""

    project: Project
    takes: list[Take]
    verdicts: dict[str, list[Verdict]]
    board: list[ShotStanding]
    names: dict[str, str]

    def climbed(self, take: Take) -> Verdict | None:
        """The critic's word that says by which step of the climb the take was made."""
        said = (one for one in self.verdicts.get(take.id, ()) if one.by is Judge.CRITIC)
        return next((one for one in said if one.rung), None)

    def last_of_critic(self, take: Take) -> Verdict | None:
        """What the critic decided in the end."""
        said = (one for one in reversed(self.verdicts.get(take.id, ())) if one.by is Judge.CRITIC)
        return next(said, None)

    def name(self, subject: str) -> str:
        """A character's or place's name; its id where the plan no longer has it."""
        return self.names.get(subject, subject)


def report_of(project: Project) -> dict[str, Any]:
    """Everything the report says, by section."""
    ledger = _ledger(project)
    plan = project.store.plans.newest()
    return {
        "project": str(project.folder),
        "title": plan.manifest.title if plan else "",
        "shots": len(ledger.board),
        "takes": _takes(ledger),
        "climb": {"steps": _steps(ledger), "rerolls": _rerolls(ledger)},
        "people": _people(ledger),
        "scenes": _scenes(ledger),
        "bible": _bible(ledger),
        "likeness": _likeness(ledger),
        "waiting": _waiting(ledger),
    }


def _ledger(project: Project) -> _Ledger:
    store = project.store
    plan = store.plans.newest()
    subjects = [*plan.manifest.characters, *plan.manifest.locations] if plan else []
    names = {one.id: one.name for one in subjects}
    return _Ledger(project, store.takes.all(), verdicts_by_take(store.engine), store.shots.all(), names)


def kind_of(take: Take) -> str:
    """A take's kind in the report."""
    return REFERENCE if take.shot.startswith(BIBLE) else take.slate.kind.value


def _minutes(takes: Iterable[Take]) -> float:
    return sum(take.made_seconds for take in takes) / 60


def _grouped(takes: Iterable[Take], key: Callable[[Take], Key]) -> dict[Key, list[Take]]:
    groups: dict[Key, list[Take]] = {}
    for take in takes:
        groups.setdefault(key(take), []).append(take)
    return groups


def _takes(ledger: _Ledger) -> dict[str, Any]:
    of_shots = _grouped((take for take in ledger.takes if kind_of(take) != REFERENCE), lambda take: take.shot)
    dearest = sorted(of_shots.items(), key=lambda one: _minutes(one[1]), reverse=True)[:_DEAREST]
    return {
        "kinds": _kinds(ledger),
        "weak": [
            {"kind": kind, "backend": backend, "weak": _asdict(rate(sum(take.weak for take in takes), len(takes)))}
            for (kind, backend), takes in sorted(_by_backend(ledger).items(), key=lambda one: _order(*one[0]))
        ],
        "dearest": [{"shot": shot, "takes": len(takes), "device_minutes": _minutes(takes)} for shot, takes in dearest],
        "budget": _budget(ledger),
    }


def _kinds(ledger: _Ledger) -> list[dict[str, Any]]:
    circled = {take for one in ledger.board for take in (one.keyframe, one.clip, one.print)}
    circled |= {take.id for take in _settled_references(ledger)}
    by_kind = _grouped(ledger.takes, kind_of)
    return [
        {
            "kind": str(kind),
            "made": len(takes),
            "circled": sum(take.id in circled for take in takes),
            "device_minutes": _minutes(takes),
        }
        for kind in _KINDS
        if (takes := by_kind.get(kind))
    ]


def _by_backend(ledger: _Ledger) -> dict[tuple[str, str], list[Take]]:
    return _grouped(ledger.takes, lambda take: (kind_of(take), take.slate.backend))


def _order(kind: str, backend: str) -> tuple[int, str]:
    return _KINDS.index(kind), backend


def _asdict(found: Any) -> dict[str, Any] | None:
    """A dataclass as JSON has it; None stays."""
    return None if found is None else asdict(found)


def _budget(ledger: _Ledger) -> list[dict[str, Any]]:
    """What of each bound was used: per shot, by the shot that used the most; per film, by the newest run.

    Takes a round are known where the critic wrote down the steps of its climb; a bound without is left out.
    """
    bounds = ledger.project.settings.profile.budget
    began = newest_run_began(ledger.project.store.engine)
    of_run = [take for take in ledger.takes if kind_of(take) in _MADE and began and take.made_at >= began]
    shots = _grouped((take for take in ledger.takes if kind_of(take) != REFERENCE), lambda take: take.shot)
    rows: list[tuple[str, float | None, float]] = [
        ("references", _longest_round(ledger, REFERENCE), bounds.references),
        ("keyframes", _longest_round(ledger, TakeKind.KEYFRAME), bounds.keyframes),
        ("clips", _longest_round(ledger, TakeKind.CLIP), bounds.clips),
        ("shot_minutes", max(map(_minutes, shots.values()), default=0.0), bounds.shot_minutes),
        ("film_takes", len(of_run), bounds.film_takes),
        ("film_minutes", _minutes(of_run), bounds.film_minutes),
    ]
    return [{"bound": bound, "used": used, "of": of} for bound, used, of in rows if of and used is not None]


def _longest_round(ledger: _Ledger, kind: str) -> int | None:
    """The most takes of a kind that a shot had in one round: a round begins with the climb's first step."""
    longest = 0
    for takes in _grouped((take for take in ledger.takes if kind_of(take) == kind), lambda take: take.shot).values():
        length = 0
        for said in map(ledger.climbed, takes):
            if said:
                length = 1 if said.rung is Rung.FIRST else length + 1
                longest = max(longest, length)
    return longest or None


def _steps(ledger: _Ledger) -> list[dict[str, Any]]:
    """How the steps of the climb did, by kind and backend, cheap ones first."""
    climbed: dict[tuple[str, str, Rung], list[tuple[Take, Verdict]]] = {}
    for take in ledger.takes:
        said = ledger.climbed(take)
        if said and said.rung:
            climbed.setdefault((kind_of(take), take.slate.backend, said.rung), []).append((take, said))
    order = sorted(climbed, key=lambda one: (*_order(one[0], one[1]), list(Rung).index(one[2])))
    return [{"kind": one[0], "backend": one[1], "rung": one[2].value} | _paid(climbed[one]) for one in order]


def _paid(tried: Sequence[tuple[Take, Verdict]]) -> dict[str, Any]:
    """What takes of one step came to."""
    passed = sum(not take.weak for take, _ in tried)
    seconds = sum(take.made_seconds for take, _ in tried)
    gains = [said.gain for _, said in tried if said.gain is not None]
    return {
        "passed": _asdict(rate(passed, len(tried))),
        "mean_gain": sum(gains) / len(gains) if gains else None,
        "device_seconds": seconds,
        "device_seconds_a_pass": seconds / passed if passed else None,
    }


def _rerolls(ledger: _Ledger) -> list[dict[str, Any]]:
    """Each take that the critic sent back, in the order of making, with the take that followed in its round."""
    follows: dict[str, Take] = {}
    for takes in _grouped(ledger.takes, lambda take: (take.shot, kind_of(take))).values():
        follows |= {before.id: after for before, after in pairwise(takes)}
    rows = ((take, _sent_back(ledger, take), follows.get(take.id)) for take in ledger.takes)
    return [_reroll(ledger, take, said, after) for take, said, after in rows if said]


def rerolls_of(project: Project, made: Collection[str]) -> list[dict[str, Any]]:
    """The re-rolls whose takes are among `made`."""
    return [row for row in _rerolls(_ledger(project)) if row["next"] in made]


def _sent_back(ledger: _Ledger, take: Take) -> Verdict | None:
    said = (one for one in ledger.verdicts.get(take.id, ()) if one.by is Judge.CRITIC)
    return next((one for one in said if one.decision is Decision.REROLL), None)


def _reroll(ledger: _Ledger, take: Take, said: Verdict, after: Take | None) -> dict[str, Any]:
    led = ledger.climbed(after) if after else None
    if led and led.rung is Rung.FIRST:
        after, led = None, None  # of another round: somebody sent the shot back before this step was taken
    return {
        "take": take.id,
        "kind": kind_of(take),
        "reason": said.reason,
        "rung": led.rung.value if led and led.rung else "",
        "next": after.id if after else None,
        "gain": led.gain if led else None,
    }


def _people(ledger: _Ledger) -> dict[str, Any]:
    spoken = spoken_of(ledger.project.store)
    by_kind = {kind: [one for one in spoken if one.kind is kind] for kind in (TakeKind.KEYFRAME, TakeKind.CLIP)}
    found = ((kind, rates(words)) for kind, words in by_kind.items())
    return {
        "rates": [
            {
                "kind": kind.value,
                "false_reject": _asdict(differ.false_reject),
                "false_accept": _asdict(differ.false_accept),
            }
            for kind, differ in found
        ],
        "gates": [row for kind, words in by_kind.items() for row in _gates(ledger, kind, words)],
    }


def _gates(ledger: _Ledger, kind: TakeKind, words: Sequence[Spoken]) -> list[dict[str, Any]]:
    """The profile's gates of a kind: where they stand, and why."""
    held = ledger.project.settings.profile.gates
    gates = held.keyframe if kind is TakeKind.KEYFRAME else held.clip
    bounds = held.bounds.keyframe if kind is TakeKind.KEYFRAME else held.bounds.clip
    moved = {one.measure: one for one in learnt(words, kind, gates, bounds)}
    return [
        _gate(kind, measure, gate, bounds.get(measure), moved.get(measure), words) for measure, gate in gates.items()
    ]


def _gate(
    kind: TakeKind, measure: str, gate: str, bound: str | None, moved: Learnt | None, words: Sequence[Spoken]
) -> dict[str, Any]:
    said = [one.approved for one in words if measure in one.measures]
    return {
        "kind": kind.value,
        "measure": measure,
        "before": gate,
        "now": moved.gate if moved else gate,
        "bound": bound,
        "approvals": sum(said),
        "rejections": len(said) - sum(said),
        "stays": "" if moved else _why_it_stays(Gate.parse(gate), bound, said),
    }


def _why_it_stays(gate: Gate, bound: str | None, said: Sequence[bool]) -> str:
    if bound is None:
        return "no bound is set for it"
    if gate.ranked:
        return "it is in percentiles"
    if gate.least == gate.most:
        return "it asks for one value"
    if sum(said) < APPROVALS or len(said) - sum(said) < REJECTIONS:
        return f"{APPROVALS} approvals and {REJECTIONS} rejections are needed"
    return "no other end within its bound agrees better with people"


def _scenes(ledger: _Ledger) -> list[dict[str, Any]]:
    """The newest look at each scene that is in the plan."""
    newest = {review.scene: review for review in ledger.project.store.reviews.all()}
    order = dict.fromkeys(one.scene for one in ledger.board)
    return [_scene(newest[scene]) for scene in order if scene in newest]


def _scene(review: Review) -> dict[str, Any]:
    """The measures by what they are about: a scene, a shot, a pair of shots."""
    about = review.measures
    alike = {name: value for name, value in about.items() if "|" in name and not name.startswith(_STEP)}
    pairs = {frozenset(name.split("|")): value for name, value in alike.items()}
    shots = sorted((name for name in about if re.match(SHOT_PATTERN, name)), key=sort_key)
    weakest = min(shots, key=about.__getitem__, default=None)
    return {
        "scene": review.scene,
        "at": review.at,
        "consistency": about.get("scene"),
        "weakest": {"shot": weakest, "consistency": about[weakest]} if weakest else None,
        "light": _light(about),
        "shots": shots,
        "pairs": [[pairs.get(frozenset((one, other))) for other in shots] for one in shots],
    }


def _light(about: Mapping[str, float]) -> dict[str, Any] | None:
    """The largest step of light between neighbours, in L*, and between which two, which older looks do not say."""
    if "light-step" not in about:
        return None
    steps = {name.removeprefix(_STEP): value for name, value in about.items() if name.startswith(_STEP)}
    largest = max(steps, key=steps.__getitem__, default="")
    return {"step": about["light-step"], "shots": largest.split("|") if largest else []}


def _settled_references(ledger: _Ledger) -> list[Take]:
    """The bible's stills that the critic kept, good or not."""
    kept = (Decision.ACCEPT, Decision.ASK)
    settled = ((take, ledger.last_of_critic(take)) for take in ledger.takes if kind_of(take) == REFERENCE)
    return [take for take, said in settled if said and said.decision in kept]


def _bible(ledger: _Ledger) -> list[dict[str, Any]]:
    """Each reference still: the crew's with the critic's word, then those a person gave, which nobody judges."""
    rows: list[dict[str, Any]] = []
    for take in _settled_references(ledger):
        said = ledger.last_of_critic(take)
        asked = said is not None and said.decision is Decision.ASK
        reason = take.complaint or (said.reason if said and asked else "")
        subject = take.shot.removeprefix(BIBLE)
        rows.append(_still(ledger, subject, take.id, passed=not (take.weak or asked), reason=reason))
    made = {take.sha256 for take in ledger.takes if kind_of(take) == REFERENCE}
    for subject, stills in ledger.project.store.stills.all().items():
        given = (one for one in stills if one.sha256 not in made)
        rows += [_still(ledger, subject, None, passed=None, reason="") for _ in given]
    return rows


def _still(ledger: _Ledger, subject: str, take: str | None, *, passed: bool | None, reason: str) -> dict[str, Any]:
    return {"subject": subject, "name": ledger.name(subject), "take": take, "passed": passed, "reason": reason}


def _likeness(ledger: _Ledger) -> list[dict[str, Any]]:
    """How alike each character stays, by each scorer that looked, from the circled stills in film order."""
    by_id = {take.id: take for take in ledger.takes}
    places: dict[str, list[int]] = {}
    for place, one in enumerate(ledger.board):
        if one.keyframe in by_id:
            places.setdefault(by_id[one.keyframe].sha256, []).append(place)
    seen: dict[tuple[str, str], list[Appearance]] = {}
    for content, model, vector in ledger.project.store.embeddings.of(places):
        scorer, mark, character = model.rpartition("#")
        direction = _direction(vector)
        if mark and direction:
            seen.setdefault((character, scorer), []).extend(Appearance(at, direction) for at in places[content])
    return [_alike(ledger, *of, seen[of]) for of in sorted(seen)]


def _alike(ledger: _Ledger, character: str, scorer: str, appearances: Sequence[Appearance]) -> dict[str, Any]:
    return {
        "character": character,
        "name": ledger.name(character),
        "scorer": scorer,
        "appearances": len(appearances),
        "gaps": [asdict(one) for one in likeness_over(appearances)],
    }


def _direction(vector: bytes) -> tuple[float, ...]:
    """A kept vector (16-bit floats, little-endian) at length 1 again; empty for one without a direction."""
    values = struct.unpack(f"<{len(vector) // 2}e", vector)
    length = math.hypot(*values)
    return tuple(value / length for value in values) if length and math.isfinite(length) else ()


def _waiting(ledger: _Ledger) -> list[dict[str, str]]:
    """Shots that a person should look at."""
    return [
        {"shot": one.number, "state": one.state.value, "reason": one.reason}
        for one in ledger.board
        if one.state in _FOR_PEOPLE
    ]
