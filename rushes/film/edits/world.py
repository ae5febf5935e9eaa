"""Changing what the whole film shares: its style, its people, its places."""

from rushes.errors import NoSuchShot
from rushes.film.edits.parts import changed
from rushes.film.manifest import Character, Colour, Location, Look, Name, Noun, SceneManifest, Words
from rushes.film.vocabulary import Age, Beard, Build, Form, Garment, Hair, Headwear, Height, SetKind


class LookChange(Noun):
    """What should be different about a look; what is None stays."""

    form: Form | None = None
    age: Age | None = None
    build: Build | None = None
    height: Height | None = None
    skin: Colour | None = None
    hair: Hair | None = None
    hair_colour: Colour | None = None
    beard: Beard | None = None
    glasses: bool | None = None
    headwear: Headwear | None = None
    garment: Garment | None = None
    main_colour: Colour | None = None
    second_colour: Colour | None = None
    accent_colour: Colour | None = None


def character_at(manifest: SceneManifest, character_id: str) -> Character:
    """Somebody of the cast. Raises NoSuchShot."""
    for character in manifest.characters:
        if character.id == character_id:
            return character
    known = ", ".join(one.id for one in manifest.characters[:12]) or "nobody"
    raise NoSuchShot(f"There is no character {character_id!r} in this plan.", f"The cast: {known}.")


def location_at(manifest: SceneManifest, location_id: str) -> Location:
    """A place of the film. Raises NoSuchShot."""
    for location in manifest.locations:
        if location.id == location_id:
            return location
    known = ", ".join(one.id for one in manifest.locations[:12])
    raise NoSuchShot(f"There is no location {location_id!r} in this plan.", f"The locations: {known}.")


def relooked(look: Look, change: LookChange) -> Look:
    """The look with what the change names."""
    return changed(look, **{name: value for name, value in change if value is not None})


def cast(
    manifest: SceneManifest,
    character_id: str,
    look: LookChange | None = None,
    name: Name | None = None,
    description: Words | None = None,
) -> SceneManifest:
    """The plan with a character's look, name or description changed. Raises NoSuchShot, UserMustFix."""
    before = character_at(manifest, character_id)
    after = changed(
        before,
        look=relooked(before.look, look or LookChange()),
        name=before.name if name is None else name,
        description=before.description if description is None else description,
    )
    return changed(manifest, characters=tuple(after if one is before else one for one in manifest.characters))


def relocate(
    manifest: SceneManifest,
    location_id: str,
    kind: SetKind | None = None,
    name: Name | None = None,
    description: Words | None = None,
) -> SceneManifest:
    """The plan with a place's set, name or description changed. Raises NoSuchShot, UserMustFix."""
    before = location_at(manifest, location_id)
    after = changed(
        before,
        kind=kind or before.kind,
        name=before.name if name is None else name,
        description=before.description if description is None else description,
    )
    return changed(manifest, locations=tuple(after if one is before else one for one in manifest.locations))


def restyle(manifest: SceneManifest, look: Words | None = None, texture: Words | None = None) -> SceneManifest:
    """The plan with another style; what is None stays. Raises UserMustFix."""
    style = changed(
        manifest.style,
        look=manifest.style.look if look is None else look,
        texture=manifest.style.texture if texture is None else texture,
    )
    return changed(manifest, style=style)
