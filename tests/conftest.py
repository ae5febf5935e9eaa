"""What every test may use."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thousand", action="store_true", help="run the fault tests in their long form")


def pytest_configure(config: pytest.Config) -> None:
    # Children of tests must not write bytecode or phone anywhere either.
    os.environ["LANGSMITH_TRACING"] = "false"


@pytest.fixture
def thousand(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--thousand"))
