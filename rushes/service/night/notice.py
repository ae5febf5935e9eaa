"""The morning's notice: a line on the desktop, and a few numbers to a webhook. Both only for whoever asks for them.

Nothing of the story goes to a webhook but its title, and no path. Its address is as good as a key: it stands in nothing
that is said, written or logged.
"""

import html
import logging
import shutil
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from rushes.gate import one_line
from rushes.service.night.sentences import how_it_went

PATIENCE = 10.0
"""Seconds for a desktop or a webhook to answer."""

_TRIES = 2
_FAULTS = 500
"""HTTP statuses from here on are the server's own faults: another try may help."""

_SHOW = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")
"""The words are the script's arguments, so that nothing in them is ever a script."""

Facts = Mapping[str, Any]


def notify(facts: Facts) -> str:
    """Say on this machine's desktop how the night went; "" when that is done, else why not. `facts`: `morning_of`'s."""
    title, words = f"rushes: {one_line(facts['title'], 80)}", one_line(how_it_went(facts), 300)
    command = _command(title, words)
    if not command:
        return "Nobody can be told on this desktop: there is neither notify-send nor osascript."
    try:
        done = subprocess.run(  # noqa: S603 - a program found by name, and words as its arguments
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"The desktop did not answer within {PATIENCE:.0f} s."
    except OSError as error:
        return f"The desktop could not be told: {error.strerror}."
    if done.returncode:
        said = one_line(done.stderr.decode(errors="replace"), 200)
        return f"The desktop could not be told: {said or f'exit code {done.returncode}'}."
    return ""


def _command(title: str, words: str) -> list[str]:
    if sender := shutil.which("notify-send"):
        return [sender, "--app-name=rushes", "--", title, html.escape(words, quote=False)]
    if scripts := shutil.which("osascript"):
        return [scripts, *(word for line in _SHOW for word in ("-e", line)), title, words]
    return []


def message(facts: Facts) -> dict[str, Any]:
    """What a webhook is told: the title, the outcome, seconds of film, and shots by how they stand."""
    return {
        "title": one_line(facts["title"], 200),
        "outcome": one_line(facts["outcome"], 200) or "unfinished",
        "film_seconds": round(facts["film"]["seconds"], 3) if facts["film"] else 0.0,
        "shots": facts["shots"],
        "finished": facts["finished"],
        "waiting": len(facts["waiting"]),
        "failed": len(facts["failed"]),
    }


def post(url: str, facts: Facts) -> str:
    """POST the message as JSON to a webhook; "" when it was taken, else why not, without the address. Never raises."""
    try:
        if httpx.URL(url).scheme not in {"http", "https"}:
            return "The webhook's address is none: it has to begin with http:// or https://."
        with _unlogged(), httpx.Client(trust_env=False, timeout=PATIENCE, follow_redirects=False) as client:
            return _posted(client, url, message(facts))
    except (httpx.InvalidURL, ValueError):
        return "The webhook's address can't be read."


def _posted(client: httpx.Client, url: str, body: dict[str, Any]) -> str:
    trouble = ""
    for _ in range(_TRIES):
        try:
            with client.stream("POST", url, json=body) as answer:
                if answer.is_success:
                    return ""
                if answer.is_redirect:
                    return "The webhook sends elsewhere, which is not followed: give the address it has now."
                trouble = f"The webhook answered with {answer.status_code}."
                if answer.status_code < _FAULTS:
                    return trouble
        except httpx.TimeoutException:
            trouble = f"The webhook did not answer within {PATIENCE:.0f} s."
        except httpx.RequestError:
            trouble = "The webhook can't be reached."
    return trouble


@contextmanager
def _unlogged() -> Generator[None]:
    """The client's libraries say where they go to whoever logs; here they do not."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpcore")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)
