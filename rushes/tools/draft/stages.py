"""The last few painted stages of this process: a clip is made right after its keyframe."""

from collections import OrderedDict
from threading import Lock

import cv2

from rushes.film.frames import Size
from rushes.film.setup import Setup
from rushes.tools.draft.stage import Stage, paint_stage

_KEPT = 4  # a stage at 1280x720 holds 10-40 MB of pixels
_Key = tuple[Setup, Size, int]
_stages: OrderedDict[_Key, Stage] = OrderedDict()
_lock = Lock()


def stage_for(setup: Setup, size: Size, seed: int) -> Stage:
    """The stage of a request, painted now or lately. Safe to call from several threads."""
    key = (setup, size, seed)
    with _lock:
        if key in _stages:
            _stages.move_to_end(key)
            return _stages[key]
    cv2.setNumThreads(1)  # the studio runs tools side by side; cv2's own threads would fight them
    stage = paint_stage(setup, size, seed)
    with _lock:
        _stages[key] = stage
        while len(_stages) > _KEPT:
            _stages.popitem(last=False)
    return stage
