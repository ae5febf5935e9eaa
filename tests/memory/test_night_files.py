"""Nights as files: what survives a kill in the middle of a line, and what is told of a damaged one."""

from datetime import UTC, datetime, timedelta

import pytest

from rushes.errors import BadProject
from rushes.film.night import Limits
from rushes.film.night_log import Entry, NightBegan, What, to_line
from rushes.memory.nights import begin_night, go_on_with_night, newest_night, night_file, nights_folder, read_night

NAME = "20261122T220000Z"
BEGAN = datetime(2026, 11, 22, 22, tzinfo=UTC)


def a_begin(name=NAME):
    return NightBegan(rushes="1", night=name, at=BEGAN, limits=Limits(until=BEGAN + timedelta(hours=9)), disk=7)


def sits(number):
    return Entry(at=BEGAN, what=What.SITTING, text=str(number))


def written(folder, *entries, name=NAME):
    file = begin_night(folder, a_begin(name))
    for entry in entries:
        file.write(entry)
    file.close()
    return night_file(folder, name)


def test_what_was_written_is_read(tmp_path):
    written(tmp_path, sits(1), sits(2))
    log = read_night(tmp_path, NAME)
    assert log.begin == a_begin()
    assert log.entries == (sits(1), sits(2))


def test_a_line_is_there_before_the_file_is_closed(tmp_path):
    file = begin_night(tmp_path, a_begin())
    file.write(sits(1))
    assert read_night(tmp_path, NAME).entries == (sits(1),)
    file.close()


@pytest.mark.parametrize("cut", range(1, len(to_line(sits(2))) + 1))
def test_a_torn_last_line_is_passed_over_and_the_next_writer_cuts_it_off(tmp_path, cut):
    file = written(tmp_path, sits(1), sits(2))
    file.write_bytes(file.read_bytes()[:-cut])
    assert read_night(tmp_path, NAME).entries == (sits(1),)
    again = go_on_with_night(tmp_path, NAME)
    again.write(sits(3))
    again.close()
    assert read_night(tmp_path, NAME).entries == (sits(1), sits(3))


def test_a_night_whose_first_line_is_torn_is_none(tmp_path):
    file = written(tmp_path)
    file.write_bytes(file.read_bytes()[:20])
    with pytest.raises(BadProject, match="is no night: its first line is missing"):
        read_night(tmp_path, NAME)


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"\x00" * len(whole),
        lambda whole: whole.replace(b'"sitting"', b'"standing"'),
        lambda whole: whole.replace(b'"schema_version":1', b'"schema_version":2'),
        lambda whole: whole.replace(b'"disk":7', b'"disk":-7'),
        lambda whole: whole + b"and then\n",
        lambda whole: whole + b"\xff\xfe\n",
        lambda whole: whole + b'{"at":"2026-11-22T22:00:00","what":"cut"}\n',  # a time of nowhere
    ],
)
def test_a_damaged_night_is_refused_with_a_way_out(tmp_path, damage):
    file = written(tmp_path, sits(1))
    whole = file.read_bytes()
    file.write_bytes(damage(whole) + (b"\n" if b"\n" not in damage(whole) else b""))
    with pytest.raises(BadProject) as refused:
        read_night(tmp_path, NAME)
    assert str(file) in refused.value.title
    assert "aside" in refused.value.way_out


def test_a_night_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(BadProject, match="There is no night"):
        read_night(tmp_path, NAME)
    with pytest.raises(BadProject, match="There is no night"):
        read_night(tmp_path, "../../etc/passwd")


def test_the_newest_night_is_the_one_that_began_last(tmp_path):
    assert newest_night(tmp_path) is None
    for name in ("20261122T220000Z", "20270101T000000Z", "20261231T235959Z"):
        written(tmp_path, name=name)
    for other in ("log.jsonl", "zzz.jsonl", "20990101T000000Z.json", "20990101T000000Z.jsonl.old", "2099.jsonl"):
        (nights_folder(tmp_path) / other).write_text("{}\n")
    assert newest_night(tmp_path) == "20270101T000000Z"
