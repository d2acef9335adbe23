"""What is told of a collection: sentences of the documents, and one about them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.selection import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What answers, and what is said beside it, if anything: how many, and of how many.

    Without statements the notice says why there are none.
    """

    statements: tuple[Statement, ...]
    notice: str


def counted(number: int, what: str) -> str:
    """`1 document`, `5 documents`, `3 countries`."""
    if number == 1:
        return f"1 {what}"
    return f"{number} {what[:-1]}ies" if what.endswith("y") else f"{number} {what}s"


def listed(items: Sequence[str], most: int | None = None) -> str:
    """`a, b and c`; more than `most` as `a, b and 3 more`."""
    if most is not None and len(items) > most:
        items = [*items[:most], f"{len(items) - most} more"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
