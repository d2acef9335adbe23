"""Hybrid retrieval: passages ranked by meaning and by words, fused into one order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embeds
from index.opening import Index
from index.passages import PassageSpan

# Candidates from each ranking; both scores are then taken exactly for the union.
CANDIDATES = 100

# The share of meaning in the fused score. Between .3 and .5 the figures on news and encyclopedia questions differ
# by less than .01 (docs/retrieval.md).
DENSE_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage: its fused score, between 0 and 1, and its cosine to the query."""

    span: PassageSpan
    score: float
    cosine: float


def retrieve(index: Index, embedder: Embeds, query: str, k: int, sources: Collection[str] | None = None) -> list[Hit]:
    """The `k` best passages for `query`, best first; fewer when the index holds fewer.

    sources: the documents whose passages are searched; None: all.
    """
    among = _rows(index, sources)
    if not among:
        return []
    vector = embedder.embed([query])[0]
    bm25 = index.lexical.scores(query)
    rows = _candidates(index, vector, bm25, max(k, CANDIDATES), among)
    cosines = index.vectors.cosines(vector, {index.keys[row] for row in rows})
    cosine = np.array([cosines[index.keys[row]] for row in rows], dtype=np.float32)
    fused = fuse(cosine, bm25[rows])
    best = np.argsort(-fused, kind="stable")[:k]
    return [Hit(index.passages[rows[i]], float(fused[i]), float(cosine[i])) for i in best.tolist()]


def fuse(cosine: NDArray[np.float32], bm25: NDArray[np.float32]) -> NDArray[np.float32]:
    """A convex combination of both scores, each as a share of the best for this query.

    Keeps how much better a passage is, which reciprocal ranks throw away
    (Bruch et al. 2022, https://arxiv.org/abs/2210.11934).
    """
    return DENSE_WEIGHT * _share_of_best(cosine) + (1 - DENSE_WEIGHT) * _share_of_best(bm25)


def _rows(index: Index, sources: Collection[str] | None) -> Sequence[int]:
    """The rows of the passages of `sources`; of all passages for None."""
    if sources is None:
        return range(len(index.passages))
    return [row for row, span in enumerate(index.passages) if span.source in sources]


def _candidates(
    index: Index, vector: NDArray[np.float32], bm25: NDArray[np.float32], count: int, among: Sequence[int]
) -> list[int]:
    """The best `count` rows by meaning and by words, of those in `among`, which are at least one."""
    rows_of: dict[str, list[int]] = {}
    for row in among:
        rows_of.setdefault(index.keys[row], []).append(row)
    keys = list(rows_of) if len(among) < len(index.keys) else None
    nearest = index.vectors.nearest(vector, min(count, len(rows_of)), keys)
    rows = np.asarray(among)
    lexical = rows[np.argsort(-bm25[rows], kind="stable")[:count]]
    found = [row for key, _ in nearest for row in rows_of[key]] + [int(row) for row in lexical if bm25[row] > 0]
    return sorted(set(found))


def _share_of_best(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    best = scores.max(initial=0.0)
    return np.maximum(scores, 0) / best if best > 0 else np.zeros_like(scores)
