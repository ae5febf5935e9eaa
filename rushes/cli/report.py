"""report: what the film has cost, which steps paid, what people taught, how well it holds together."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from rushes.cli.options import echo_json, json_option, project_option, say, tell
from rushes.errors import UserMustFix
from rushes.memory.folder import project_folder

Row = Mapping[str, Any]


@click.command(
    epilog="""\b
Examples:
  rushes report                            of the project in this folder
  rushes report -p my-film --plot my.svg   with a picture of how alike people stay
  rushes report --json | jq .climb.steps   which steps of the critic's climb pay

Shares stand with their 95 % interval.""",
)
@project_option
@json_option
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Also draw likeness over gaps as SVG.")
def report(project: Path | None, as_json: bool, plot: Path | None) -> None:
    """What was made and spent, which re-rolls paid, what your words taught, how like themselves people stay."""
    from rushes.memory.project import open_for_reading  # noqa: PLC0415 - the store's library is not needed for help
    from rushes.service.report import report_of  # noqa: PLC0415
    from rushes.service.report_words import in_words  # noqa: PLC0415

    _check_plot(plot)
    with open_for_reading(project_folder(project)) as opened:
        facts = report_of(opened)
    if plot:
        _draw(facts, plot)
    if as_json:
        echo_json(facts)
        return
    for line in in_words(facts):
        tell(line)


def _check_plot(plot: Path | None) -> None:
    if plot and plot.suffix.lower() != ".svg":
        raise UserMustFix(f"{plot} is no name for a picture of lines.", "Give --plot a name that ends in .svg.")
    if plot and not plot.absolute().parent.is_dir():
        raise UserMustFix(f"The folder for {plot} does not exist.", "Make it, or name another with --plot.")


def _draw(facts: Row, plot: Path) -> None:
    from rushes.memory.vault import write_safely  # noqa: PLC0415
    from rushes.service.plots import likeness_svg  # noqa: PLC0415

    if not any(one["gaps"] for one in facts["likeness"]):
        raise UserMustFix(
            "There is nothing to draw: no scorer has seen anybody in two of the chosen stills.",
            'A profile whose scorers include "likeness" looks at people; it needs no model.',
        )
    write_safely(plot, likeness_svg(facts["title"], facts["likeness"]).encode())
    say(f"{plot}")
