"""A pytest plugin: your prompts, brain or graph, held to recorded runs.

    @pytest.mark.rushes_trace("traces/plain.jsonl", "traces/hostile-model.jsonl")
    def test_my_prompts_take_the_same_path(rushes_replay):
        rushes_replay(brain=lambda chat: ModelBrain(chat, "llama-3.1-8b"))

Each trace becomes a test of its own. Paths are relative to the test's file. Without a marker,
`rushes_replay(path)` replays one trace. A replay that leaves its trace's path fails the test with
the first difference in words. Tests with an event loop of their own can't use it: a replay runs one.

The plugin is installed with rushes; nothing of rushes is imported before the first replay.
"""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from rushes.service.replay import Build, Replayed, Thinks

MARK = "rushes_trace"


class Replays:
    """`rushes_replay`: replays a trace and fails the test where the path differs."""

    def __init__(self, folder: Path, marked: str | None) -> None:
        self.folder = folder
        self.marked = marked
        self.count = 0

    def __call__(
        self, trace: "Path | str | None" = None, *, build: "Build | None" = None, brain: "Thinks | None" = None
    ) -> "Replayed":
        """Replay the marker's trace, or the one given, with a film graph and a brain of your own if you like."""
        from rushes.errors import BadTrace  # noqa: PLC0415 - the plugin is loaded by every pytest there is
        from rushes.graph import build_film  # noqa: PLC0415
        from rushes.service.replay import replay  # noqa: PLC0415

        named = trace if trace is not None else self.marked
        if named is None:
            pytest.fail(f"rushes_replay has no trace: name one, or mark the test with {MARK}.", pytrace=False)
        self.count += 1
        try:
            done = replay(self.folder / named, build=build or build_film, brain=brain)
        except BadTrace as error:
            pytest.fail(str(error), pytrace=False)
        if done.divergence:
            pytest.fail(f"{named}: {done.divergence}", pytrace=False)
        return done


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", f"{MARK}(path, ...): replay these recorded runs, each as a test of its own")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a trace."""
    named = [path for mark in metafunc.definition.iter_markers(MARK) for path in mark.args]
    if not named:
        return
    if "rushes_replay" not in metafunc.fixturenames:
        pytest.fail(f"{metafunc.function.__name__} is marked with {MARK} and takes no rushes_replay.", pytrace=False)
    metafunc.parametrize("rushes_replay", named, indirect=True, ids=[Path(path).stem for path in named])


@pytest.fixture
def rushes_replay(request: pytest.FixtureRequest) -> Generator[Callable[..., "Replayed"]]:
    """Replay recorded runs: see `rushes.replaying`."""
    marked: str | None = getattr(request, "param", None)
    replays = Replays(request.path.parent, marked)
    yield replays
    if marked is not None and not replays.count:
        pytest.fail(f"The test is marked with {marked} and did not replay it.", pytrace=False)
