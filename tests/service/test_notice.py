"""The morning's notice: on the desktop, and to a webhook whose address stays secret."""

import logging
import os
import stat

import pytest
from doubles.webhook import webhook

from rushes.service.night import notice
from rushes.service.night.notice import message, notify, post

loopback = pytest.mark.allow_hosts(["127.0.0.1"])

FACTS = {
    "title": "The Mill",
    "project": "/home/ada/films/mill",
    "began": "2026-11-21T22:00:00+00:00",
    "told": "2026-11-22T06:52:00+00:00",
    "ended": "2026-11-22T06:52:00+00:00",
    "outcome": "the deadline",
    "film": {"file": "cuts/film.mp4", "seconds": 75.375, "bytes": 9, "shots": 3, "sha256": "f" * 64},
    "first_film": "2026-11-21T23:41:00+00:00",
    "shots": 3,
    "finished": 3,
    "contact": [{"reason": "Ada waits by the door of the mill."}],
    "waiting": [{"shot": "1-1", "state": "flagged", "reason": "a secret of the story"}],
    "failed": [],
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A PATH of our own; `put` makes a program that writes its arguments down and then does as it is told."""
    programs = tmp_path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def put(name, then="exit 0"):
        program = programs / name
        program.write_text(f'#!/bin/sh\nfor word in "$@"; do echo "$word" >> {tmp_path}/said; done\n{then}\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return tmp_path / "said"

    return put


def test_a_desktop_is_told_in_words_that_are_no_markup(desk):
    said = desk("notify-send")
    assert notify(FACTS | {"title": "-h <b>Mill</b>\x1b[2J"}) == ""
    lines = said.read_text().splitlines()
    assert lines[:3] == ["--app-name=rushes", "--", "rushes: -h <b>Mill</b>␛[2J"]
    assert lines[3].startswith("3 of 3 shots are in the film, 1:15 long; the first cut stood at ")


def test_what_stands_in_a_body_is_escaped(desk):
    said = desk("notify-send")
    notify(FACTS | {"outcome": "<img src=x>&"})
    assert "&lt;img src=x&gt;&amp;" in said.read_text()


def test_a_mac_is_told_by_arguments_and_never_by_a_script(desk):
    said = desk("osascript")
    assert notify(FACTS | {"title": '" & do shell script "rm"'}) == ""
    lines = said.read_text().splitlines()
    assert lines[-2] == 'rushes: " & do shell script "rm"'
    assert [lines[at] for at in (0, 2, 4)] == ["-e", "-e", "-e"]
    assert not any("rm" in lines[at] for at in (1, 3, 5))


def test_where_nothing_tells_desktops_it_says_so(desk):
    assert "neither notify-send nor osascript" in notify(FACTS)


def test_a_desktop_that_refuses_says_why(desk):
    desk("notify-send", "echo 'Cannot connect to the bus' >&2; exit 1")
    assert notify(FACTS) == "The desktop could not be told: Cannot connect to the bus."


def test_a_desktop_that_hangs_is_left(desk, monkeypatch):
    monkeypatch.setattr(notice, "PATIENCE", 0.3)
    desk("notify-send", "exec /bin/sleep 20")
    assert "did not answer" in notify(FACTS)


def test_a_webhook_is_told_numbers_and_the_title_alone():
    told = message(FACTS)
    assert told == {
        "title": "The Mill",
        "outcome": "the deadline",
        "film_seconds": 75.375,
        "shots": 3,
        "finished": 3,
        "waiting": 1,
        "failed": 0,
    }
    assert message(FACTS | {"film": None, "outcome": ""})["film_seconds"] == 0
    assert message(FACTS | {"outcome": ""})["outcome"] == "unfinished"


@loopback
def test_a_webhook_is_posted_to():
    with webhook(204) as hook:
        assert post(hook.url, FACTS) == ""
    assert hook.got == [("/hook/s3cret?token=t0ken", message(FACTS))]


@loopback
@pytest.mark.parametrize(
    ("answers", "calls", "why"),
    [
        ((503, 200), 2, ""),
        ((503,), 2, "The webhook answered with 503."),
        ((404,), 1, "The webhook answered with 404."),
        ((307,), 1, "sends elsewhere"),
        ((0,), 2, "did not answer"),
    ],
)
def test_what_a_webhook_may_do(answers, calls, why, monkeypatch, caplog):
    monkeypatch.setattr(notice, "PATIENCE", 0.5)
    caplog.set_level(logging.DEBUG)
    with webhook(200) as other, webhook(*answers, location=other.url) as hook:
        said = post(hook.url, FACTS)
        assert why in said if why else said == ""
        assert len(hook.got) == calls
        assert other.got == []
        assert all(secret not in said + caplog.text for secret in ("s3cret", "t0ken", str(hook.port)))


@loopback
def test_nobody_there():
    with webhook(200) as hook:
        url = hook.url
    assert post(url, FACTS) == "The webhook can't be reached."


@pytest.mark.parametrize(
    "url",
    ["", "s3cret", "ftp://s3cret", "file:///etc/s3cret", "http://", "http://s3cret:port", "http://[::s3cret]", "\x00"],
)
def test_an_address_that_is_none_is_said_without_it(url):
    said = post(url, FACTS)
    assert said.startswith("The webhook")
    assert "s3cret" not in said


@loopback
def test_proxies_of_the_environment_are_not_asked(monkeypatch):
    with webhook(200) as hook, webhook(200) as other:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setitem(os.environ, name, other.url)
        assert post(hook.url, FACTS) == ""
        assert other.got == []
