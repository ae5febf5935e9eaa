"""Laying words over a stretch of sound: by their letters, and with their borders on the pauses.

A stretch is some runs of voice with pauses between them; each run gets a run of words. Which, is chosen so that
the words' letters fit the runs' lengths, and sentences and clauses end where pauses are (dynamic programming over
runs and words). A word that begins a run is measured; the others are spread by their letters.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rushes.film.words import Exactness, Word
from rushes.tools.speech.pauses import Voiced

_BAND = 60
"""So many words to either side of where they would be by letters alone are tried."""

_TORN, _RUN_ON = 1.0, 0.6
"""What a pause (of half a second or more) inside a clause costs, and what one at a clause's end is worth."""

_LONG = 0.5
_SPREAD, _BLUR = 0.15, 0.02
"""Seconds: how much the length of spoken words varies (squared) for each second of them, and the borders' own."""

_NOISE = 6.0
"""What a second of voice without words costs: a breath or a chair may be as loud as a word."""

_CONSONANTS = 1.5
"""Letters that every word is longer by: short words are not spoken as fast as they are short."""

Numbers = NDArray[np.float64]


def laid_over(texts: Sequence[str], runs: Sequence[Voiced]) -> list[Word]:
    """The words with their times over some runs of voice (at least one), rising. A run may be left without words."""
    if not texts:
        return []
    weights = np.array([sum(sign.isalnum() for sign in text) + _CONSONANTS for text in texts])
    words: list[Word] = []
    for run, (first, last) in zip(runs, _shared(texts, weights, runs), strict=True):
        words += _spread(texts[first:last], weights[first:last], run)
    return words


def _shared(texts: Sequence[str], weights: Numbers, runs: Sequence[Voiced]) -> list[tuple[int, int]]:
    """Which words each run gets, as [first, last): the least costly way through, run by run."""
    count = len(texts)
    lengths = np.array([run.seconds for run in runs])
    told = np.concatenate([[0.0], np.cumsum(weights)]) * (lengths.sum() / weights.sum())
    closes = np.array([0.0, *(_closes(text) for text in texts)])
    middles = np.searchsorted(told, np.cumsum(lengths))
    pauses = [*(after.start - before.end for before, after in pairwise(runs)), _LONG]
    low, best = 0, np.zeros(1)
    steps: list[tuple[int, int, NDArray[np.intp]]] = []
    for index, (length, pause) in enumerate(zip(lengths, pauses, strict=True)):
        final = index == len(runs) - 1
        first = count if final else max(low, int(middles[index]) - _BAND)
        last = count if final else min(count, max(first, int(middles[index]) + _BAND))
        spoken = told[first : last + 1, None] - told[None, low : low + len(best)]
        costs = best[None, :] + _misfit(spoken, float(length))
        costs += np.where(spoken > 0, _price(closes[first : last + 1], pause)[:, None], 0.0)
        came = np.argmin(costs, axis=1)
        steps.append((first, low, came))
        low, best = first, costs[np.arange(len(came)), came]
    return _traced(steps, count)


def _closes(text: str) -> float:
    word = Word(text, 0, 0)
    return 1.0 if word.ends_sentence else 0.8 if word.ends_clause else 0.0


def _misfit(spoken: Numbers, length: float) -> Numbers:
    """How badly words of so many seconds fit a run of that length; impossible for less than no words."""
    fit = np.square(spoken - length) / (_SPREAD * np.maximum(spoken, 0.0) + _BLUR)
    return np.where(spoken > 0, fit, np.where(spoken < 0, np.inf, np.minimum(fit, _NOISE * min(1.0, length))))


def _price(closes: Numbers, pause: float) -> Numbers:
    """What it costs to end a run before each word, for the pause that follows."""
    long = min(1.0, pause / _LONG)
    return _TORN * long * (1 - closes) - _RUN_ON * closes


def _traced(steps: Sequence[tuple[int, int, NDArray[np.intp]]], count: int) -> list[tuple[int, int]]:
    shares: list[tuple[int, int]] = []
    end = count
    for first, low, came in reversed(steps):
        begin = low + int(came[end - first])
        shares.append((begin, end))
        end = begin
    return shares[::-1]


def _spread(texts: Sequence[str], weights: Numbers, run: Voiced) -> list[Word]:
    if not texts:
        return []
    told = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
    times = [round(run.start + run.seconds * float(share), 4) for share in told]
    exact = [Exactness.MEASURED, *(Exactness.SPREAD for _ in texts[1:])]
    return [
        Word(text, start, end, known) for text, (start, end), known in zip(texts, pairwise(times), exact, strict=True)
    ]
