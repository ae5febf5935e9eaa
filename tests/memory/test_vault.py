import errno
import os
from pathlib import Path

import pytest

from rushes.errors import DiskTrouble
from rushes.memory.vault import Vault, disk_trouble, hard_copy, write_safely


@pytest.fixture
def vault(tmp_path):
    vault = Vault(tmp_path / "media")
    vault.open()
    return vault


def scratch_file(vault, content=b"pictures"):
    file = vault.scratch / "one.png"
    file.write_bytes(content)
    return file


def test_a_kept_file_is_named_by_its_content(vault):
    kept = vault.keep(scratch_file(vault))
    assert vault.path(kept.name).read_bytes() == b"pictures"
    assert vault.whole(kept.name)
    assert list(vault.names()) == [kept.name]
    assert not list(vault.scratch.iterdir())


def test_the_same_content_twice_is_one_file(vault):
    assert vault.keep(scratch_file(vault)) == vault.keep(scratch_file(vault))
    assert len(list(vault.names())) == 1


def test_a_changed_file_is_not_whole(vault):
    kept = vault.keep(scratch_file(vault))
    vault.path(kept.name).write_bytes(b"other")
    assert not vault.whole(kept.name)


def test_opening_clears_what_a_killed_run_left(vault):
    scratch_file(vault)
    (vault.scratch / "bench").mkdir()
    (vault.scratch / "bench" / "half.mp4").write_bytes(b"x")
    vault.open()
    assert not list(vault.scratch.iterdir())


def test_the_order_of_a_keep(vault, monkeypatch):
    """fsync before rename, rename before the folder's fsync: the order that survives a power cut."""
    steps = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os, "fsync", lambda handle: (steps.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name), fsync(handle))[1]
    )
    monkeypatch.setattr(Path, "replace", lambda self, target: (steps.append("rename"), replace(self, target))[1])
    kept = vault.keep(scratch_file(vault))
    assert steps == ["one.png", "media", "rename", kept.name[:2]]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("nth", range(4))
def test_trouble_at_any_step_leaves_the_vault_as_it_was(vault, monkeypatch, number, nth):
    calls = iter(range(99))
    fsync = os.fsync

    def failing(handle):
        if next(calls) == nth:
            raise OSError(number, os.strerror(number))
        return fsync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    file = scratch_file(vault)
    try:
        kept = vault.keep(file)
    except DiskTrouble as trouble:
        assert trouble.way_out
        assert all(vault.whole(name) for name in vault.names())
    else:
        assert nth == 3
        assert vault.whole(kept.name)


def test_other_errors_pass_as_they_are():
    with pytest.raises(FileNotFoundError), disk_trouble(Path()):
        raise FileNotFoundError(errno.ENOENT, "gone")


def test_safe_writes_replace_whole_files(tmp_path):
    file = tmp_path / "project.toml"
    write_safely(file, b"one")
    write_safely(file, b"two")
    hard_copy(file, tmp_path / "copy.toml")
    assert (tmp_path / "copy.toml").read_bytes() == b"two"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["copy.toml", "project.toml"]
