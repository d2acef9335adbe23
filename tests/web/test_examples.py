"""Questions to begin with are offered only where they can be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from index.documents import Document
from rag import Corpus, Within
from rag.contract import Answer
from tests.web.fakes import DOCUMENTS, FakeCorpus, canned, fake
from ui.web.examples import BUDGET, WRITTEN, examples

SEEDS = Path(__file__).parents[2] / "seeds"


class Knowing(FakeCorpus):
    """Answers everything."""

    def __init__(self, documents: tuple[Document, ...] = DOCUMENTS) -> None:
        self.documents = documents

    def answer(self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None) -> Answer:
        return replace(canned("brics", ()), question=question)


def knowing(*texts: str) -> Corpus:
    return cast("Corpus", Knowing(tuple(Document(f"{i}.txt", text) for i, text in enumerate(texts))))


def test_what_the_corpus_cannot_answer_is_not_offered() -> None:
    assert examples(fake()) == []


def test_names_that_most_articles_hold_come_first() -> None:
    corpus = knowing("He went to Paris and then to Rome.", "She came from Rome.")
    assert examples(corpus) == ["What do the articles say about Rome?", "What do the articles say about Paris?"]


def test_the_seeds_have_their_own() -> None:
    corpus = knowing(*(path.read_bytes().decode() for path in sorted(SEEDS.iterdir())))
    assert examples(corpus) == list(WRITTEN)


@pytest.mark.parametrize("tried", [0, 1, 2])
def test_trying_ends_when_the_time_is_up(tried: int) -> None:
    corpus = knowing("He went to Paris, then to Rome, then to Oslo and to Bern.")
    ticks = count()
    step = BUDGET / (tried + 0.5)
    assert len(examples(corpus, clock=lambda: next(ticks) * step)) == tried
