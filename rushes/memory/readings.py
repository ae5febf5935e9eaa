"""A reading as JSON and back, for the store."""

from pydantic import TypeAdapter

from rushes.film.reading import Reading

_ADAPTER = TypeAdapter(Reading)


def reading_to_json(reading: Reading) -> str:
    """The whole reading, its text included."""
    return _ADAPTER.dump_json(reading).decode()


def reading_from_json(text: str) -> Reading:
    """What `reading_to_json` wrote. Raises pydantic.ValidationError on anything else."""
    return _ADAPTER.validate_json(text)
