"""Byline: ask a folder of documents; every sentence of the answer cites the exact characters it stands on."""

from collections.abc import Iterator

from index.errors import BylineError
from rag.contract import (
    Answer,
    Citation,
    Conflict,
    Delta,
    Event,
    Final,
    Origin,
    Passage,
    Provisional,
    Sentence,
    Side,
    Status,
)
from rag.corpus import Corpus
from rag.followups import History
from rag.settings import Settings
from rag.within import Within

__all__ = [
    "Answer", "BylineError", "Citation", "Conflict", "Corpus", "Delta", "Event", "Final", "Origin", "Passage",
    "Provisional", "Sentence", "Settings", "Side", "Status", "Within", "answer", "stream",
]  # fmt: skip


def answer(question: str, history: History = ()) -> Answer:
    """Ask the default corpus once (BYLINE_CORPUS, else the seed articles); open a `Corpus` to ask often."""
    with Corpus.open() as corpus:
        return corpus.answer(question, history)


def stream(question: str, history: History = ()) -> Iterator[Event]:
    """The same as `answer`, piece by piece."""
    with Corpus.open() as corpus:
        yield from corpus.stream(question, history)
