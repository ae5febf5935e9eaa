"""Storyboards: the draft renderer's own pictures of a set-up, drawn small to hold takes and scenes against."""

from collections import OrderedDict
from threading import Lock

import cv2

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.film.vocabulary import Setting, Weather
from rushes.tools.draft.compose import Shooting
from rushes.tools.draft.stage import paint_stage
from rushes.tools.scoring.pictures import Picture
from rushes.tools.scoring.structure import small, small_size

_SEEDS = (3, 11)
"""Any two: what a seed varies is the air, and it is not to be held against a take."""

_FINER = 2
"""Times the size that is compared, where the take is as large: snowflakes and rain are never drawn under a pixel, and
would fill a small frame."""

_KEPT = 128
"""A long scene's, and the next one's. 170 KB each."""

_Key = tuple[Setup, Size, int]
_drawn: OrderedDict[_Key, Picture] = OrderedDict()
_lock = Lock()


def is_airy(setup: Setup) -> bool:
    """Whether two boards of the set-up differ by their air: by fog, rain or snow."""
    return setup.setting is Setting.EXTERIOR and setup.weather is not Weather.CLEAR


def storyboard(setup: Setup, take: Size, number: int = 0) -> Picture:
    """A drawing (`number` 0, or 1 for another air) of the set-up, at the size that takes of `take` are compared at.

    Never sharper than the take can be. Safe to call from several threads.
    """
    key = (setup, take, number)
    with _lock:
        if key in _drawn:
            _drawn.move_to_end(key)
            return _drawn[key]
    made = _draw(setup, take, _SEEDS[number])
    with _lock:
        _drawn[key] = made
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    return made


def _draw(setup: Setup, take: Size, seed: int) -> Picture:
    cv2.setNumThreads(1)  # the studio runs tools side by side
    size = small_size(take)
    fine = Size(size.width * _FINER, size.height * _FINER)
    stage = paint_stage(setup, take if take.width < fine.width else fine, seed)
    return small(Shooting(stage, 1, 24.0, seed).frame(0).copy())
