"""Deliberate mistakes in how rushes keeps a take: with each of them a test of the faults must fail."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path


def _row_first() -> None:
    """A take's row is written before its media is in the vault."""
    import rushes.agents.takes as making
    from rushes.memory.takes import Takes
    from rushes.memory.vault import Kept, digest

    add, late = Takes.add, {}

    def promised(production, file, _seen):
        vault = production.project.vault
        aside = vault.folder / f"late-{file.parent.name}{file.suffix}"
        shutil.copyfile(file, aside)
        kept = Kept(digest(file), file.suffix, file.stat().st_size)
        late[kept.sha256] = (vault, aside)
        return kept

    def added(self, shot, slate, kept, *given, **named):
        take = add(self, shot, slate, kept, *given, **named)
        vault, aside = late.pop(kept.sha256)
        vault.keep(aside)
        return take

    making._keep, Takes.add = promised, added


def _unsynced() -> None:
    """A take is not synced at all before its row is written."""
    _kept_without(lambda _path: True)


def _folder_unsynced() -> None:
    """A take's file is synced, the folders that name it are not."""
    _kept_without(lambda path: path.is_dir())


def _kept_without(sync: Callable[[Path], bool]) -> None:
    """While a take is kept, what `sync` says is not synced."""
    from rushes.memory import vault

    keep, fsync = vault.Vault.keep, vault._fsync

    def kept(self, file):
        vault._fsync = lambda path: None if sync(path) else fsync(path)
        try:
            return keep(self, file)
        finally:
            vault._fsync = fsync

    vault.Vault.keep = kept


def _commit_unsynced() -> None:
    """A commit of the store does not wait for the disk."""
    from rushes.memory import store

    store.SYNCHRONOUS = "OFF"


def _made_in_place() -> None:
    """A take's file is written where it will stand, and not renamed there."""
    from rushes.memory.vault import Kept, Vault, digest

    def copied(self, file):
        kept = Kept(digest(file), file.suffix, file.stat().st_size)
        home = self.path(kept.name)
        home.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, home)
        return kept

    Vault.keep = copied


def _trouble_unsaid() -> None:
    """What the system says of its disk reaches the person as it is."""
    import rushes.service.filming
    from rushes.memory import traces, vault

    @contextlib.contextmanager
    def plain(_where):
        yield

    for module in (vault, traces, rushes.service.filming):
        module.disk_trouble = plain


def _in_pieces() -> None:
    """Each statement of an upgrade is a transaction of its own."""
    from rushes.memory import migrate, project

    def upgrade(engine, schema=migrate.HEAD):
        from alembic import command
        from alembic.config import Config

        if migrate.check_schema(engine) == schema:
            return
        config = Config()
        config.set_main_option("script_location", str(migrate.MIGRATIONS))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, schema)

    project.upgrade = upgrade


def _locked_by_name() -> None:
    """The lock is a file's being there, looked for and then made."""
    from rushes.memory import lock

    class Named:
        def __init__(self, file, timeout):
            self.file = Path(f"{file}.there")

        def acquire(self):
            if self.file.exists():
                raise lock.Timeout(str(self.file))
            self.file.touch()

        def release(self):
            self.file.unlink(missing_ok=True)

    lock.FileLock = Named


MISTAKES = {
    "": lambda: None,
    "row first": _row_first,
    "unsynced": _unsynced,
    "folder unsynced": _folder_unsynced,
    "commit unsynced": _commit_unsynced,
    "made in place": _made_in_place,
    "trouble unsaid": _trouble_unsaid,
    "in pieces": _in_pieces,
    "locked by name": _locked_by_name,
}
