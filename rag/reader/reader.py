"""The embedded reader: a cross-encoder's reading, similarity and what can be checked by rule, weighed together."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.lexical import Terms
from rag.reader.cross_encoder import CrossEncoder
from rag.reader.features import NAMES, Asked, Candidate, candidates
from rag.reader.interface import Evidence, Finding

# Fitted by `python -m eval.benchmarks.fit` on public questions, none of them over the seeds (docs/reader.md).
WEIGHTS = Path(__file__).with_name("weights.json")


class EmbeddedReader:
    """Reads with the models that ship with Byline. Thread-safe; keep one."""

    def __init__(
        self,
        encoder: CrossEncoder,
        embedder: Embedder,
        terms: Terms,
        idf: Callable[[str], float],
        weights: NDArray[np.float64],
        threshold: float,
    ) -> None:
        self.threshold = threshold
        self._encoder = encoder
        self._embedder = embedder
        self._terms = terms
        self._idf = idf
        self._weights = weights

    @classmethod
    def load(cls, embedder: Embedder, terms: Terms, idf: Callable[[str], float]) -> EmbeddedReader:
        """The reader with its fitted weights; `idf` gives the inverse document frequency of a term.

        ModelFileError when its model is missing or altered.
        """
        fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        weights = np.array([fitted["weights"][name] for name in ("bias", *NAMES)])
        return cls(CrossEncoder.load(), embedder, terms, idf, weights, fitted["threshold"])

    def read(self, question: str, evidence: Sequence[Evidence]) -> list[Finding]:
        """Every sentence of `evidence` once, most probable first."""
        found = self.candidates(question, evidence)
        scored = [(self._probability(candidate), candidate) for candidate in found]
        return sorted((_finding(c, p) for p, c in scored), key=lambda finding: -finding.probability)

    def candidates(self, question: str, evidence: Sequence[Evidence]) -> list[Candidate]:
        """The sentences with the features that their probabilities are computed from."""
        asked = Asked.of(question, self._terms, self._idf)
        readings = self._encoder.read(question, [passage.text for passage in evidence])
        cosines = self._cosines(question, evidence)
        return candidates(asked, evidence, readings, self._terms, cosines.__getitem__)

    def _cosines(self, question: str, evidence: Sequence[Evidence]) -> dict[str, float]:
        texts = list(
            dict.fromkeys(
                passage.document.text[sentence.start : sentence.end]
                for passage in evidence
                for sentence in passage.sentences[passage.first : passage.last + 1]
            )
        )
        vectors = self._embedder.embed([question, *texts])
        return dict(zip(texts, (vectors[1:] @ vectors[0]).tolist(), strict=True))

    def _probability(self, candidate: Candidate) -> float:
        logit = float(self._weights[0] + self._weights[1:] @ candidate.features)
        return float(1 / (1 + np.exp(-logit)))


def _finding(candidate: Candidate, probability: float) -> Finding:
    passage = candidate.evidence
    sentence = passage.sentences[candidate.number]
    return Finding(
        passage.document, candidate.number, sentence.start, sentence.end,
        candidate.span_start, candidate.span_end, probability, candidate.missing,
    )  # fmt: skip
