"""How the word lists are written down."""


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list parted by white space; `_` stands for the space within an entry."""
    return tuple(entry.replace("_", " ") for entry in text.split())
