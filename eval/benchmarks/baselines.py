"""The plain systems that Byline's retrieval is measured against, on passages of about 900 characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from eval.benchmarks.data import Item, chunks

PASSAGE = 900
K1, B = 0.9, 0.4
RRF_K = 60

Scores = NDArray[np.float32]
"""Shape (questions, passages)."""

Embed = Callable[[Sequence[str]], Scores]
"""Texts to unit vectors, shape (texts, dimensions)."""


def passages_of(items: Sequence[Item]) -> tuple[list[str], list[int]]:
    """Passages, each under its item's header, and the position of the item that each is of."""
    cut = [
        (f"{item.header}\n{piece}", owner) for owner, item in enumerate(items) for piece in chunks(item.text, PASSAGE)
    ]
    return [text for text, _ in cut], [owner for _, owner in cut]


def bm25(passages: Sequence[str], questions: Sequence[str]) -> Scores:
    """BM25 (k1 0.9, b 0.4) over English stems without stop words."""
    retriever = bm25s.BM25(k1=K1, b=B)
    retriever.index(_terms(passages), show_progress=False)
    scores = np.zeros((len(questions), len(passages)), dtype=np.float32)
    for row, terms in enumerate(_terms(questions)):
        known = [term for term in terms if term in retriever.vocab_dict]
        if known:
            scores[row] = retriever.get_scores(known)
    return scores


def dense(passages: Sequence[str], questions: Sequence[str], embed: Embed) -> Scores:
    """Cosine of the embeddings."""
    return np.asarray(embed(questions) @ embed(passages).T, dtype=np.float32)


def reciprocal_rank_fusion(*systems: Scores) -> Scores:
    """Sum of 1 / (60 + rank) over the systems (Cormack, Clarke and Büttcher 2009)."""
    ranks = [np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1) + 1 for scores in systems]
    return np.asarray(sum(1 / (RRF_K + rank) for rank in ranks), dtype=np.float32)


def best_items(scores: NDArray[np.float32], owners: Sequence[int], k: int) -> list[int]:
    """Positions of the `k` best items for one question, an item ranking where its best passage does."""
    ranked = (owners[passage] for passage in np.argsort(-scores, kind="stable"))
    return list(dict.fromkeys(ranked))[:k]


def _terms(texts: Sequence[str]) -> list[list[str]]:
    stemmer = Stemmer.Stemmer("english")
    found: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    return found
