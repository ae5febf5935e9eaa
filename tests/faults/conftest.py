"""What the tests of faults share."""

from collections.abc import Callable
from functools import partial

import pytest
from faults import injector


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    """The shim under the system's calls."""
    reason = injector.why_not()
    if reason:
        pytest.skip(reason)
    return injector.build(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def asked(tmp_path, shim) -> Callable[..., dict]:
    """Asks the harness, in a folder of the test's own."""
    return partial(injector.asked, tmp_path, shim)
