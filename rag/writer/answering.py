"""The way of a question to which a language model writes the answer: write, check, cite, or abstain."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace

from index.opening import Index
from rag.answering import why_not
from rag.citing import abstain, place_of
from rag.contract import Answer, Provisional, Status
from rag.reader.interface import Finding, Reading
from rag.reader.questions import analyse
from rag.selection import NEARLY, likely
from rag.writer.composing import compose
from rag.writer.evidence import sources_of
from rag.writer.relevance import without_stray_quotes
from rag.writer.writer import Review, Writer

STRAY = "The reader answers in place of the language model, which quoted nothing that answers."
UNSUPPORTED = "The reader answers in place of the language model, as no source supports what it wrote."


def write_answer(
    index: Index,
    writer: Writer,
    question: str,
    reading: Reading,
    quoted: Callable[[], Answer],
    openings: Sequence[Finding],
    deadline: float,
) -> Generator[Status | Provisional, None, tuple[Answer, Review]]:
    """The answer that `writer` gives from what was read and that the sources support, or an abstention.

    quoted: gives the reader's own answer, for a model that wrote nothing to stand by; one that says that it has no
    answer is believed. openings: what the documents are about, where that is asked. Raises EndpointError when the model
    fails.
    """
    kind = analyse(question)
    answering = [*openings, *likely(reading, kind.several, NEARLY)]
    known = sources_of(_each_once([*openings, *reading.findings]), index.sentences, answering)
    yield Status("writing")
    review = (yield from writer.write(question, known, deadline)) if known else Review()
    written = writer.shown(review)
    told = without_stray_quotes(written, {(f.document.source, f.start) for f in answering})
    answer = compose(question, kind, told, known, reading, index.documents)
    if answer is None and review.checked:
        return _instead(quoted(), writer, STRAY if written and not told else UNSUPPORTED), review
    if answer is None:
        answer = abstain(question, why_not(index, question, reading.findings), reading.findings, index.sentences)
    return replace(answer, mode=writer.model.name), review


def _instead(answer: Answer, writer: Writer, why: str) -> Answer:
    return replace(answer, notice=why) if answer.answered else replace(answer, mode=writer.model.name)


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    return list({place_of(finding): finding for finding in findings}.values())
