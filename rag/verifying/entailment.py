"""How probable it is that a text says what a claim says, behind one interface."""

from __future__ import annotations

import math
from typing import Protocol

from rag.reader.cross_encoder import CrossEncoder


class Entailment(Protocol):
    """Reads a claim and its evidence. Implementations are thread-safe and deterministic."""

    def probability(self, claim: str, evidence: str) -> float:
        """Between 0 and 1; from 0.5 on the evidence is taken to say what the claim says."""


class ReaderEntailment:
    """The entailment head of the reader's model (index/models/reader/CARD.md tells how good it is)."""

    def __init__(self, encoder: CrossEncoder) -> None:
        self._encoder = encoder

    def probability(self, claim: str, evidence: str) -> float:
        """The head's logit as a probability."""
        logit = self._encoder.read(claim, [evidence])[0].entailed
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
