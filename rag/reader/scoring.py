"""How probable it is that a sentence answers, and that the question is answered at all: two logistic models.

A near miss has sentences that read well, only not well enough: which sentence is best and whether the best is good
enough are fitted apart, as SQuAD 2.0's readers with a verifier do (Hu et al. 2019, https://arxiv.org/abs/1808.05759).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.reader.features import NAMES, Candidate

SENTENCE_NAMES = ("span", "coverage", "context_coverage", "fits", "missing", "passage")
"""What tells which sentence answers best."""
ANSWER_NAMES = ("span", "coverage", "near_missing", "answerable", "cosine")
"""What tells whether the best sentence answers. The other features brought it nothing (docs/experiments.md)."""

# No public set asks for copyright notices or authors' lines: that the question asks for such a line by its own words
# is made to count as much as a good span does.
ASKED_NOTICE = 3.0

# So far below any threshold that what is ruled out is never quoted, and still in order.
_RULED_OUT = 20.0


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: bias, and a weight for each of `NAMES`."""

    bias: float
    weights: NDArray[np.float64]

    @classmethod
    def of(cls, fitted: Mapping[str, float]) -> Logistic:
        """From weights by name; a feature that is not named does not count."""
        return cls(fitted["bias"], np.array([fitted.get(name, 0.0) for name in NAMES]))

    def logit(self, features: NDArray[np.float64]) -> float:
        """The log odds for `features`."""
        return self.bias + float(self.weights @ features)


@dataclass(frozen=True, slots=True)
class Scorer:
    """What weighs a question's candidates: a model of sentences, one of the whole, and the threshold of the latter.

    Without a model of the whole, the best sentence's probability stands for it.
    """

    sentence: Logistic
    answer: Logistic | None
    threshold: float

    @classmethod
    def of(cls, fitted: Mapping[str, Any]) -> Scorer:
        """From one entry of `weights.json`."""
        answer = fitted.get("answer")
        return cls(
            Logistic.of(fitted["sentence"]),
            Logistic.of(answer) if answer else None,
            fitted["threshold"],
        )

    def logit(self, candidate: Candidate) -> float:
        """The log odds that the candidate answers."""
        logit = self.sentence.logit(candidate.features) + ASKED_NOTICE * candidate.is_notice
        return logit - _RULED_OUT if candidate.ruled_out else logit

    def confidence(self, candidates: Sequence[Candidate]) -> float:
        """The probability that the best of `candidates` answers; 0 without any that may."""
        best = max(candidates, key=self.logit, default=None)
        if best is None or best.ruled_out:
            return 0.0
        return probability(self.sureness(best))

    def sureness(self, candidate: Candidate) -> float:
        """The log odds that the candidate answers if it is the best, by the model of the whole."""
        if self.answer is None:
            return self.logit(candidate)
        return self.answer.logit(candidate.features) + ASKED_NOTICE * candidate.is_notice


def probability(logit: float) -> float:
    """The probability with that log odds."""
    return float(1 / (1 + np.exp(-logit)))
