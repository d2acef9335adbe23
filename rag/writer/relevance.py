"""Quotes that answer: where a model only copies, the reader has the last word on which sentences are worth copying.

That a quote stands in its source says nothing of whether it answers, and small models copy whatever they were shown.
A model's own words are left to the check: to say in other words what no single sentence says is what it is for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rag.drafts import Checked
from rag.writer.composing import Place


def without_stray_quotes(checked: Sequence[Checked], answering: Collection[Place]) -> list[Checked]:
    """`checked` but the sentences that are copied from the evidence and cite nothing that is `answering`."""
    return [
        sentence
        for sentence in checked
        if sentence.support != "verbatim" or any((s.source, s.start) in answering for s in sentence.cited)
    ]
