"""rushes chat as people and scripts use it: one message, a pipe, a terminal."""

import fcntl
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time

import pytest
from doubles.talks import a_planned_project, manifest_of, states

from rushes.agents.conversation.tools import TOOLS
from rushes.cli.door import run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return a_planned_project(tmp_path / "film")


def chat(capsys, folder, *words):
    capsys.readouterr()
    code = run(["chat", *words, "-p", str(folder)])
    heard = capsys.readouterr()
    return code, heard.out, heard.err


def test_one_message_is_done_and_answered(folder, capsys):
    code, out, err = chat(capsys, folder, "make 1-3 wider")
    assert code == 0
    assert err.splitlines()[0] == "The house rules answer: plain commands, no language model."
    assert out == "· edit_shot shots=1-3 steps=wider\n1-3 is now an extreme long shot (was a long shot).\n"
    assert manifest_of(folder).scenes[0].shots[2].size == "extreme-long"


def test_what_is_not_understood_or_not_possible_exits_3(folder, capsys):
    code, out, _ = chat(capsys, folder, "make me a sandwich")
    assert (code, out.startswith("I don't understand that; nothing was changed.")) == (3, True)
    code, out, _ = chat(capsys, folder, "approve 1-1")
    assert (code, "no take of 1-1" in out) == (3, True)


def test_the_dear_waits_with_exit_code_4_and_goes_on_at_yes(folder, capsys):
    code, out, _ = chat(capsys, folder, "drop 2-2")
    assert code == 4
    assert out == "Take 2-2 out of the film? It waits: `rushes chat yes` or `rushes chat no`.\n"
    assert "2-2" in states(folder)
    code, out, _ = chat(capsys, folder, "yes")
    assert (code, "2-2 is omitted" in out) == (0, True)
    assert chat(capsys, folder, "drop 2-1", "--yes")[0] == 0
    assert list(states(folder)) == ["1-1", "1-2", "1-3"]


def test_json_is_one_object_a_message(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("shot 3 closer\n\ndrop 1-1\nnonsense\n"))
    code, out, err = chat(capsys, folder, "--json")
    assert (code, err) == (3, "")
    edit, drop, nonsense = map(json.loads, out.splitlines())
    assert edit["brain"] == "house-rules"
    assert edit["answer"] == "Shot 3 is 1-3, number 3 of the film."
    assert edit["changed"] == ["1-3"]
    assert edit["revision"] == 2
    assert edit["calls"][0]["arguments"] == {"shots": ["1-3"], "steps": ["closer"]}
    assert (drop["question"], drop["calls"]) == ("Take 1-1 out of the film?", [])
    assert nonsense["failed"]
    assert nonsense["answer"].startswith("That is neither yes nor no, so it is left as it is.")
    assert "1-1" in states(folder)
    assert chat(capsys, folder, "drop 1-1", "--json")[0] == 4


def piped(capsys, folder, monkeypatch, *lines):
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return chat(capsys, folder)


def test_in_a_pipe_the_next_line_answers_a_question(folder, capsys, monkeypatch):
    code, out, _ = piped(capsys, folder, monkeypatch, "drop 2-2", "yes, please", "quit", "drop 2-1")
    assert (code, out.splitlines()[-1]) == (0, "2-2 is omitted; its number stays unused.")
    assert list(states(folder)) == ["1-1", "1-2", "1-3", "2-1"]
    code, out, _ = piped(capsys, folder, monkeypatch, "drop 2-1", "nope")
    assert (code, out.splitlines()[-1], "· drop_shots" in out) == (3, "You said no; nothing was done.", False)
    code, out, _ = piped(capsys, folder, monkeypatch, "drop 2-1", "make 1-3 wider", "yes")
    assert "neither yes nor no" in out
    assert "1-3 is now an extreme long shot" in out
    assert out.splitlines()[-1] == "Nothing waits for a yes or no."
    assert piped(capsys, folder, monkeypatch, "drop 2-1")[0] == 4
    assert "2-1" in states(folder)


def test_foreign_text_goes_through_the_gate(folder, capsys):
    code, out, _ = chat(capsys, folder, "reject 1-1: \x1b]52;c;x\x07 \u202edark")
    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out
    _, out, _ = chat(capsys, folder, "1-1 a \x1b[2J close-up")
    assert "\x1b" not in out


def test_a_folder_that_is_no_project_is_said_so(tmp_path, capsys):
    assert run(["chat", "list", "-p", str(tmp_path)]) == 3
    assert "rushes new" in capsys.readouterr().err


def test_a_project_without_a_plan_is_planned_by_a_word(folder, tmp_path, capsys):
    from doubles.productions import a_project

    bare = a_project(tmp_path / "bare")
    assert chat(capsys, bare, "list")[0] == 3
    code, out, _ = chat(capsys, bare, "shoot the rest")
    assert (code, "no plan yet" in out) == (3, True)
    code, out, _ = chat(capsys, bare, "plan")
    assert (code, "Plan 1 by house-rules" in out) == (0, True)


def at_a_terminal() -> None:
    """In the child: this terminal is ours, and Ctrl-C means what it means to a person."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """The command at a real terminal."""

    def __init__(self, *words: str) -> None:
        self.mine, theirs = pty.openpty()
        command = [sys.executable, "-m", "rushes", *words]
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=at_a_terminal,  # noqa: PLW1509 - no thread runs here
        )
        os.close(theirs)
        self.seen = ""

    def until(self, words: str) -> str:
        ends, start = time.monotonic() + 30, len(self.seen)
        while words not in self.seen[start:]:
            assert time.monotonic() < ends, self.seen
            if select.select([self.mine], [], [], 0.2)[0]:
                try:
                    self.seen += os.read(self.mine, 4096).decode(errors="replace")
                except OSError:
                    break
        assert words in self.seen[start:], self.seen
        return self.seen[start:]

    def type(self, text: str) -> None:
        os.write(self.mine, text.encode())

    def interrupt(self) -> None:
        """Ctrl-C, a moment after the prompt: one that comes just before Python waits for a line is heard with it."""
        time.sleep(0.5)
        self.type("\x03")

    def close(self) -> int:
        code = self.process.wait(timeout=60)
        os.close(self.mine)
        return code


def test_a_conversation_at_a_terminal(folder):
    terminal = Terminal("chat", "-p", str(folder))
    assert "The house rules answer" in terminal.until("> ")
    terminal.type("make 1-3 wider\n")
    assert "1-3 is now an extreme long shot" in terminal.until("> ")
    terminal.type("drop 2-2\n")
    terminal.until("Take 2-2 out of the film? [y/N]: ")
    terminal.type("n\n")
    assert "You said no" in terminal.until("> ")
    terminal.type("half a line")
    terminal.until("half a line")
    terminal.interrupt()
    terminal.until("> ")
    terminal.type("drop 2-2\n")
    terminal.until("[y/N]: ")
    terminal.type("\x04")
    assert "You said no" in terminal.until("> ")
    terminal.type("drop 2-2\n")
    terminal.until("[y/N]: ")
    terminal.interrupt()
    assert "You said no" in terminal.until("> ")
    terminal.type("drop 2-2\n")
    terminal.until("[y/N]: ")
    terminal.type("show 1-1\n")
    answered = terminal.until("> ")
    assert "neither yes nor no, so it is left as it is. `yes`, `sure`" in answered
    assert "1-1, EXT. MILL - DAY" in answered
    terminal.type("yes\n")
    assert "Nothing waits" in terminal.until("> ")
    terminal.type("approve 9-9\n")
    assert "no shot or scene called '9-9'" in terminal.until("> ")
    terminal.type("drop 2-2\n")
    terminal.until("[y/N]: ")
    terminal.type("yes please!\n")
    assert "2-2 is omitted" in terminal.until("> ")
    terminal.type("bye\n")
    terminal.until("Goodbye")
    assert terminal.close() == 0
    assert "2-2" not in states(folder)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_model_on_a_server_is_the_director_when_the_project_or_an_option_says_so(folder, capsys):
    from doubles.chat_server import chat_server

    with chat_server(say="Scene 2 is short.") as server:
        words = ("--brain", "server", "--server", server.url, "--model", "tiny")
        code, out, err = chat(capsys, folder, "what do you think of scene 2?", *words)
        sent = server.bodies[-1]
    assert (code, out, err.strip().splitlines()[-1]) == (0, "Scene 2 is short.\n", "tiny answers.")
    assert {one["function"]["name"] for one in sent["tools"]} == set(TOOLS)
    assert [one["role"] for one in sent["messages"]] == ["system", "user"]
    assert "2-2" in sent["messages"][0]["content"]
