"""Finding and starting projects."""

import re
from dataclasses import replace
from pathlib import Path

from rushes.configs.profile import Profile
from rushes.errors import BadProject, UserMustFix
from rushes.film.reading import RECORDINGS, Reading
from rushes.memory.folder import is_project
from rushes.memory.project import create, open_for_reading
from rushes.memory.vault import disk_trouble
from rushes.tools.protocols import Listening


def home_for(source: Path) -> Path:
    """Where a project goes when nobody says: a folder named after the source, in the current one."""
    name = re.sub(r"[^\w.-]+", "-", source.stem).strip("-.") or "film"
    return Path.cwd() / name


def start(
    folder: Path,
    source: Path,
    profile: Profile,
    seed: int,
    minutes: float | None,
    heard: Listening = lambda _done, _seconds: None,
) -> Reading:
    """Read the source and make a project of it. Nothing is made when the source can't be read.

    `heard` is told how many of a recording's seconds were listened to, where a model has to.

    Raises BadSource, BadProject when the folder is taken, UserMustFix for a length asked of a narration, DiskTrouble.
    """
    if minutes is not None and _is_recording(source):
        raise UserMustFix("The film of a narration is as long as it is spoken.", "Leave --minutes away.")
    if is_project(folder):
        raise BadProject(f"{folder} is a project already.", "Use another folder, or `rushes make` to go on with it.")
    with disk_trouble(folder):
        if folder.exists():
            _only_half_made(folder)
    reading = _in_letters(_read(source, profile.crew.ears, heard))
    create(folder, source, reading, profile, seed, minutes)
    return reading


def read_again(source: Path, profile: Profile) -> Reading:
    """The reading of a project whose own was lost. Raises as `start` does."""
    return _in_letters(_read(source, profile.crew.ears, lambda _done, _seconds: None))


def _read(source: Path, listener: str, heard: Listening) -> Reading:
    """A story as it stands, or what is said in a recording. Raises BadSource, UserMustFix."""
    if _is_recording(source):
        from rushes.service.listening import ears  # noqa: PLC0415 - decoders load when a recording is read
        from rushes.tools.reading.narration import read_narration  # noqa: PLC0415

        return read_narration(source, lambda: ears(listener), heard)
    from rushes.tools.reading import read_source  # noqa: PLC0415 - parsers load when a source is read

    return read_source(source)


def _is_recording(source: Path) -> bool:
    return source.suffix.lower() in RECORDINGS and source.is_file()


def _told_by(source: Path) -> str:
    """The sha256 that tells a source from others. Raises BadSource."""
    if _is_recording(source):
        from rushes.tools.reading.narration import fingerprint  # noqa: PLC0415

        return fingerprint(source)
    from rushes.tools.reading import read_source  # noqa: PLC0415

    return read_source(source).sha256


def _in_letters(reading: Reading) -> Reading:
    """A file's name may hold bytes that are no text, which neither the store nor a plan could keep."""
    name, title = (text.encode(errors="replace").decode() for text in (reading.name, reading.title))
    return replace(reading, name=name, title=title)


def _only_half_made(folder: Path) -> None:
    """A killed `rushes new` leaves these; anything else is somebody's. Raises BadProject."""
    ours = {"source", "media", "cuts", "rushes.db", "rushes.db-wal", "rushes.db-shm", "rushes.lock"}
    ours |= {"rushes.lock.holder", ".project.toml.new", "rushes.db-journal"}
    if not folder.is_dir() or {entry.name for entry in folder.iterdir()} - ours:
        raise BadProject(f"{folder} exists and is not empty.", "Choose another folder.")


def same_source(folder: Path, source: Path) -> None:
    """Hold a project to its source. Raises BadProject when the text is another one."""
    with open_for_reading(folder) as project:
        before = project.store.plans.source()
    if _told_by(source) != before.sha256:
        raise BadProject(
            f"{folder} films {before.name!r}, and {source.name} is another text (or was changed since).",
            "Start a new project with --project DIR, or go on with the old text by `rushes shoot`.",
        )
