"""Time that nobody waits for: what is made in it must not delay an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Leisure:
    """Knows whether answers are being made, and lets one thing at a time be done when none is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answering = 0
        self._used = False

    @contextmanager
    def answering(self) -> Iterator[None]:
        """While an answer is being made."""
        with self._lock:
            self._answering += 1
        try:
            yield
        finally:
            with self._lock:
                self._answering -= 1

    @contextmanager
    def spare(self) -> Iterator[bool]:
        """Whether there is time to spare now; when there is, it is taken until the context ends."""
        with self._lock:
            free = not self._used and not self._answering
            self._used = self._used or free
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._used = False
