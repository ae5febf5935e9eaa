"""What is said of a bug: the screen stays, for a night may be running beside what failed."""

from rushes.errors import Bug


def a_bug(error: Exception) -> Bug:
    """The sentence for an error that is none of ours."""
    return Bug(f"This is a bug in rushes: {type(error).__name__}: {error}", "Nothing that was finished is lost.")
