"""What every test may use."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thousand", action="store_true", help="run the fault tests in their long form")
    parser.addoption("--kills", type=int, help="kill -9 so often at random moments, each way of shooting a film")


def pytest_configure(config: pytest.Config) -> None:
    # Children of tests must not write bytecode or phone anywhere either.
    os.environ["LANGSMITH_TRACING"] = "false"


@pytest.fixture
def thousand(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--thousand"))


@pytest.fixture
def kills(request: pytest.FixtureRequest, thousand: bool) -> int:
    """How often each way of shooting a film is killed, in all."""
    return int(request.config.getoption("--kills") or (1000 if thousand else 100))
