"""What one worker was asked and has not answered yet: who waits for what, and who hears of its progress."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from rushes.studio.jobs import Outcome
from rushes.studio.lane import CallCancelled, LaneLost, Step
from rushes.studio.lanes.trouble import put_together
from rushes.studio.lanes.wire import Carried, Failed, Freed, GivenUp, Pong, Stepped, Word

Answer = TypeVar("Answer")


class OutOfTurn(Exception):
    """A worker answered what it was not asked."""


@dataclass(frozen=True, slots=True)
class _Waiter:
    result: asyncio.Future[Outcome]
    hear: Callable[[Step], None]


@dataclass
class InHand:
    """The open questions to one worker. To be used in the loop of those who wait."""

    told: int = 0
    """How much of the call sheet the worker knows."""
    _calls: dict[int, _Waiter] = field(default_factory=dict[int, _Waiter])
    _questions: dict[int, asyncio.Future[Freed | Pong]] = field(default_factory=dict[int, asyncio.Future[Freed | Pong]])
    _numbers: Iterator[int] = field(default_factory=count)

    def call(self, ticket: int, hear: Callable[[Step], None]) -> asyncio.Future[Outcome]:
        """Open a call; the result it will have."""
        self._calls[ticket] = _Waiter(asyncio.get_running_loop().create_future(), hear)
        return self._calls[ticket].result

    def question(self) -> tuple[int, asyncio.Future[Freed | Pong]]:
        """Open a question: its number, and the answer it will have."""
        number = next(self._numbers)
        self._questions[number] = asyncio.get_running_loop().create_future()
        return number, self._questions[number]

    def __contains__(self, ticket: int) -> bool:
        return ticket in self._calls

    def heard(self, word: Word) -> None:
        """Hand a word on to whoever waits for it. Raises OutOfTurn when nobody asked.

        Who was cancelled waits no more; the worker answers all the same.
        """
        try:
            self._hand_on(word)
        except KeyError as error:
            raise OutOfTurn(f"it spoke of {error}, which is not in hand") from error

    def _hand_on(self, word: Word) -> None:
        match word:
            case Stepped():
                waiter = self._calls[word.ticket]
                if not waiter.result.done():
                    waiter.hear(Step(word.done, word.steps, word.preview))
            case Carried():
                _answer(self._calls.pop(word.ticket).result, word.outcome)
            case Failed():
                _fail(self._calls.pop(word.ticket).result, put_together(word.trouble))
            case GivenUp():
                _fail(self._calls.pop(word.ticket).result, CallCancelled("The call was given up."))
            case Freed() | Pong():
                _answer(self._questions.pop(word.number), word)

    def lose(self, why: str) -> None:
        """The worker is gone: whoever waits gets LaneLost."""
        waiting = [waiter.result for waiter in self._calls.values()]
        asking = list(self._questions.values())
        self._calls.clear()
        self._questions.clear()
        for result in waiting:
            _fail(result, LaneLost(why))
        for answer in asking:
            _fail(answer, LaneLost(why))


def _answer(waiting: asyncio.Future[Answer], result: Answer) -> None:
    if not waiting.done():
        waiting.set_result(result)


def _fail(waiting: asyncio.Future[Outcome] | asyncio.Future[Freed | Pong], error: Exception) -> None:
    if not waiting.done():
        waiting.set_exception(error)
