"""How long work tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with a step ("reading", "embedding"), how many items are done and how many there are."""


def silent(step: str, done: int, total: int) -> None:
    """A `Progress` that tells nobody."""
