"""Which findings may stand beside the best one."""

from __future__ import annotations

from index.documents import Document
from rag.reader.interface import Finding, Reading
from rag.selection import likely


def finding(source: str, probability: float, missing: tuple[str, ...] = ()) -> Finding:
    text = "The bridge was opened by the mayor."
    document = Document(source, text, None, None, None)
    return Finding(document, 0, 0, len(text), 0, 3, probability, missing)


def test_the_like_of_another_is_not_told_beside_the_best() -> None:
    """Two bridges, of which the question names one."""
    best, other, same = finding("a.txt", 0.8), finding("b.txt", 0.7, ("Arvando",)), finding("c.txt", 0.5)
    assert likely(Reading((best, other, same), 0.9, 0.1), several=False) == [best, same]


def test_nothing_is_likely_below_the_threshold() -> None:
    assert likely(Reading((finding("a.txt", 0.8),), 0.05, 0.1), several=False) == []
    assert likely(Reading((), 0.9, 0.1), several=True) == []
