"""Whether a question is asked of the collection itself, and what of it.

"Which docs have you got?" and "any bylines?" are worded in too many ways for patterns, and share their words with
questions about what is told ("Who wrote the letter?"). A softmax regression on the question's embedding tells them
apart, fitted on questions written for it and on those about what texts tell.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

# Fitted by `python -m eval.benchmarks.fit_collection` (docs/collection.md).
WEIGHTS = Path(__file__).with_name("asking.json")

Kind = Literal[
    "list", "dates", "authors", "copies", "disagree", "speakers", "people", "places", "topics", "one", "told"
]
"""What is asked: which documents there are, when they came out, who wrote or published them, which carry the same
report, whether they contradict each other, who is quoted, who and which countries are named, what they are about, what
one of them is about; "told" is any question about what they tell."""

KINDS: tuple[Kind, ...] = get_args(Kind)


class Asking:
    """The fitted model: which kind a question is of. Thread-safe."""

    def __init__(self, weights: NDArray[np.float64]) -> None:
        self._weights = weights

    @classmethod
    def load(cls) -> Asking:
        """With the fitted weights."""
        return cls.of(json.loads(WEIGHTS.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, fitted: Mapping[str, Sequence[Any]]) -> Asking:
        """From a bias and a weight for each dimension of the embedding, by kind."""
        return cls(np.array([fitted[kind] for kind in KINDS], dtype=np.float64))

    def kind(self, embedded: NDArray[np.float32]) -> Kind:
        """The likeliest kind of the question with that embedding, of shape (384,)."""
        return KINDS[int(np.argmax(self._weights[:, 0] + self._weights[:, 1:] @ embedded))]
