"""Which schemas of the project store this rushes knows."""

from pathlib import Path

from rushes.errors import BadProject

HEAD = "0007"
"""The newest schema. A test holds it to the newest file in `migrations/versions`."""

MIGRATIONS = Path(__file__).parent / "migrations"


def known(schema: str | None) -> str | None:
    """The schema, if this rushes knows it (None is an empty store). Raises BadProject for one from the future."""
    if schema is not None and not is_known(schema):
        raise BadProject(
            f"This project was made by a newer rushes (its store has schema {schema}, this one knows {HEAD}).",
            "Update rushes, or open the project with the version that made it; nothing was changed.",
        )
    return schema


def is_known(schema: str) -> bool:
    """Whether there is a migration to that schema."""
    return (MIGRATIONS / "versions" / f"v{schema}.py").exists()
