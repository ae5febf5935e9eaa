import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from rushes.configs.inventory import Published
from rushes.memory import weights
from rushes.memory.weight_files import CHECKED_NAME
from rushes.memory.weights import LOCK_NAME, BadWeights, held, record

REVISION = "0123456789" * 4


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "tiny.gguf"
    file.write_bytes(b"weights" * 1000)
    return file


def served(file, **other):
    content = file.read_bytes()
    return Published(
        **{"revision": REVISION, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} | other
    )


def test_a_pulled_file_is_recorded_and_held(file, tmp_path):
    locked = record(tmp_path / "lock", file, "someone/tiny", served(file), None)
    assert (locked.origin, locked.repository, locked.revision) == ("hub", "someone/tiny", REVISION)
    assert held(tmp_path / "lock", file) == locked


def test_a_file_of_ones_own_is_recorded_on_first_use(file, tmp_path):
    first = held(tmp_path, file)
    assert (first.origin, first.size) == ("local", 7000)
    assert held(tmp_path, file) == first


@pytest.mark.parametrize("change", [b"weights" * 1001, b"Weights" * 1000])
def test_a_changed_file_is_refused(file, tmp_path, change):
    held(tmp_path, file)
    file.write_bytes(change)
    os.utime(file, ns=(1, 1))
    with pytest.raises(BadWeights, match="not the file it was"):
        held(tmp_path, file)
    (tmp_path / LOCK_NAME).unlink()
    assert held(tmp_path, file).sha256 == hashlib.sha256(change).hexdigest()


def test_a_pull_that_is_not_what_was_served_or_known_is_refused(file, tmp_path):
    with pytest.raises(BadWeights, match="not the file"):
        record(tmp_path, file, "someone/tiny", served(file, sha256="0" * 64), None)
    with pytest.raises(BadWeights, match=r"another tiny\.gguf than the one"):
        record(tmp_path, file, "someone/tiny", served(file), served(file, revision="f" * 40))
    assert not (tmp_path / LOCK_NAME).exists()


def test_another_pull_does_not_replace_what_is_locked(file, tmp_path):
    record(tmp_path, file, "someone/tiny", served(file), served(file))
    file.write_bytes(b"others")
    os.utime(file, ns=(1, 1))
    with pytest.raises(BadWeights, match="not the file it was"):
        record(tmp_path, file, "someone/tiny", served(file), None)


def test_a_file_is_read_once_while_it_does_not_change(file, tmp_path):
    seen = []
    held(tmp_path, file, lambda done, size: seen.append((done, size)))
    held(tmp_path, file, lambda done, size: seen.append((done, size)))
    assert seen == [(7000, 7000)]
    os.utime(file, ns=(5, 5))
    held(tmp_path, file, lambda done, size: seen.append((done, size)))
    assert len(seen) == 2


def test_a_file_that_bears_a_known_name_must_be_that_file(file, tmp_path):
    known = served(file)
    assert held(tmp_path, file, known=known).origin == "local"
    for other in ({"sha256": "0" * 64}, {"size": 6999}):
        with pytest.raises(BadWeights, match="not the file that the inventory knows"):
            held(tmp_path / "anew", file, known=served(file, **other))
    assert not (tmp_path / "anew" / LOCK_NAME).exists()


def test_many_at_once_lose_no_entry(tmp_path):
    files = [tmp_path / f"{n}.gguf" for n in range(12)]
    for file in files:
        file.write_text(file.name)
    with ThreadPoolExecutor(6) as pool:
        first = list(pool.map(lambda file: held(tmp_path, file), files))
    assert [held(tmp_path, file) for file in files] == first
    assert not list(tmp_path.glob("tmp*"))


@pytest.mark.parametrize("name", [LOCK_NAME, CHECKED_NAME])
@pytest.mark.parametrize("text", ["{", '{"/x": {"sha256": "no"}}', "[]", "\udcff"])
def test_a_damaged_lock_is_one_sentence(file, tmp_path, name, text):
    (tmp_path / name).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(BadWeights, match=name):
        held(tmp_path, file)


def test_no_file_is_one_sentence(tmp_path):
    with pytest.raises(BadWeights, match="no weights"):
        weights.held(tmp_path, tmp_path / "lost.gguf")
