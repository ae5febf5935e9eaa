import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from doubles.tiny_llama import CONTEXT, tiny_llama

from rushes.agents.model.llama import LlamaChat
from rushes.agents.model.llama_process import LlamaProcess, Loading
from rushes.agents.model.trouble import BadModel, BrainClosed, BrainDied

LOADING = {"context": CONTEXT, "threads": 1}
LONG = {
    "type": "json_schema",
    "json_schema": {
        "name": "long",
        "schema": {"type": "array", "minItems": 300, "maxItems": 300, "items": {"type": "boolean"}},
    },
}
"""Some 600 pieces, whatever the weights say."""


@pytest.fixture
def chat():
    chat = LlamaChat(loading=Loading(tiny_llama(), **LOADING), patience_s=30)
    yield chat
    chat.close()


def alive(pid: int) -> bool:
    """A dead process that nobody waited for yet counts as dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(pid: int, within: float = 10) -> bool:
    end = time.monotonic() + within
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not alive(pid)


def test_killed_between_answers_it_is_started_again(chat):
    before = chat.invoke("Hello.", max_tokens=20).content
    os.kill(chat._process.pid, signal.SIGKILL)
    assert chat.invoke("Hello.", max_tokens=20).content == before


def test_killed_in_an_answer_it_goes_on_where_it_broke_off(chat):
    undisturbed = chat.invoke("Hello.", response_format=LONG).content
    stream = chat.stream("Hello.", response_format=LONG)
    first = next(stream).content
    os.kill(chat._process.pid, signal.SIGKILL)
    assert first + "".join(chunk.content for chunk in stream) == undisturbed


def test_dying_twice_is_an_error_and_the_next_question_works(chat, monkeypatch):
    real = LlamaProcess.ask

    def ask(process, request, patience):
        lines = real(process, request, patience)
        if request["do"] == "answer":
            os.kill(process.pid, signal.SIGSEGV)
        yield from lines

    with monkeypatch.context() as patch:
        patch.setattr(LlamaProcess, "ask", ask)
        with pytest.raises(BrainDied, match="signal 11"):
            chat.invoke("Hello.", response_format=LONG)
    assert json.loads(chat.invoke("Hello.", response_format=LONG).content)


def test_a_silent_child_is_ended(chat):
    chat.invoke("Hello.", max_tokens=2)
    process = chat._process
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(BrainDied, match=r"said nothing for 0\.3 seconds"):
        list(process.ask({"do": "count", "text": "x"}, patience=0.3))
    assert gone(process.pid)
    assert chat.get_num_tokens("Hello.") == 6


def test_closing_ends_it_at_once_and_whoever_waits_is_told(chat):
    stream = chat.stream("Hello.", response_format=LONG)
    next(stream)
    pid = chat._process.pid
    told = []

    def wait():
        try:
            list(stream)
        except BrainClosed as closed:
            told.append(closed)

    os.kill(pid, signal.SIGSTOP)  # so that the answer can't be over before it is closed
    waiting = threading.Thread(target=wait)
    waiting.start()
    chat.close()
    waiting.join(10)
    assert gone(pid)
    assert len(told) == 1
    assert chat.invoke("Hello.", max_tokens=2).content is not None


def test_it_is_a_session_of_its_own_and_ends_with_the_object():
    process = LlamaProcess()
    process.load(Loading(tiny_llama(), **LOADING), 60)
    pid = process.pid
    assert os.getsid(pid) == pid != os.getsid(0)
    del process
    assert gone(pid)


def test_a_crash_while_loading_says_its_last_words(tmp_path):
    tiny_llama()
    (tmp_path / "sitecustomize.py").write_text("import sys; print('the ship sinks', file=sys.stderr); sys.exit(7)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
        with pytest.raises(BrainDied, match="last words"):
            LlamaProcess().load(Loading(tiny_llama(), **LOADING), 60)


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "llama_cpp.py").write_text("raise ImportError('no such thing')")
    (tmp_path / "model.gguf").write_bytes(b"GGUF")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    with pytest.raises(BadModel, match="not installed"):
        LlamaChat(loading=Loading(tmp_path / "model.gguf")).invoke("Hello.")


def test_code_that_lies_in_the_folder_is_never_run(chat, tmp_path, monkeypatch):
    for name in ("llama_cpp.py", "json.py", "rushes.py"):
        (tmp_path / name).write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert chat.get_num_tokens("Hello.") == 6


PARENT = """
import sys
from pathlib import Path
from rushes.agents.model.llama import LlamaChat
from rushes.agents.model.llama_process import Loading
chat = LlamaChat(loading=Loading(Path(sys.argv[1]), context=16384, threads=1))
form = {"type": "array", "minItems": 900, "maxItems": 900, "items": {"type": "boolean"}}
stream = chat.stream("Hello.", response_format={"type": "json_schema", "json_schema": {"name": "x", "schema": form}})
next(stream)
print(chat._process.pid, flush=True)
for chunk in stream:
    pass
sys.stdin.read()
"""


def test_a_parent_that_is_killed_leaves_no_child():
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    words = [sys.executable, "-c", PARENT, str(tiny_llama())]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True) as parent:
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait(10)
        assert gone(child)
