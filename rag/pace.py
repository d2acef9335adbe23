"""How long a step of known length will still take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

# Texts are embedded shortest first, so the last reports tell more about what is left than all of them.
RECENT = 10


class Pace:
    """Estimates the seconds left of a step from how fast its latest items were done."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step = ""
        self._reports: deque[tuple[float, int]] = deque(maxlen=RECENT)

    def left(self, step: str, done: int, total: int) -> float | None:
        """Seconds until `step` is through, now that `done` of its `total` items are; None before it can be told."""
        if step != self._step:
            self._step = step
            self._reports.clear()
        self._reports.append((self._clock(), done))
        (began, before), (now, _) = self._reports[0], self._reports[-1]
        if done <= before:
            return None
        return (now - began) / (done - before) * max(0, total - done)
