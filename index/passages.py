"""Passages: overlapping runs of whole sentences, the unit that is embedded and retrieved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.documents import Document
from index.sentences import SentenceSpan

# The embedding model reads 256 word pieces; question-sized topics fill one to two hundred.
MAX_TOKENS = 200
OVERLAP_TOKENS = 60


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """Sentences `first` to `last` (inclusive) of a document: characters `start` to `end` of its text."""

    source: str
    start: int
    end: int
    first: int
    last: int


def group_sentences(
    document: Document, sentences: Sequence[SentenceSpan], count_tokens: Callable[[Sequence[str]], list[int]]
) -> list[PassageSpan]:
    """Runs of sentences of at most `MAX_TOKENS` tokens; a longer sentence stands alone.

    Every passage but the first begins with the sentences that end the one before, up to `OVERLAP_TOKENS`.
    `count_tokens` gives the number of tokens of each text.
    """
    lengths = count_tokens([document.text[s.start : s.end] for s in sentences])
    return [
        PassageSpan(document.source, sentences[first].start, sentences[last].end, first, last)
        for first, last in _runs(lengths)
    ]


def _runs(lengths: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first = 0
    while first < len(lengths):
        last, total = first, lengths[first]
        while last + 1 < len(lengths) and total + lengths[last + 1] <= MAX_TOKENS:
            last += 1
            total += lengths[last]
        runs.append((first, last))
        if last + 1 == len(lengths):
            break
        first = _overlapping_start(lengths, first, last)
    return runs


def _overlapping_start(lengths: Sequence[int], first: int, last: int) -> int:
    start, shared = last + 1, 0
    while start - 1 > first and shared + lengths[start - 1] <= OVERLAP_TOKENS:
        start -= 1
        shared += lengths[start]
    # With a long sentence next, the overlap could fill the passage: it has to end beyond `last`.
    while start <= last and sum(lengths[start : last + 2]) > MAX_TOKENS:
        start += 1
    return start
