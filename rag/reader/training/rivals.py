"""Questions with the passage that answers among its rivals, for comparing passages with each other.

A reader that sees one passage at a time need not give logits that can be compared between passages; it learns to where
one loss is taken over all passages of a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import bm25s

from rag.reader.training.rows import Row

RIVALS = 3
"""Passages beside the one that answers: with four a question, a batch still holds eight questions."""

# The rivals are drawn from so many of the most similar passages, so that one passage does not stand for a question.
_DRAWN_FROM = 8
# Among the most similar some hold the answer and fall out.
_RETRIEVED = 24


def among_rivals(rows: Sequence[Row], rng: Random) -> Iterator[list[Row]]:
    """Each answerable row, then `RIVALS` of the passages most like its question that lack its answer.

    Nothing where there are too few passages.
    """
    contexts = list(dict.fromkeys(row.context for row in rows))
    if len(contexts) <= RIVALS:
        return
    index = bm25s.BM25()
    index.index(bm25s.tokenize(contexts, show_progress=False), show_progress=False)
    answerable = [row for row in rows if row.answer]
    asked = bm25s.tokenize([row.question for row in answerable], show_progress=False)
    found = index.retrieve(asked, k=min(len(contexts), _RETRIEVED), show_progress=False, n_threads=1).documents
    for row, numbers in zip(answerable, found, strict=True):
        near = [contexts[number] for number in numbers if row.answer_text.lower() not in contexts[number].lower()]
        if len(near) >= RIVALS:
            yield [row, *(row.unanswerable(context=text) for text in rng.sample(near[:_DRAWN_FROM], RIVALS))]
