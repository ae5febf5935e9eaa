"""The tool that blocks people in shots."""

from rushes.agents.conversation.arguments import Block
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.editing import revised, shot_of, shots_said
from rushes.agents.conversation.hands import Hands
from rushes.errors import UserMustFix
from rushes.film.edits import blocking
from rushes.film.edits.world import character_at
from rushes.film.manifest import SceneManifest
from rushes.film.numbers import select


def block(hands: Hands, args: Block) -> Done:
    """Have somebody stand, look, act or feel otherwise in shots, enter them or leave them.

    Raises NoSuchShot, UserMustFix.
    """
    before = after = hands.plan().manifest
    numbers = select(args.shots, [shot.number for _, shot in before.shots()])
    stuck = list[str]()
    for number in numbers:
        try:
            after = _blocked(after, number, args)
        except UserMustFix as error:
            stuck.append(error.title)
    if stuck and after == before:
        raise UserMustFix(" ".join(stuck[:4]))
    said, touched = shots_said(before, after, numbers)
    if not touched:
        return Done("They are blocked like that already; nothing was changed.", about=tuple(numbers))
    return revised(hands, before, after, [*said, *stuck[:4]], touched)


def _blocked(manifest: SceneManifest, number: str, args: Block) -> SceneManifest:
    if args.frame == "leaves":
        return blocking.take_out(manifest, number, args.character)
    change = blocking.BlockingChange.model_validate(args.model_dump(exclude={"shots", "character", "frame"}))
    person = character_at(manifest, args.character)
    there = any(one.character == person.id for one in shot_of(manifest, number).figures)
    if args.frame == "stays" and not there:
        raise UserMustFix(f"{person.name} is not in {number}; `put {person.name} in {number}` has them enter.")
    return blocking.block(manifest, number, args.character, change)
