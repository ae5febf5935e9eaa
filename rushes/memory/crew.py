"""The crew of an open project: one run of the film graph at a time, and words that reach it between its steps."""

import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

from rushes.errors import ProjectBusy
from rushes.film.trace import Spoke

Result = TypeVar("Result")

_LOOKS_AGAIN = 0.2
"""Seconds after which who waits for the run's thread looks whether the run is still there."""


class Crew:
    """Who is out shooting, if anybody. For any thread of the process that has the project."""

    def __init__(self) -> None:
        self._alone = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: Callable[[], None] = lambda: None
        self._hear: Callable[[Spoke], None] = lambda _said: None

    @property
    def at_work(self) -> bool:
        """Whether a run is under way."""
        return self._alone.locked()

    def must_be_in(self) -> None:
        """A run goes by one plan, and by the words it heard. Raises ProjectBusy while there is one."""
        if self.at_work:
            raise ProjectBusy(
                "The crew is shooting, so that can't be done under it.",
                "Stop the crew first, and send it again after: all that is finished is kept.",
            )

    @contextmanager
    def out(self, stop: Callable[[], None] = lambda: None) -> Generator[None]:
        """A run is under way while this lasts, in the running event loop where there is one; `stop` stops it there.

        Raises ProjectBusy while another is.
        """
        self.must_be_in()
        if not self._alone.acquire(blocking=False):
            raise ProjectBusy("The crew is just going out.", "Wait for it.")
        with suppress(RuntimeError):
            self._loop = asyncio.get_running_loop()
        self._stop = stop
        try:
            yield
        finally:
            self._loop = None
            self._alone.release()

    @contextmanager
    def listening(self, hear: Callable[[Spoke], None]) -> Generator[None]:
        """The run hears what people say while this lasts."""
        self._hear = hear
        try:
            yield
        finally:
            self._hear = lambda _said: None

    def hears(self, said: Spoke) -> None:
        """Somebody said something about a shot, and the store has it. Nothing where nobody is at work."""
        self._hear(said)

    def call_off(self) -> None:
        """Stop the run that is under way. At once; nothing where there is none."""
        loop = self._loop
        if loop:
            with suppress(RuntimeError):  # it has just ended
                loop.call_soon_threadsafe(self._stop)

    def between_steps(self, work: Callable[[], Result]) -> Result:
        """Do something short while no step of the run reads or writes: in its own thread, or here where nobody runs."""
        loop = self._loop
        if loop is None or loop is _running():
            return work()
        done: Future[Result] = Future()
        try:
            loop.call_soon_threadsafe(_do, work, done)
        except RuntimeError:  # its loop has just closed
            return work()
        while True:
            try:
                return done.result(_LOOKS_AGAIN)
            except TimeoutError:
                if self._loop is not loop:
                    done.cancel()
            except CancelledError:
                return work()


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _do(work: Callable[[], Result], done: Future[Result]) -> None:
    if not done.set_running_or_notify_cancel():
        return
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
        done.set_exception(error)
