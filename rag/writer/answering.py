"""The way of a question to which a language model writes the answer: read, write, check, cite, or abstain."""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence
from dataclasses import replace

from index.opening import Index
from rag.answering import overview, why_not
from rag.citing import abstain, place_of
from rag.contract import Answer, Provisional, Status
from rag.reader.interface import Evidence, Finding, Reader, Reading
from rag.reader.questions import QuestionKind, analyse
from rag.writer.composing import compose
from rag.writer.evidence import sources_of
from rag.writer.writer import Review, Writer


def write_answer(
    index: Index,
    reader: Reader,
    writer: Writer,
    question: str,
    evidence: Sequence[Evidence],
    sources: Collection[str] | None,
    deadline: float,
) -> Generator[Status | Provisional, None, tuple[Answer, Review]]:
    """The answer that `writer` gives from `evidence` and that the sources support, or an abstention.

    sources: the documents that `evidence` was gathered from; None: all. Raises EndpointError when the model fails.
    """
    kind = analyse(question)
    reading = reader.read(question, evidence)
    known = sources_of(_ranked(index, question, kind, sources, reading), index.sentences)
    yield Status("writing")
    review = (yield from writer.write(question, known, deadline)) if known else Review()
    answer = compose(question, kind, writer.shown(review), known, reading, index.documents)
    if answer is None:
        answer = abstain(question, why_not(question, reading.findings), reading.findings, index.sentences)
    return replace(answer, mode=writer.model.name), review


def _ranked(
    index: Index, question: str, kind: QuestionKind, sources: Collection[str] | None, reading: Reading
) -> list[Finding]:
    """The sentences to write from, best first: those of an overview, where one is asked for, before what was read."""
    first = [statement.quoted for statement in overview(index, question, sources)] if kind.several else []
    return list({place_of(finding): finding for finding in (*first, *reading.findings)}.values())
