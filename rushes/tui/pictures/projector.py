"""The projector: one or two reels in step, on a thread of its own, at the speed they were shot at."""

import math
import threading
import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from rushes.errors import BadMedia
from rushes.tui.pictures.halfblocks import Picture, fitted
from rushes.tui.pictures.reels import Card, Reel, opened
from rushes.tui.pictures.transport import Transport

_LATE = 0.5
"""Seconds a frame may take to decode. From there on the film runs slower: dropping would only widen each gap."""

_ENDING = 1.0
"""Seconds the thread has to end."""


class Projector:
    """Shows files together, beginning with their first frame, standing.

    `show(index, pictures)` is called with each frame that is due, `fail` once if a file can't be shown: both on the
    projector's thread. No frame follows another before `painted` was called; what fell due meanwhile is dropped. A
    still, and a clip that has ended, hold their last picture while the other goes on. `clock` is in seconds; `running`:
    it plays from the first frame on.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        show: Callable[[int, tuple[Picture, ...]], None],
        fail: Callable[[BadMedia], None] = lambda _error: None,
        clock: Callable[[], float] = time.monotonic,
        *,
        running: bool = False,
    ) -> None:
        self._runs = running
        self._paths = paths
        self._show = show
        self._fail = fail
        self._clock = clock
        self._reels: list[Reel | Card] = []
        self._lock = threading.Lock()
        self._stirred = threading.Event()
        self._thread: threading.Thread | None = None
        self._transport: Transport | None = None
        self._cells = (0, 0)
        self._shown: tuple[int, tuple[int, int]] | None = None
        self._unpainted = False
        self._closed = False

    @property
    def transport(self) -> Transport | None:
        """Where it stands; None before the files are open."""
        return self._transport

    def start(self) -> None:
        """Begin, on a thread."""
        # It is joined when the projector closes. A daemon, so that a crash elsewhere is never kept waiting by it.
        self._thread = threading.Thread(target=self._work, name="projector", daemon=True)
        self._thread.start()

    def fit(self, columns: int, rows: int) -> None:
        """Each picture has so many cells from now on. Before this is known, nothing is shown."""
        self._cells = (columns, rows)
        self._stirred.set()

    def painted(self) -> None:
        """The last frame was painted: the next may come."""
        self._unpainted = False
        self._stirred.set()

    def play(self) -> None:
        """Run."""
        self._move(lambda transport, now: transport.run(now))

    def pause(self) -> None:
        """Stand."""
        self._move(lambda transport, now: transport.stand(now))

    def seek(self, index: int) -> None:
        """Go to a frame, or the nearest there is."""
        self._move(lambda transport, now: transport.seek(index, now))

    def skip(self, by: int) -> None:
        """Go so many frames further on, or back; running if it ran."""
        self._move(lambda transport, now: transport.seek(transport.at(now) + by, now))

    def step(self, by: int) -> None:
        """Stand so many frames further on, or back."""
        self._move(lambda transport, now: transport.stand(now).seek(transport.at(now) + by, now))

    def close(self) -> None:
        """Show nothing more, end the thread and let the files go."""
        self._closed = True
        self._stirred.set()
        if self._thread is None:
            self._let_go()
        else:
            self._thread.join(_ENDING)

    def turn(self) -> float | None:
        """Show what is due now, and say in how many seconds something else will be; None: when something happens.

        Raises BadMedia.
        """
        transport = self._transport or self._load()
        now, cells = self._clock(), self._cells
        if self._unpainted or not all(cells):
            return None
        due = (transport.at(now), cells)
        if due != self._shown:
            pictures = tuple(self._picture(reel, transport, *due) for reel in self._reels)
            self._shown, self._unpainted = due, True
            if self._clock() - now > _LATE:
                self._move(lambda moved, late: moved.seek(due[0], late) if moved is transport else moved)
            if not self._closed:
                self._show(due[0], pictures)
            return None
        return transport.until_next(now)

    def _work(self) -> None:
        try:
            while not self._closed:
                self._stirred.wait(self.turn())
                self._stirred.clear()
        except BadMedia as error:
            if not self._closed:
                self._fail(error)
        finally:
            self._let_go()

    def _load(self) -> Transport:
        for path in self._paths:
            self._reels.append(opened(path))
        fps = max(reel.fps for reel in self._reels)
        transport = Transport(max(_length(reel, fps) for reel in self._reels), fps)
        self._transport = transport.run(self._clock()) if self._runs else transport
        return self._transport

    def _picture(self, reel: Reel | Card, transport: Transport, index: int, cells: tuple[int, int]) -> Picture:
        own = math.floor(index * reel.fps / transport.fps) if transport.fps else 0
        return reel.frame(min(own, reel.frames - 1), *fitted(*reel.size, *cells))

    def _move(self, how: Callable[[Transport, float], Transport]) -> None:
        with self._lock:
            if self._transport is not None:
                self._transport = how(self._transport, self._clock())
        self._stirred.set()

    def _let_go(self) -> None:
        for reel in self._reels:
            reel.close()
        self._reels.clear()


def _length(reel: Reel | Card, fps: Fraction) -> int:
    """Frames it takes at `fps`, which is its own speed or a higher one; a still takes one."""
    return math.ceil(reel.frames * fps / reel.fps) if reel.fps else 1
