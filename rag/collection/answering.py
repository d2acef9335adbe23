"""Answers about the collection itself, each sentence a quote of the documents with its citation."""

from __future__ import annotations

import re
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
from rag.names import names_in
from rag.reader.questions import analyse

OVERVIEW: Mapping[Kind, str] = {"topics": "What are the documents about?", "one": "What is the article about?"}
"""How what is read as an overview is asked, in whatever words it was."""

_TELLING: Mapping[Kind, Callable[[Index, Sequence[str]], Told]] = {
    "list": listed,
    "dates": dates,
    "authors": authors,
    "copies": copies,
    "speakers": speakers,
    "people": people,
    "places": countries,
}
# Which names are firms, parties or towns is not known.
_UNKNOWN = re.compile(
    r"\b(?:compan\w*|firms?|business\w*|corporat\w*|organi[sz]ations?|orgs?|institut\w*|agenc\w*|part(?:y|ies)|unions?|ngos?"
    r"|entit\w*|bod(?:y|ies)|banks?|cit(?:y|ies)|towns?|villages?|women|men)\b",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:(?:article|document|doc|file|source|text|paper|piece|report|stor(?:y|ie)|item|byline|outlet)s"
    r"|folder|collection|corpus|data|material|archive|library|you|your|u|ur|here)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:it|its|they|them|their|he|she|him|her|his|that|this|those|these|one|ones)\b", re.IGNORECASE
)


def may_be_asked(kind: Kind, question: str, index: Index, follows: bool) -> bool:
    """Whether a question that looks to be of that kind is asked of the collection.

    Not where it names somebody or something of the documents, asks for what is not known of names, or, when it
    `follows` a question about what is told, may speak of that.
    """
    if kind == "told" or (kind in ("people", "places") and _UNKNOWN.search(question)):
        return False
    if any(index.lexical.holds(name.text) for name in names_in(question)):
        return False
    return not follows or _DOCUMENTS.search(question) is not None or not _LEANING.search(question)


def tell(index: Index, kind: Kind, question: str, sources: Collection[str] | None) -> Answer | None:
    """What the documents of `sources` (None: all) tell about themselves; None for what has to be read."""
    if kind not in _TELLING:
        return None
    return answer_with(index, question, _TELLING[kind](index, _chosen(index, sources)), sources)


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
    return replace(cite(question, found, index.sentences), notice=FOUND)


def _chosen(index: Index, sources: Collection[str] | None) -> list[str]:
    return [source for source in index.documents if sources is None or source in sources]
