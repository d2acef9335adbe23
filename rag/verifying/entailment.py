"""How probable it is that a text says what a claim says, behind one interface."""

from __future__ import annotations

from typing import Protocol


class Entailment(Protocol):
    """Reads a claim and its evidence. Implementations are thread-safe and deterministic."""

    def probability(self, claim: str, evidence: str) -> float:
        """Between 0 and 1; from 0.5 on the evidence is taken to say what the claim says."""
