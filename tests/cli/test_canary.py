"""A key in the environment, and a model's server that fails and says it aloud: it stands nowhere afterwards."""

import json
import sqlite3
from contextlib import closing

import pytest
from doubles.chat_server import chat_server
from doubles.tiny_films import QUICK, STORY, a_tiny_film, rushes

CANARY = "sk-canary-4711-q2w3e4r5"
TOKEN = "hf_canary_0815_z9x8c7v6"
ECHO = f"no service for Authorization: Bearer {CANARY} ({CANARY}) nor for {TOKEN}"

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

REFUSES = {"key": "another"}
FAILS = {"fault": "status", "status": 500, "words": ECHO}


@pytest.fixture
def environment(tmp_path):
    home = {"RUSHES_CONFIG": str(tmp_path / "config"), "RUSHES_WEIGHTS": str(tmp_path / "weights")}
    return {"RUSHES_SERVER_KEY": CANARY, "HF_TOKEN": TOKEN, **home}


def thinking_at(server):
    return f'{QUICK}\n[crew]\nbrain = "server"\n[llm]\nmodel = "tiny"\nserver = "{server.url}"\npatience = 5\n'


def nowhere(folder, *said):
    """Neither secret is in any file below the folder, nor in what was said; nor half of one."""
    texts = {"what was said": "".join(said).encode()}
    texts |= {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    for name, text in texts.items():
        for secret in (CANARY, TOKEN):
            for part in (secret, secret[: len(secret) // 2 + 4], secret[len(secret) // 2 :]):
                assert part.encode() not in text, name
    for base in ("rushes.db", "graph.db"):
        if (folder / base).is_file():
            with closing(sqlite3.connect(folder / base)) as db:
                assert not any(secret in line for line in db.iterdump() for secret in (CANARY, TOKEN)), base


@pytest.mark.parametrize("manners", [REFUSES], ids=["refuses"])
def test_made_at_once(tmp_path, environment, manners):
    with chat_server(**manners) as server:
        (tmp_path / "ferry.txt").write_text(STORY)
        (tmp_path / "tiny.toml").write_text(thinking_at(server))
        words = ["make", tmp_path / "ferry.txt", "-p", tmp_path / "film", "--profile", tmp_path / "tiny.toml"]
        done = rushes(*words, **environment)
        assert server.asked, done.stderr
        assert any(CANARY in one.headers.get("Authorization", "") for one in server.asked)
    assert (tmp_path / "film" / "project.toml").is_file()
    nowhere(tmp_path / "film", done.stdout, done.stderr)


@pytest.mark.parametrize("manners", [FAILS], ids=["fails"])
def test_shot_overnight(tmp_path, environment, manners):
    with chat_server(**manners) as server:
        folder = a_tiny_film(tmp_path / "film", thinking_at(server))
        done = rushes("overnight", "--until", "1h", "--max-takes", "4", "-p", folder, **environment)
        assert any(CANARY in one.headers.get("Authorization", "") for one in server.asked), done.stderr
    assert (done.returncode, "Set aside, with nothing shot" in done.stderr) == (4, True)
    log = [json.loads(line) for line in (folder / "nights" / "log.jsonl").read_text().splitlines()]
    assert log
    told = rushes("overnight", "status", "-p", folder, **environment)
    nowhere(folder, done.stdout, done.stderr, told.stdout, told.stderr)
