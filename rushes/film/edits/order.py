"""The order of a scene's shots. A number never changes its meaning: what moves gets a new one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rushes.errors import UserMustFix
from rushes.film.edits.parts import changed, ends_kept, shot_at, with_shots
from rushes.film.manifest import LeftOut, SceneManifest, Shot
from rushes.film.numbers import inserted_after, sort_key


@dataclass(frozen=True, slots=True)
class Reordered:
    """A plan, and the new number of every shot that had to get one."""

    manifest: SceneManifest
    renamed: Mapping[str, str]


def number_after(number: str, taken: Collection[str]) -> str:
    """A number never used, after `number`. Raises UserMustFix when letters run out."""
    try:
        return inserted_after(number, taken)
    except ValueError as error:
        raise UserMustFix(f"There is no number left after {number}.", "Plan the scene anew.") from error


def move_shot(manifest: SceneManifest, number: str, beside: str, *, before: bool, taken: Collection[str]) -> Reordered:
    """A shot moved to just before or after another of its scene. `taken` are all numbers ever used.

    Raises NoSuchShot, UserMustFix.
    """
    scene, index = shot_at(manifest, number)
    theirs, _ = shot_at(manifest, beside)
    if theirs.number != scene.number:
        raise UserMustFix(f"{number} can't move to scene {theirs.number}.", "A shot moves inside its own scene.")
    if number == beside:
        raise UserMustFix(f"{number} stands there already.")
    shots = [shot for shot in scene.shots if shot.number != number]
    place = next(at for at, shot in enumerate(shots) if shot.number == beside) + (0 if before else 1)
    if place == index:
        raise UserMustFix(f"{number} stands there already.")
    shots.insert(place, scene.shots[index])
    used = {*taken, *(shot.number for shot in scene.shots)}
    fresh, renamed = _inserted(ends_kept(scene.shots, tuple(shots)), place, used)
    return Reordered(with_shots(manifest, scene, fresh), renamed)


def insert_shot(manifest: SceneManifest, after: str, shot: Shot, taken: Collection[str]) -> Reordered:
    """A new shot behind another; its own number is replaced by the next free one. Raises NoSuchShot, UserMustFix."""
    scene, index = shot_at(manifest, after)
    used = {*taken, *(one.number for one in scene.shots)}
    shots = (*scene.shots[: index + 1], shot, *scene.shots[index + 1 :])
    fresh, renamed = _inserted(ends_kept(scene.shots, shots), index + 1, used)
    renamed.pop(shot.number, None)
    return Reordered(with_shots(manifest, scene, fresh), renamed)


def drop_shot(manifest: SceneManifest, number: str, words: int) -> SceneManifest:
    """The plan without a shot: its `words` of the source are left out from now on. Raises NoSuchShot, UserMustFix."""
    scene, index = shot_at(manifest, number)
    gone = scene.shots[index]
    row = (*scene.shots[:index], *scene.shots[index + 1 :])
    shorter = with_shots(manifest, scene, ends_kept(scene.shots, row))
    if gone.span.start == gone.span.end:
        return shorter
    left = (*shorter.left_out, LeftOut(span=gone.span, words=words, reason=f"shot {number} was dropped"))
    return changed(shorter, left_out=tuple(sorted(left, key=lambda part: (part.span.start, part.span.end))))


def _inserted(shots: tuple[Shot, ...], place: int, used: set[str]) -> tuple[tuple[Shot, ...], dict[str, str]]:
    """The shot at `place` newly numbered: after the one before it, or, in front, after the one behind it."""
    beside = shots[place - 1] if place else shots[1]
    fresh = changed(shots[place], number=number_after(beside.number, used))
    row = (*shots[:place], fresh, *shots[place + 1 :])
    numbered, renamed = renumbered(row, place, {*used, fresh.number})
    return numbered, {shots[place].number: fresh.number, **renamed}


def renumbered(shots: tuple[Shot, ...], place: int, used: Collection[str]) -> tuple[tuple[Shot, ...], dict[str, str]]:
    """Shots behind `place` get new numbers until they are in film order again: as few as that takes."""
    row, taken = list(shots), {*used, *(shot.number for shot in shots)}
    renamed: dict[str, str] = {}
    for at in range(place + 1, len(row)):
        if sort_key(row[at].number) > sort_key(row[at - 1].number):
            break
        fresh = number_after(row[at - 1].number, taken)
        taken.add(fresh)
        renamed[row[at].number] = fresh
        row[at] = changed(row[at], number=fresh)
    return tuple(row), renamed
