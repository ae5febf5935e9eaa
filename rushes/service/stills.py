"""Reference stills: what a character or a place of the bible looks like, given by a person."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from rushes.errors import BadSource, NoSuchShot, UserMustFix
from rushes.film.take import TO_SHOOT, ShotState, TakeKind
from rushes.memory.project import Project
from rushes.service.crew import now

LONGEST = 2048
"""Pixels of a still's longer side: no model looks closer."""

_MOST_PIXELS = 100_000_000
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP")


def subject_named(project: Project, words: str) -> str:
    """The id of the character or place that a person names, by id or name. Raises UserMustFix."""
    manifest = project.store.plans.current().manifest
    named = {one.id: one.name for one in (*manifest.characters, *manifest.locations)}
    wanted = " ".join(words.split()).lower()
    for subject, name in named.items():
        if wanted in {subject, name.lower()}:
            return subject
    raise UserMustFix(f"There is nobody and no place called {words!r} in the plan.", f"Known are: {', '.join(named)}.")


def add_still(project: Project, subject: str, given: str) -> bool:
    """Keep a picture file, or a take's still (`1-3/k2`), as a reference; False for one that is there already.

    Shots that show the subject are to be shot again where models are shown stills. Raises BadSource, NoSuchShot.
    """
    with project.vault.workbench() as scratch:
        picture = _readable(_file(project, given))
        made = scratch / "still.png"
        picture.save(made, "PNG")
        fresh = project.store.stills.add(subject, project.vault.keep(made), now())
    if fresh:
        _stale(project, subject)
    return fresh


def drop_stills(project: Project, subject: str) -> int:
    """Forget a subject's stills; how many there were."""
    dropped = project.store.stills.drop(subject)
    if dropped:
        _stale(project, subject)
    return dropped


def _file(project: Project, given: str) -> Path:
    file = Path(given).expanduser()
    if file.is_file():
        return file
    try:
        take = project.store.takes.get(given)
    except NoSuchShot:
        raise UserMustFix(
            f"There is no picture {given}, and no take of that name.", "Give a PNG or JPEG file, or a take like 1-3/k2."
        ) from None
    if take.slate.kind is not TakeKind.KEYFRAME:
        raise UserMustFix(f"{take.id} moves; a reference is a still.", "Name a keyframe, as in 1-3/k1.")
    return project.vault.path(take.media)


def _readable(file: Path) -> Image.Image:
    """The picture as RGB, no longer than LONGEST. Raises BadSource."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(file, formats=_FORMATS) as opened:
                width, height = opened.size
                if width * height > _MOST_PIXELS:
                    raise BadSource(f"{file.name} has {width}x{height} pixels.", "Give a smaller picture.")
                picture = ImageOps.exif_transpose(opened).convert("RGB")  # a phone says which way is up
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise BadSource(f"{file.name} is no picture that can be read.", "Give a PNG or a JPEG.") from error
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return picture


def _stale(project: Project, subject: str) -> None:
    """Takes that were painted without the picture are to be made anew; drafts are not shown stills."""
    if project.settings.profile.crew.keyframe == "draft":
        return
    manifest = project.store.plans.current().manifest
    for scene, shot in manifest.shots():
        shown = {scene.location, *(figure.character for figure in shot.figures)}
        standing = project.store.shots.get(shot.number)
        if subject in shown and standing.state not in TO_SHOOT:
            project.store.shots.stand(shot.number, ShotState.STALE, f"the stills of {subject} changed")
