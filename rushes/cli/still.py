"""still: pictures of characters and places that models paint after."""

from pathlib import Path

import click

from rushes.cli.options import echo_json, json_option, project_option, tell
from rushes.gate import clean
from rushes.memory.folder import project_folder


@click.command(
    epilog="\b\nExamples:\n  rushes still                            which there are\n"
    "  rushes still juno-reyes juno.jpg        a picture of her\n"
    '  rushes still "Old Man" 4-3/k1           a keyframe that got him right\n'
    "  rushes still juno-reyes --drop          without pictures again"
)
@click.argument("subject", default="")
@click.argument("pictures", nargs=-1)
@click.option("--drop", is_flag=True, help="Forget the subject's stills.")
@project_option
@json_option
def still(subject: str, pictures: tuple[str, ...], drop: bool, project: Path | None, as_json: bool) -> None:
    """Keep PICTURES (files, or keyframes like 1-3/k2) as what SUBJECT, a character or place, looks like.

    Painters that take reference stills are shown them; drafts are not.
    """
    from rushes.memory.project import open_for_writing  # noqa: PLC0415
    from rushes.service import stills  # noqa: PLC0415

    with open_for_writing(project_folder(project)) as opened:
        if subject:
            named = stills.subject_named(opened, clean(subject))
            if drop:
                stills.drop_stills(opened, named)
            for picture in pictures:
                stills.add_still(opened, named, picture)
        known = {one: [str(opened.vault.path(s.name)) for s in row] for one, row in opened.store.stills.all().items()}
        draft = opened.settings.profile.crew.keyframe == "draft"
    if as_json:
        echo_json({"stills": known})
        return
    for one, files in known.items():
        tell(f"{one}: {len(files)}")
        for file in files:
            tell(f"  {file}")
    if not known:
        tell("No reference stills. `rushes still CHARACTER PICTURE` keeps one.")
    elif draft:
        tell("The draft renderer is not shown them; painters of the other profiles are.")
