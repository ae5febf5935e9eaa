"""The command. What it imports at the top is all that `rushes --help` costs."""

import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from rushes.cli.door import run  # noqa: PLC0415 - so that importing rushes.cli stays free

    sys.exit(run(sys.argv[1:]))
