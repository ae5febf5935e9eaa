"""Tools that edit what the whole film shares: style, people, places."""

from rushes.agents.conversation.arguments import Cast, Relocate, Restyle
from rushes.agents.conversation.calls import Done
from rushes.agents.conversation.describing import redescribed, worn
from rushes.agents.conversation.editing import revised
from rushes.agents.conversation.hands import Hands
from rushes.agents.conversation.wording import counted, listed
from rushes.film.edits import world
from rushes.film.manifest import Character, Location, SceneManifest


def restyle(hands: Hands, args: Restyle) -> Done:
    """Give the film another style. Raises UserMustFix."""
    before = hands.plan().manifest
    after = world.restyle(before, args.look, args.texture)
    if after == before:
        return Done("The film has that style already.")
    said = [f"The film's style is now {after.style.look} (texture: {after.style.texture.rstrip('.')})."]
    unseen = (
        "The draft renderer does not show it: it draws in one style. It stands in the prompts, which a model reads."
    )
    also = [] if hands.reads_prompts() else [unseen]
    return revised(hands, before, after, said, tuple(shot.number for _, shot in after.shots()), also=also)


def cast(hands: Hands, args: Cast) -> Done:
    """Change how somebody looks or is called. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    old = world.character_at(before, args.character)
    change = world.LookChange.model_validate(args.model_dump(exclude={"character", "name", "description"}))
    look = world.relooked(old.look, change)
    renamed = old.model_copy(update={"name": args.name or old.name})
    description = args.description or redescribed(old, renamed.model_copy(update={"look": look}))
    after = world.cast(before, args.character, change, args.name, description)
    new = world.character_at(after, args.character)
    if new == old:
        return Done(f"{old.name} is like that already; nothing was changed.")
    shots = _with(after, args.character)
    where = [f"That shows in {counted(len(shots), 'shot')}: {listed(shots)}."] if shots else ["No shot shows them."]
    return revised(hands, before, after, [_recast(old, new)], shots, also=where)


def _recast(old: Character, new: Character) -> str:
    was = dict(old.look)
    parts = [f"{worn(name, value)} (was {worn(name, was[name])})" for name, value in new.look if was[name] != value]
    if old.name != new.name:
        parts.insert(0, f"called {new.name}")
    if not parts:
        return f"{new.name} is now described: {new.description}"
    return f"{old.name} is now {', '.join(parts)}."


def _with(manifest: SceneManifest, character: str) -> tuple[str, ...]:
    return tuple(shot.number for _, shot in manifest.shots() if any(one.character == character for one in shot.figures))


def _a_set(place: Location) -> str:
    kind = place.kind.replace("-", " ")
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def relocate(hands: Hands, args: Relocate) -> Done:
    """Change how a place looks or is called. Raises NoSuchShot, UserMustFix."""
    before = hands.plan().manifest
    old = world.location_at(before, args.location)
    after = world.relocate(before, args.location, args.kind, args.name, args.description)
    new = world.location_at(after, args.location)
    if new == old:
        return Done(f"{old.name} is like that already; nothing was changed.")
    touched = tuple(shot.number for scene, shot in after.shots() if scene.location == args.location)
    parts = [
        f"now called {new.name}" if new.name != old.name else "",
        f"now {_a_set(new)} (was {_a_set(old)})" if new.kind != old.kind else "",
        f"described as {new.description!r}" if new.description != old.description else "",
    ]
    return revised(hands, before, after, [f"{old.name}: {', '.join(filter(None, parts))}."], touched)
