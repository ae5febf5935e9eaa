"""The house: imports stay deferred, nothing opens a connection, nobody's tracing is switched on."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from doubles.productions import a_production, a_project

from rushes.service.filming import film

LISTING = """
import sys
from pathlib import Path
import rushes.tools.registry, rushes.errors, rushes.film.manifest
heavy = {'torch', 'diffusers', 'llama_cpp', 'cv2', 'av', 'langgraph', 'sqlalchemy', 'numpy'} & set(sys.modules)
sys.exit(f'imported: {heavy}' if heavy else 0)
"""


def test_listing_backends_imports_nothing_heavy():
    done = subprocess.run([sys.executable, "-c", LISTING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_sockets_are_blocked_here():
    with pytest.warns(UserWarning, match="socket"), pytest.raises(RuntimeError, match="socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_a_film_is_made_without_the_network_even_when_tracing_is_switched_on(tmp_path, monkeypatch):
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    with a_production(a_project(tmp_path / "film")) as (production, _):
        film(production)
        assert production.project.film.is_file()
    assert os.environ["LANGSMITH_TRACING"] == "false"


def test_the_benchmarks_fit_what_they_measure():
    """`make bench` runs for minutes and not in the tests: what it takes from rushes has to be there all the same."""
    done = subprocess.run(
        [sys.executable, "-c", "import benchmarks.__main__"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr
