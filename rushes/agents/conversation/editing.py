"""Tools that edit shots. Each makes one revision, says what changed, and can be undone."""

from collections.abc import Mapping, Sequence

from rushes.agents.conversation.arguments import (
    EditScene,
    EditShot,
    InsertShot,
    MergeShots,
    MoveShot,
    ShowShot,
    SomeShots,
)
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.hands import Hands, Revised
from rushes.agents.conversation.revising import new_faults, ready
from rushes.agents.conversation.wording import (
    brief,
    counted,
    differences,
    listed,
    objection,
    scene_differences,
    shortened,
)
from rushes.errors import UserMustFix
from rushes.film.edits import blocking, dividing, order, scenes, shots
from rushes.film.edits.parts import scene_at, shot_at
from rushes.film.manifest import Line, Note, Scene, SceneManifest, Shot, Span
from rushes.film.numbers import scene_of, select
from rushes.film.vocabulary import Prop

_MOST_FAULTS = 3


def edit_shot(hands: Hands, args: EditShot) -> Done:
    """Change some shots' framing, length or content. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    numbers = select(args.shots, [shot.number for _, shot in before.shots()])
    change = shots.ShotChange.model_validate(args.model_dump(exclude={"shots", "steps", "who", "dialogue"}))
    after, stuck = before, list[str]()
    for number in numbers:
        try:
            after = _edited(after, number, args, change)
        except UserMustFix as error:
            stuck.append(error.title)
    if stuck and after == before:
        raise UserMustFix(" ".join(stuck[:4]))
    said, touched = shots_said(before, after, numbers)
    if not touched:
        be = "is" if len(numbers) == 1 else "are"
        return Done(f"{listed(numbers)} {be} like that already; nothing was changed.", about=tuple(numbers))
    return revised(hands, before, after, [*said, *stuck[:4]], touched)


def shots_said(
    before: SceneManifest, after: SceneManifest, numbers: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """A sentence for each of the shots that changed, and which they are."""
    names = {one.id: one.name for one in after.characters}
    changes = {number: differences(shot_of(before, number), shot_of(after, number), names) for number in numbers}
    said = [what for what in changes.values() if what]
    return _short(said), tuple(number for number, what in changes.items() if what)


def _edited(manifest: SceneManifest, number: str, args: EditShot, change: shots.ShotChange) -> SceneManifest:
    changed = shots.change_shot(manifest, number, change)
    if args.dialogue is not None:
        lines = tuple(Line(speaker=said.speaker, text=said.text) for said in args.dialogue)
        changed = shots.with_fields(changed, number, {"dialogue": lines})
    if args.who is not None:
        figures = blocking.framing(changed, shot_of(changed, number), args.who)
        changed = shots.with_fields(changed, number, {"figures": figures})
    for step in args.steps:
        changed = shots.step_shot(changed, number, step)
    return changed


def edit_scene(hands: Hands, args: EditScene) -> Done:
    """Change some scenes' hour, weather or mood. Raises NoSuchShot, UserMustFix."""
    before = after = hands.plan().manifest
    change = scenes.SceneChange.model_validate(args.model_dump(exclude={"scenes"}))
    said, touched = list[str](), list[str]()
    for number in dict.fromkeys(args.scenes):
        after = scenes.change_scene(after, number, change)
        old, new = scene_at(before, number), scene_at(after, number)
        what = scene_differences(old, new)
        if what:
            said.append(f"Scene {number} is now {what}.")
            touched += [shot.number for shot in new.shots]
    if not said:
        alike = f"{'Scene' if len(args.scenes) == 1 else 'Scenes'} {listed(args.scenes)}"
        return Done(f"{alike}: like that already; nothing was changed.")
    return revised(hands, before, after, said, tuple(touched))


def split_shot(hands: Hands, args: ShowShot) -> Done:
    """Make two shots of one. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    cut = dividing.split_shot(before, args.shot, hands.used_numbers(), hands.source())
    known = {shot.number for _, shot in before.shots()} | set(cut.renamed.values())
    fresh = next(shot.number for _, shot in cut.manifest.shots() if shot.number not in known)
    said = [f"{args.shot} is now two shots: {args.shot} and {fresh}.", *_renamed(cut.renamed)]
    return revised(hands, before, cut.manifest, said, (args.shot, fresh), cut.renamed)


def merge_shots(hands: Hands, args: MergeShots) -> Done:
    """Make one shot of two neighbours. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    after = dividing.merge_shots(before, args.first, args.second)
    kept = args.first if any(shot.number == args.first for _, shot in after.shots()) else args.second
    gone = args.second if kept == args.first else args.first
    shot = shot_of(after, kept)
    said = [f"{args.first} and {args.second} are now one shot, {kept}, {brief(shot.seconds)} long; {gone} is omitted."]
    return revised(hands, before, after, said, (kept,))


def move_shot(hands: Hands, args: MoveShot) -> Done:
    """Put a shot elsewhere in its scene. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    moved = order.move_shot(before, args.shot, args.beside, before=args.where == "before", taken=hands.used_numbers())
    said = [f"{args.shot} now stands {args.where} {args.beside}.", *_renamed(moved.renamed)]
    return revised(hands, before, moved.manifest, said, tuple(moved.renamed.values()), moved.renamed)


def insert_shot(hands: Hands, args: InsertShot) -> Done:
    """Add a shot behind another one. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    scene, index = shot_at(before, args.after)
    at = scene.shots[index].span.end
    shot = Shot.model_validate(
        args.model_dump(exclude={"after", "action", "who"})
        | {"number": args.after, "action": args.action or "", "span": Span(start=at, end=at)}
    )
    shot = shot.model_copy(update={"figures": blocking.framing(before, shot, args.who)})
    added = order.insert_shot(before, args.after, shot, hands.used_numbers())
    known = {one.number for _, one in before.shots()} | set(added.renamed.values())
    fresh = next(one.number for _, one in added.manifest.shots() if one.number not in known)
    said = [f"{fresh} is new, behind {args.after}: {brief(shot.seconds)} of {shot.subject}.", *_renamed(added.renamed)]
    return revised(hands, before, added.manifest, said, (fresh,), added.renamed, _undrawn(hands, shot, scene))


def _undrawn(hands: Hands, shot: Shot, scene: Scene) -> list[str]:
    """That drafts will not show what a shot is of: no person, no object they know, not the place itself."""
    place = next(one.name for one in hands.plan().manifest.locations if one.id == scene.location)
    if hands.reads_prompts() or shot.figures or shot.props or shot.subject == place:
        return []
    near = [prop.replace("-", " ") for prop in Prop if set(prop.split("-")) & set(shot.subject.lower().split())]
    known = f"It knows {listed(near)}." if near else f"It knows objects like {listed([*Prop][:5])}."
    return [f"The draft renderer has no {shot.subject.removeprefix('the ')} to draw and shows {place}. {known}"]


def drop_shots(hands: Hands, args: SomeShots) -> Done:
    """Take shots out of the film. Raises NoSuchShot, UserMustFix."""
    before = after = hands.plan().manifest
    numbers = select(args.shots, [shot.number for _, shot in before.shots()])
    text = hands.source()
    for number in numbers:
        span = shot_of(before, number).span
        after = order.drop_shot(after, number, len(text[span.start : span.end].split()))
    unused = "is omitted; its number stays" if len(numbers) == 1 else "are omitted; the numbers stay"
    said = f"{listed(numbers)} {unused} unused."
    return revised(hands, before, after, [said], tuple(numbers))


def shot_of(manifest: SceneManifest, number: str) -> Shot:
    """A shot by its number. Raises NoSuchShot."""
    scene, index = shot_at(manifest, number)
    return scene.shots[index]


def revised(
    hands: Hands,
    before: SceneManifest,
    after: SceneManifest,
    said: list[str],
    touched: tuple[str, ...],
    renamed: Mapping[str, str] | None = None,
    also: Sequence[str] = (),
) -> Done:
    """Make the edit a revision and say what it did: what changed, what went stale, what the grammar objects to.

    `said` names the change in the history too, `also` is said only now.
    """
    revision = hands.revise(ready(before, after), shortened(" ".join(said), 300), renamed or {})
    words = [*said, *also, *_stale(hands, revision)]
    there = {shot.number for _, shot in after.shots()}
    about = tuple(number for number in touched if number in there)
    return Done(" ".join([*words, *_objections(before, after)]), about=about, changed=touched, change=revision.change)


def _objections(before: SceneManifest, after: SceneManifest) -> list[str]:
    notes = new_faults(before, after)
    faults = [f"{note.where or 'the film'} {objection(note, after)}" for note in notes]
    more = _and_more(notes[_MOST_FAULTS:]) if len(faults) > _MOST_FAULTS else "."
    return [f"The grammar objects: {'; '.join(faults[:_MOST_FAULTS])}{more}"] if faults else []


def _and_more(notes: Sequence[Note]) -> str:
    """How many objections are not said, and what lists them."""
    scenes = {scene_of(note.where) if note.where else "" for note in notes}
    where = f"scene {scenes.pop()}" if len(scenes) == 1 and "" not in scenes else "the film"
    return f"; and {counted(len(notes), 'objection')} more: `what is wrong with {where}?` lists them."


def _stale(hands: Hands, revision: Revised) -> list[str]:
    takes = sum(len(hands.takes(number)) for number in revision.stale[:200])
    if not takes:
        return []
    if len(revision.stale) == 1:
        return [f"Its {counted(takes, 'take')} {'is' if takes == 1 else 'are'} stale."]
    return [f"{counted(takes, 'take')} of {counted(len(revision.stale), 'shot')} are stale."]


def _renamed(renamed: Mapping[str, str]) -> list[str]:
    return [f"{old} is called {new} from now on." for old, new in renamed.items()]


def _short(said: list[str]) -> list[str]:
    return said if len(said) <= 12 else [*said[:12], f"And {counted(len(said) - 12, 'shot')} more in the same way."]
