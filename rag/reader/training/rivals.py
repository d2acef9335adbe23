"""Questions with the passage that answers among its rivals, for comparing passages with each other.

A reader that sees one passage at a time need not give logits that can be compared between passages; it learns to where
one loss is taken over all passages of a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

import bm25s

from rag.reader.cross_encoder import CrossEncoder
from rag.reader.training.rows import Row

RIVALS = 3
"""Passages beside the one that answers: with four a question, a batch still holds eight questions."""

DRAWN_FROM = 8
"""The rivals are drawn from so many of the most similar passages, so that one passage does not stand for a question."""

# Among the most similar some hold the answer and fall out.
_RETRIEVED = 24


def among_rivals(rows: Sequence[Row], rng: Random, count: int = RIVALS) -> Iterator[list[Row]]:
    """Each answerable row, then `RIVALS` to `count` of the passages most like its question that lack its answer.

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
            drawn = rng.sample(near[:DRAWN_FROM], min(count, len(near[:DRAWN_FROM])))
            yield [row, *(row.unanswerable(context=text) for text in drawn)]


def hardest(groups: Iterable[list[Row]], model: CrossEncoder) -> Iterator[list[Row]]:
    """Each group with only those `RIVALS` in which a reader is surest to find an answer: what it mistakes by now.

    (As Xiong et al. 2021 choose negatives for retrieval, https://arxiv.org/abs/2007.00808.)
    """
    for answering, *rivals in groups:
        readings = model.read(answering.question, [row.context for row in rivals])
        lead = [float(one.start.max() + one.end.max()) - one.null for one in readings]
        chosen = sorted(range(len(rivals)), key=lambda number: -lead[number])[:RIVALS]
        yield [answering, *(rivals[number] for number in chosen)]
