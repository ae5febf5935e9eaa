"""llama-cpp-python's own server with the tiny model, on loopback: real inference, real HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from doubles.tiny_llama import CONTEXT, tiny_llama
from rushes.agents.model.probe import Probe, probe


@contextmanager
def llama_server(
    log: Path, context: int = CONTEXT, model: Path | None = None
) -> "Iterator[tuple[Probe, subprocess.Popen[bytes]]]":
    """What the probe saw of it, and its process."""
    for package in ("fastapi", "uvicorn", "sse_starlette", "starlette_context", "pydantic_settings"):
        if find_spec(package) is None:
            pytest.skip(f"{package} is not installed: the server that is tried here needs llama-cpp-python[server]")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model or tiny_llama()), "--model_alias", "tiny"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--n_ctx", str(context), "--n_threads", "1"]
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as child:
        try:
            yield _awaited(f"http://127.0.0.1:{port}", child, log), child
        finally:
            child.kill()


def _awaited(url, child, log) -> Probe:
    until = time.monotonic() + 60
    while not (found := probe(url, patience_s=30)).reachable:
        assert child.poll() is None, log.read_text()
        assert time.monotonic() < until, found
        time.sleep(0.1)
    return found
