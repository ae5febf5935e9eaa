"""Options that several commands share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from rushes.gate import clean

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """`--project DIR`, short `-p`."""
    return click.option(
        "-p",
        "--project",
        type=click.Path(file_okay=False, path_type=Path),
        help="The project's folder; else the current one.",
    )(command)


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="For a script to read.")(command)


def echo_json(value: object) -> None:
    """A result as JSON on stdout, one document."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=True))


def say(text: str) -> None:
    """A line for the person, on stderr, through the gate."""
    click.echo(clean(text), err=True)


def tell(text: str) -> None:
    """A line of the result, on stdout, through the gate."""
    click.echo(clean(text))


def take_id(word: str) -> str:
    """As takes are named, however it was typed: `10a-3/C1` → `10A-3/c1`; a still of the bible is `bible/ada/k1`."""
    from rushes.film.take import BIBLE  # noqa: PLC0415 - the film's nouns are not needed for a status

    shot, slash, take = clean(word).rpartition("/")
    return f"{shot.lower() if shot.lower().startswith(BIBLE) else shot.upper()}{slash}{take.lower()}"
