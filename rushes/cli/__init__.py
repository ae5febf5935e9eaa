"""The command. What it imports at the top is all that `rushes --help` costs."""

import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line and exit with its code."""
    from rushes.cli.door import run  # noqa: PLC0415 - so that importing rushes.cli stays free

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that can't show a character shows its code
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
