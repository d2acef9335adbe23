"""Stretches of source files, and when two of them count as the same evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` of one source file; ValueError when that is not a stretch of text."""

    source: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"{self.start}:{self.end} is not a stretch of {self.source}")


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    if one.source != other.source:
        return 0
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def same_evidence(one: Span, other: Span) -> bool:
    """Whether the spans share at least half of the shorter one.

    A citation may be a clause of the gold sentence, or a sentence around a gold clause, and splitters
    disagree about quotation marks and dashes at the borders: all of these are the same evidence. A
    neighbour that only touches is not. Citing a whole article would pass too: `character_precision` shows it.
    """
    shorter = min(one.end - one.start, other.end - other.start)
    return 2 * overlap(one, other) >= shorter


def characters(spans: Iterable[Span]) -> set[tuple[str, int]]:
    """The places (source, character) that the spans cover, each once however often it is covered."""
    return {(span.source, place) for span in spans for place in range(span.start, span.end)}
