"""Ctrl-C and SIGTERM: the step in hand is finished, the rest waits, and the same command goes on."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from rushes.cli.door import run

STORY = "Ada waited by the mill. The wheel turned. She said that it was late. Rain fell.\n\n" * 12


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_film_is_gone_on_with(tmp_path, number, capsys):
    (tmp_path / "mill.txt").write_text(STORY)
    words = ["make", str(tmp_path / "mill.txt"), "-p", str(tmp_path / "film"), "--size", "96x54"]
    running = subprocess.Popen(
        [sys.executable, "-m", "rushes", *words], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for_a_take(tmp_path / "film")
    # As a terminal does: to every process of the group, ffmpeg's among them.
    os.killpg(running.pid, number)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "same command again" in said
    assert "Traceback" not in said
    before = glance(tmp_path / "film", capsys)
    assert sum(before["takes"].values()) > 0
    assert "failed" not in before["states"]
    assert run(["verify", "-p", str(tmp_path / "film")]) == 0
    assert run(words) == 0
    after = glance(tmp_path / "film", capsys)
    assert after["states"].keys() == {"shot"}
    assert "Blocked" not in capsys.readouterr().err
    assert sum(after["takes"].values()) > sum(before["takes"].values())


def wait_for_a_take(project):
    for _ in range(400):
        if list(project.glob("media/??/*.png")):
            return
        time.sleep(0.05)
    pytest.fail("no take was made in 20 s")


def glance(project, capsys):
    capsys.readouterr()
    assert run(["status", "-p", str(project), "--json"]) == 0
    return json.loads(capsys.readouterr().out)
