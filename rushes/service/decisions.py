"""What people decide about shots. The film graph finds it in the store when it goes on."""

from collections.abc import Sequence
from typing import Literal

from rushes.errors import NoSuchShot
from rushes.film.numbers import select
from rushes.film.take import BIBLE, Decision, Judge, ShotState, Take, TakeKind, Verdict
from rushes.film.trace import Spoke
from rushes.memory.project import Project
from rushes.service.crew import now

_ALL_OF_IT = "bible"

_TO_LOOK_AT = frozenset({ShotState.SHOT, ShotState.FLAGGED, ShotState.WAITING, ShotState.APPROVED})


def named_shots(project: Project, words: Sequence[str]) -> list[str]:
    """The shots a person's words name. Raises NoSuchShot."""
    return select(words, [standing.number for standing in project.store.shots.all()])


def approve(project: Project, words: Sequence[str]) -> list[str]:
    """Approve shots. Raises NoSuchShot for one that has nothing to look at, e.g. because the plan changed since."""
    numbers = named_shots(project, words)
    _there_to_see(project, numbers, "approve")
    for number in numbers:
        _say(project, number, Decision.APPROVE, "")
        project.store.shots.stand(number, ShotState.APPROVED)
        _heard(project, number, "approve")
    return numbers


def _there_to_see(project: Project, numbers: Sequence[str], what: str) -> None:
    open_ones = [number for number in numbers if project.store.shots.get(number).state not in _TO_LOOK_AT]
    if open_ones:
        raise NoSuchShot(
            f"There is no take of {', '.join(open_ones[:8])} to {what}: not shot yet, sent back, or changed since.",
            f"`rushes shoot` makes it; then look and {what}.",
        )


def reject(project: Project, words: Sequence[str], note: str) -> list[str]:
    """Send shots back with a note: the next takes have new seeds and carry it. Raises NoSuchShot."""
    numbers = named_shots(project, words)
    for number in numbers:
        _say(project, number, Decision.REJECT, note)
        project.store.shots.send_back(number, note, rejected=True)
        _heard(project, number, "reject")
    return numbers


def reroll(project: Project, words: Sequence[str]) -> list[str]:
    """Ask for another take, with no word against the last. Raises NoSuchShot."""
    numbers = named_shots(project, words)
    for number in numbers:
        _say(project, number, Decision.REROLL, "another take was asked for")
        project.store.shots.send_back(number, project.store.shots.get(number).note, rejected=False)
        _heard(project, number, "reroll")
    return numbers


def flag(project: Project, words: Sequence[str], note: str) -> list[str]:
    """Mark shots that have something to look at as worth another look. Raises NoSuchShot."""
    numbers = named_shots(project, words)
    _there_to_see(project, numbers, "flag")
    for number in numbers:
        _say(project, number, Decision.ASK, note)
        project.store.shots.stand(number, ShotState.FLAGGED, note or "flagged by you")
    return numbers


def is_of_bible(words: Sequence[str]) -> bool:
    """Whether a person speaks of the bible's stills: `bible`, or `bible/ada`."""
    return any(word.lower().startswith(_ALL_OF_IT) for word in words)


def judge_bible(project: Project, words: Sequence[str], note: str = "", *, approved: bool) -> list[str]:
    """Approve the bible's stills, or send them back with a note: the next run makes others. Their takes' names.

    Shots that models painted after a still sent back are to be shot again. Raises NoSuchShot.
    """
    takes = {take.shot: take for take in _stills_made(project)}
    named = [word.lower() for word in words]
    wanted = [filed for filed in takes if _ALL_OF_IT in named or filed in named]
    unknown = [word for word in named if word != _ALL_OF_IT and word not in takes]
    if unknown or not wanted:
        raise NoSuchShot(
            f"The bible has no still of {', '.join(unknown) or 'anybody'} that was made here.",
            f"It has: {', '.join(takes) or 'none'}.",
        )
    for filed in wanted:
        verdict = Verdict(by=Judge.PERSON, decision=Decision.APPROVE if approved else Decision.REJECT, reason=note)
        project.store.takes.judge(takes[filed].id, verdict, now())
        if not approved:
            from rushes.service.stills import drop_stills  # noqa: PLC0415 - the library for pictures loads there

            drop_stills(project, filed.removeprefix(BIBLE))
    return [takes[filed].id for filed in wanted]


def _stills_made(project: Project) -> list[Take]:
    """The stills of the bible that were made for it, one a subject."""
    kept = {still.sha256 for row in project.store.stills.all().values() for still in row}
    stills = project.store.takes.all(kind=TakeKind.KEYFRAME)
    return [take for take in stills if take.shot.startswith(BIBLE) and take.sha256 in kept]


def _heard(project: Project, number: str, word: Literal["approve", "reject", "reroll"]) -> None:
    """Tell the crew, where it is at work: its trace has every word it went by."""
    stands = project.store.shots.get(number)
    project.crew.hears(Spoke(t=0, shot=number, word=word, note=stands.note, rounds=stands.rounds))


def _say(project: Project, number: str, decision: Decision, note: str) -> None:
    standing = project.store.shots.get(number)
    take = standing.print or standing.clip or standing.keyframe
    if take:
        project.store.takes.judge(take, Verdict(by=Judge.PERSON, decision=decision, reason=note), now())
