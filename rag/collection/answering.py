"""Answers about the collection itself, each sentence a quote of the documents with its citation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from index.embedding import Embedder
from index.opening import Index
from rag.citing import abstain, cite
from rag.collection.asking import Kind
from rag.collection.copies import copies
from rag.collection.digest import openings
from rag.collection.disagreements import FOUND, NONE_FOUND, Read, disagreements
from rag.collection.pages import authors, dates, listed
from rag.collection.people import countries, people, speakers
from rag.collection.telling import Told
from rag.contract import Answer
from rag.reader.questions import analyse

OVERVIEW: Mapping[Kind, str] = {"topics": "What are the documents about?", "one": "What is the article about?"}
"""How what is read as an overview is asked, in whatever words it was."""

# What is told of the documents, given the question.
_TELLING: Mapping[Kind, Callable[[Index, Sequence[str], str], Told]] = {
    "list": listed,
    "dates": dates,
    "authors": authors,
    "copies": copies,
    "speakers": speakers,
    "people": people,
    "places": countries,
}


def tell(index: Index, kind: Kind, question: str, sources: Collection[str] | None) -> Answer | None:
    """What the documents of `sources` (None: all) tell about themselves; None for what has to be read."""
    if kind not in _TELLING:
        return None
    return answer_with(index, question, _TELLING[kind](index, _chosen(index, sources), question), sources)


def answer_with(index: Index, question: str, told: Told, sources: Collection[str] | None) -> Answer:
    """The answer that quotes what is `told`, or says why there is nothing."""
    if not told.statements:
        found = [statement.quoted for statement in openings(index, sources)]
        return abstain(question, told.notice, found, index.sentences)
    answer = cite(question, [(analyse(question), told.statements, ())], index.sentences)
    return replace(answer, notice=told.notice or None, conflicts=())


def compare(index: Index, embedder: Embedder, question: str, sources: Collection[str] | None, read: Read) -> Answer:
    """Where the documents of `sources` (None: all) may contradict each other, with both quotes."""
    found = disagreements(index, embedder, _chosen(index, sources), sources, read)
    if not found:
        return answer_with(index, question, Told((), NONE_FOUND), sources)
    answer = cite(question, found, index.sentences)
    return replace(answer, notice=FOUND, conflicts=tuple(replace(one, surely=False) for one in answer.conflicts))


def _chosen(index: Index, sources: Collection[str] | None) -> list[str]:
    return [source for source in index.documents if sources is None or source in sources]
