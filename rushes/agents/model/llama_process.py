"""The parent's end of the process a model lives in: start it, ask it, end it."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Generator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from rushes.agents.model.llama_wire import Message
from rushes.agents.model.trouble import BadModel, BadQuestion, BrainClosed, BrainDied, ContextOverflow

_LAST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Loading:
    """How a model is loaded.

    `context` and `batch` are in tokens, `threads` None leaves the number to llama.cpp, `gpu_layers` -1 means all,
    `tensor_split` gives each card's share of the model (empty: llama.cpp shares by free memory).
    """

    path: Path
    context: int = 8192
    batch: int = 512
    threads: int | None = None
    gpu_layers: int = 0
    tensor_split: tuple[float, ...] = ()


class LlamaProcess:
    """One child with one loaded model. One request at a time: whoever asks holds the lock.

    It is a session of its own, so that the terminal's Ctrl-C doesn't reach it, and it ends with this
    process. `load` comes first.
    """

    def __init__(self) -> None:
        self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "rushes.agents.model.llama_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            start_new_session=True,
        )
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        assert self._child.stdout
        threading.Thread(target=_listen, args=(self._child.stdout, self._lines), daemon=True).start()
        self.closed = False
        self._asked = False
        self.close_at_exit = weakref.finalize(self, _end, self._child, self._words)

    def load(self, loading: Loading, patience: float) -> Message:
        """Have the model loaded; its `name` and `context`. Raises BadModel, BrainDied (too slow, or crashed)."""
        if not loading.path.is_file():
            raise BadModel(f"There is no model at {loading.path}.", "Pull one, or name a GGUF file of your own.")
        request = asdict(loading) | {"do": "load", "path": str(loading.path)}
        return next(line["end"] for line in self.ask(request, patience) if "end" in line)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._child.pid

    def ask(self, request: Message, patience: float) -> Generator[Message]:
        """Send a request and yield the child's lines to the end. Leaving early stops the answer.

        Raises BrainDied when the child ends, or says nothing for `patience` seconds; BrainClosed, ContextOverflow
        and BadQuestion.
        """
        self._forget_words()
        self._send(request)
        over = False
        try:
            while not over:
                line = self._heard(patience)
                over = "end" in line or "fault" in line
                if "fault" in line:
                    raise _trouble(line, self._last_words())
                yield line
        finally:
            if not over and self.close_at_exit.alive:
                self._stop(patience)

    def close(self) -> None:
        """End the child at once. Whoever waits for an answer gets BrainClosed."""
        self.closed = True
        self.close_at_exit()

    def _stop(self, patience: float) -> None:
        """Have the answer in hand ended, and wait for its end, so that the next one begins clean."""
        try:
            self._send({"do": "stop"})
            while not self._heard(patience).keys() & {"end", "fault"}:
                pass
        except (BrainDied, BrainClosed):
            self.close_at_exit()

    def _send(self, request: Message) -> None:
        assert self._child.stdin
        try:
            self._child.stdin.write(json.dumps(request).encode() + b"\n")
            self._child.stdin.flush()
        except (OSError, ValueError) as error:  # ValueError: closed in the meantime
            raise self._gone() from error

    def _heard(self, patience: float) -> Message:
        try:
            line = self._lines.get(timeout=patience)
        except queue.Empty:
            words = self._last_words()
            self.close_at_exit()
            raise BrainDied(f"The model said nothing for {patience:g} seconds, so it was ended.", words) from None
        if not line:
            raise self._gone()
        return json.loads(line)

    def _gone(self) -> BrainDied | BrainClosed:
        if self.closed:
            return BrainClosed("The model was closed while it answered.")
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(timeout=5)
        words, code = self._last_words(), self._child.returncode
        self.close_at_exit()
        how = f"was ended by signal {-code}" if code and code < 0 else f"ended with code {code}"
        return BrainDied(f"The model's process {how}.", words)

    def _forget_words(self) -> None:
        """What was printed before this request is no part of its story. The child writes on from the beginning.

        What it printed while it started is: a child that dies at once may have said why before it is asked anything.
        """
        first, self._asked = not self._asked, True
        if first or self._words.closed:
            return
        self._words.truncate(0)
        self._words.seek(0)

    def _last_words(self) -> str:
        if self._words.closed:
            return ""
        size = os.fstat(self._words.fileno()).st_size
        words = os.pread(self._words.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS)).decode("utf-8", "replace")
        return " ".join(words.split())


def _listen(source: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Hand on what the child says; an empty line is its end."""
    with source, suppress(OSError, ValueError):
        for line in source:
            lines.put(line)
    lines.put(b"")


def _end(child: "subprocess.Popen[bytes]", words: IO[bytes]) -> None:
    child.kill()
    child.wait()
    with suppress(OSError):
        if child.stdin:
            child.stdin.close()
    words.close()


def _trouble(line: Message, last_words: str) -> BadModel | BadQuestion | ContextOverflow | BrainDied:
    kind, words = line["fault"], line["words"]
    if kind == "overflow":
        return ContextOverflow("The model", line["asked"], line["fits"])
    if kind == "missing":
        return BadModel("llama-cpp-python is not installed.", "Install rushes with its llm extra: `rushes[llm]`.")
    if kind == "model":
        way_out = "Give a whole GGUF file of a chat model; if memory ran out, fewer GPU layers or a smaller context."
        return BadModel(f"The model can't be loaded: {words}", f"{way_out} Its last words: {last_words}")
    if kind == "failed":
        return BrainDied(f"llama.cpp could not go on: {words}.", last_words)
    return BadQuestion(f"The model can't be asked that ({kind}: {words}).", "Ask with a simpler schema or other roles.")
