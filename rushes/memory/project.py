"""A project on disk: one folder, opened for writing by one process or for reading by any."""

import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.exc import DatabaseError

from rushes import __version__
from rushes.configs.profile import Profile
from rushes.configs.settings import Settings, from_toml, to_toml
from rushes.errors import BadProject
from rushes.film.reading import Reading
from rushes.memory.crew import Crew
from rushes.memory.database import for_reading, for_writing
from rushes.memory.folder import SETTINGS_NAME, project_folder
from rushes.memory.lock import writing
from rushes.memory.migrate import check_schema, upgrade
from rushes.memory.salvage import put_in_place
from rushes.memory.schemas import HEAD
from rushes.memory.store import ProjectStore
from rushes.memory.vault import Vault, digest, disk_trouble, made_to_last, settled, write_safely


@dataclass(frozen=True, slots=True)
class Project:
    """An open project. `crew` knows the run of the film graph that is under way in this process."""

    folder: Path
    settings: Settings
    store: ProjectStore
    vault: Vault
    crew: Crew = field(default_factory=Crew, compare=False)

    @property
    def graph_db(self) -> Path:
        """The checkpoints' file."""
        return self.folder / "graph.db"

    @property
    def film(self) -> Path:
        """Where the newest cut stands."""
        return self.folder / "cuts" / "film.mp4"

    def recording(self, sha256: str) -> Path:
        """The recording that this project films. Raises BadProject when it is gone or another one."""
        kept = sorted((self.folder / "source").glob("original.*"))
        if not kept or digest(kept[0]) != sha256:
            raise BadProject(
                f"The recording in {self.folder / 'source'} is missing or was changed.",
                "Put the original recording back there.",
            )
        return kept[0]


def create(folder: Path, source: Path, reading: Reading, profile: Profile, seed: int, minutes: float | None) -> None:
    """Make a project's folder. `project.toml` comes last, so that a half-made one is no project.

    Raises DiskTrouble, BadProject where the store can't be begun.
    """
    with disk_trouble(folder):
        made_to_last(folder)
        folder = folder.resolve()
        for name in ("source", "media", "cuts"):
            made_to_last(folder / name)
    with writing(folder):
        with disk_trouble(folder):
            original = folder / "source" / f"original{source.suffix.lower()}"
            shutil.copyfile(source, original)
            settled(original)
            write_safely(folder / "source" / "reading.txt", reading.text.encode())
        with _store(folder / "rushes.db", reading_only=False) as store:
            upgrade(store.engine)
            store.plans.keep_source(reading)
        settings = Settings(rushes=__version__, seed=seed, minutes=minutes, profile=profile)
        write_safely(folder / SETTINGS_NAME, to_toml(settings).encode())


def settings_of(folder: Path) -> Settings:
    """A project's settings. Raises BadProject."""
    folder = project_folder(folder).resolve()
    try:
        return from_toml((folder / SETTINGS_NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadProject(f"{folder / SETTINGS_NAME} can't be read: {error}.", "Check the file.") from error


@contextmanager
def open_for_writing(folder: Path) -> Generator[Project]:
    """Open a project, migrate it if it is older, and clear the scratch. Raises BadProject, ProjectBusy, DiskTrouble."""
    settings = settings_of(folder)
    folder = folder.resolve()
    with writing(folder):
        put_in_place(folder)
        with _store(folder / "rushes.db", reading_only=False) as store:
            upgrade(store.engine)
            vault = Vault(folder / "media")
            vault.open()
            yield Project(folder, settings, store, vault)


@contextmanager
def open_for_reading(folder: Path) -> Generator[Project]:
    """Open a project without writing to it, also while another process does. Raises BadProject.

    Of a store that an older rushes made, a migrated copy is read.
    """
    settings = settings_of(folder)
    folder = folder.resolve()
    with _store(folder / "rushes.db", reading_only=True) as store:
        if check_schema(store.engine) == HEAD:
            yield Project(folder, settings, store, Vault(folder / "media"))
            return
    with TemporaryDirectory() as scratch, _store(_copied(folder, Path(scratch)), reading_only=False) as store:
        upgrade(store.engine)
        yield Project(folder, settings, store, Vault(folder / "media"))


def _copied(folder: Path, scratch: Path) -> Path:
    """The project's store, copied as it stands at this moment."""
    copy = scratch / "rushes.db"
    with store_trouble(folder), closing(for_reading(folder / "rushes.db")) as old, closing(for_writing(copy)) as fresh:
        old.backup(fresh)
    return copy


@contextmanager
def store_trouble(folder: Path) -> Generator[None]:
    """What the database says of itself, as an error of ours. Raises BadProject."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        said = error.orig if isinstance(error, DatabaseError) else error
        raise BadProject(
            f"The project store {folder / 'rushes.db'} can't be used: {said}.",
            "If the disk is full, free some space; else `rushes verify` tells what is whole.",
        ) from error


@contextmanager
def _store(file: Path, *, reading_only: bool) -> Generator[ProjectStore]:
    store = ProjectStore(file, reading_only=reading_only)
    try:
        with store_trouble(file.parent):
            yield store
    finally:
        store.close()
