"""Errors between processes: taken apart where they are raised, and raised again as the same class in the parent."""

import traceback

from rushes import errors
from rushes.errors import BadPlan, Bug, RushesError
from rushes.studio.lanes.wire import Trouble

_LONGEST = 2000
"""Characters of an error's text that are handed on: a library may put a whole tensor into its own."""

_DISK = "OSError"

_BROKEN = ("CUDA error", "CUBLAS_STATUS", "CUDNN_STATUS", "cuDNN error")
"""How torch says it."""


def taken_apart(error: BaseException) -> Trouble:
    """An error as data. What is neither an error of rushes' nor of the system's is a Bug, with where it was raised."""
    if isinstance(error, RushesError):
        return _of_ours(error)
    if isinstance(error, OSError):
        return _of_the_system(error)
    said = "".join(traceback.format_exception_only(error)).strip()
    return Trouble(kind=Bug.__name__, title=_short(said), way_out=_last_line(error))


def is_broken_device(error: BaseException) -> bool:
    """Whether a card's driver failed: a process that met this can use the card no more, and another one can."""
    if type(error).__module__ not in {"builtins", "torch"} or not isinstance(error, RuntimeError):
        return False  # its text may be anything, and even raise
    said = str(error)
    return any(word in said for word in _BROKEN) and "out of memory" not in said


def put_together(trouble: Trouble) -> Exception:
    """The error as an exception to raise: an OSError of the same number, or an error of the same class."""
    if trouble.kind == _DISK:
        return _disk_error(trouble)
    kind = _known(trouble.kind)
    if issubclass(kind, BadPlan):
        return BadPlan(trouble.title, trouble.faults, trouble.way_out)
    # Made without the class's own constructor, which may ask for other things than a title and a way out.
    error = kind.__new__(kind)
    RushesError.__init__(error, trouble.title, trouble.way_out)
    return error


def _of_ours(error: RushesError) -> Trouble:
    """Classes that a module of its own adds to the tree travel as the one they come from."""
    names = (one.__name__ for one in type(error).__mro__ if one.__module__ == errors.__name__)
    return Trouble(
        kind=next(names, Bug.__name__),
        title=_short(error.title),
        way_out=_short(error.way_out),
        faults=tuple(map(_short, error.faults)) if isinstance(error, BadPlan) else (),
    )


def _of_the_system(error: OSError) -> Trouble:
    # A library's own OSErrors (a picture that can't be read) have neither number nor file.
    number = error.errno if isinstance(error.errno, int) else None
    file = _short(str(error.filename)) if number is not None and isinstance(error.filename, str) else None
    title = error.strerror if number is not None and error.strerror else f"{error}"
    return Trouble(kind=_DISK, title=_short(title), errno=number, file=file)


def _disk_error(trouble: Trouble) -> OSError:
    if trouble.errno is None:
        return OSError(trouble.title)
    return OSError(trouble.errno, trouble.title, trouble.file)


def _known(name: str) -> type[RushesError]:
    found: object = getattr(errors, name, None)
    # The root says nothing: whoever raises it has broken the tree's promise.
    if isinstance(found, type) and issubclass(found, RushesError) and found is not RushesError:
        return found
    return Bug


def _last_line(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return ""
    return f"It was raised in {frames[-1].name}, {frames[-1].filename}:{frames[-1].lineno}."


def _short(text: str) -> str:
    """The text without what no JSON carries, and not longer than anyone reads."""
    return text[:_LONGEST].encode("utf-8", "replace").decode()
