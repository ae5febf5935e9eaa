"""Whether the terminal takes more, on a pseudo-terminal that nobody reads for a while."""

import os
import sys
import tty

from rushes.tui.pictures.line import is_free


def test_a_line_that_is_full_is_not_free(monkeypatch):
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    os.set_blocking(theirs, False)
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "__stderr__", terminal)
        assert is_free()
        try:
            while True:
                os.write(theirs, b"x" * 4096)
        except BlockingIOError:
            pass
        assert not is_free()
        os.set_blocking(ours, False)
        try:
            while True:
                os.read(ours, 4096)
        except BlockingIOError:
            pass
        assert is_free()
    os.close(ours)


def test_where_there_is_no_terminal_nothing_is_held_up(monkeypatch, tmp_path):
    with (tmp_path / "log").open("w") as file:
        monkeypatch.setattr(sys, "__stderr__", file)
        assert is_free()
    monkeypatch.setattr(sys, "__stderr__", None)
    assert is_free()
