"""The disk under a night, measured on real folders."""

import threading

import pytest

from rushes.service.night import room as rooms
from rushes.service.night.clock import Clock
from rushes.service.night.room import Room, bytes_of


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "media" / "ab").mkdir(parents=True)
    (tmp_path / "media" / "ab" / "one").write_bytes(bytes(1000))
    (tmp_path / "two").write_bytes(bytes(500))
    return tmp_path


class Disk:
    free = 10_000_000_000


@pytest.fixture(autouse=True)
def disk(monkeypatch):
    monkeypatch.setattr(rooms.shutil, "disk_usage", lambda _folder: Disk)


def a_room(*projects, prints=lambda: 0):
    ticks = iter(range(0, 10**9, 1000))  # whenever it is asked, the last measure is old
    return Room(projects, Clock(steady=lambda: next(ticks)), prints)


def test_a_folders_bytes_are_those_of_all_its_files(folder):
    assert bytes_of(folder) == 1500
    assert bytes_of(folder / "nowhere") == 0


def test_a_link_is_not_followed(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "big").write_bytes(bytes(100_000))
    (folder / "link").symlink_to(other)
    (folder / "round").symlink_to(folder)
    assert bytes_of(folder) < 3000


def test_files_that_come_and_go_meanwhile_disturb_nothing(folder):
    for number in range(200):
        (folder / f"stays-{number}").write_bytes(bytes(10))
    over = threading.Event()

    def flicker():
        while not over.is_set():
            for number in range(20):
                (folder / f"gone-{number}").write_bytes(b"")
            for number in range(20):
                (folder / f"gone-{number}").unlink()

    thread = threading.Thread(target=flicker)
    thread.start()
    try:
        assert {bytes_of(folder) for _ in range(200)} == {1500 + 2000}
    finally:
        over.set()
        thread.join()


def test_projects_grow_together_and_a_smaller_one_gives_nothing_back(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "film").write_bytes(bytes(200))
    assert a_room((folder, 1000), (other, 150)).measured()[0] == 550
    assert a_room((folder, 9000), (other, 150)).measured()[0] == 50


def test_prints_that_no_cut_has_joined_count_as_their_cut(folder):
    plain, soon = a_room((folder, 1500)).measured(), a_room((folder, 1500), prints=lambda: 700).measured()
    assert (soon[0] - plain[0], plain[1] - soon[1]) == (700, 700)


def test_room_for_the_next_cut_is_left_on_the_disk(folder):
    before = a_room((folder, 0)).measured()[1]
    assert before == Disk.free - rooms.KEPT_FREE
    (folder / "cuts").mkdir()
    (folder / "cuts" / "film.mp4").write_bytes(bytes(3000))
    assert a_room((folder, 0)).measured()[1] == before - 6000


def test_the_disk_is_not_measured_all_the_time(folder):
    now = [0.0]
    room = Room(((folder, 0),), Clock(steady=lambda: now[0]), lambda: 0)
    first = room.measured()
    (folder / "more").write_bytes(bytes(100))
    assert room.measured() == first
    now[0] = 100.0
    assert room.measured()[0] == first[0] + 100
