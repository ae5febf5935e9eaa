"""What a command says."""

import pytest

from rushes.cli.door import run


@pytest.fixture
def said(capsys):
    """Calls rushes: its exit code, and what it said on either stream."""

    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return call
