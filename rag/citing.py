"""Statements become an answer: cited, numbered, with speakers, origins and conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.documents import Document
from index.sentences import SentenceSpan
from rag.conflicts import groups_in_conflict, value_in
from rag.contract import MARKER, Answer, Citation, Conflict, Sentence, Side
from rag.origins import origins_of
from rag.reader.interface import Finding
from rag.reader.questions import AnswerType, QuestionKind
from rag.selection import Statement
from rag.speakers import speaker_of

Sentences = Mapping[str, tuple[SentenceSpan, ...]]

# Sentences offered when nothing answers: enough to see what the documents are about, few enough to read.
CLOSEST = 3

# What the kinds of question that can find a conflict ask for.
_DISPUTED: Mapping[AnswerType, str] = {
    "time": "the day", "year": "the year", "number": "the number", "name": "the name", "person": "the person",
    "place": "the place", "other": "the answer",
}  # fmt: skip


Answered = tuple[QuestionKind, Sequence[Statement], Sequence[Finding]]
"""A question that was answered, what answers it, and what was found to dispute that."""


def cite(question: str, answered: Sequence[Answered], sentences: Sentences) -> Answer:
    """The answer that quotes the statements of what is `answered`, at least one; `seconds` is left for the caller.

    What is cited already is not quoted again.
    """
    cited: dict[tuple[str, int], Finding] = {}
    statements: list[Statement] = []
    for statement in (statement for _, some, _ in answered for statement in some):
        if place_of(statement.quoted) not in cited:
            statements.append(statement)
            cited |= {place_of(finding): finding for finding in statement.findings}
    numbers = {place: number for number, place in enumerate(cited, start=1)}
    quoted = tuple(
        Sentence(shown(s.quoted.text), tuple(numbers[place_of(f)] for f in s.findings), "verbatim") for s in statements
    )
    documents = list({finding.document.source: finding.document for finding in cited.values()}.values())
    return Answer(
        question=question,
        text=" ".join(sentence.marked() for sentence in quoted),
        answered=True,
        sentences=quoted,
        citations=tuple(_citation(finding, numbers[place], sentences) for place, finding in cited.items()),
        origins=origins_of(documents),
        conflicts=tuple(conflict for one in answered for conflict in _conflicts(one, numbers)),
    )


def _conflicts(answered: Answered, numbers: Mapping[tuple[str, int], int]) -> tuple[Conflict, ...]:
    kind, statements, disputing = answered
    cited = [finding for statement in statements for finding in statement.findings if place_of(finding) in numbers]
    return conflicts_among(kind, cited, disputing, numbers)


def abstain(question: str, reason: str, closest: Sequence[Finding], sentences: Sentences) -> Answer:
    """An abstention that says `reason` in one sentence and offers the sentences nearest to an answer."""
    citations = tuple(
        _citation(finding, number, sentences) for number, finding in enumerate(closest[:CLOSEST], start=1)
    )
    return Answer(question=question, text=MARKER.sub("", reason), answered=False, closest=citations)


def shown(text: str) -> str:
    """A quote as a sentence of an answer: on one line, and without the source's own bracketed numbers.

    These would read as citations; they stay in the citation's quote.
    """
    return " ".join(MARKER.sub(" ", text).split())


def conflicts_among(
    kind: QuestionKind,
    findings: Sequence[Finding],
    disputing: Sequence[Finding],
    numbers: Mapping[tuple[str, int], int],
) -> tuple[Conflict, ...]:
    """What the cited `findings`, likeliest first, disagree about; `numbers` of their citations by `place_of`.

    disputing: those that the reader found to answer otherwise than the first of all.
    """
    sides = tuple(
        Side(shown(value_in(kind, group[0])), tuple(sorted(numbers[place_of(finding)] for finding in group)))
        for group in groups_in_conflict(kind, findings, disputing)
    )
    return (Conflict(_DISPUTED[kind.answer_type], sides),) if sides else ()


def place_of(finding: Finding) -> tuple[str, int]:
    """Its file, and which of the sentences it is."""
    return finding.document.source, finding.number


def _citation(finding: Finding, number: int, sentences: Sentences) -> Citation:
    document: Document = finding.document
    speaker = speaker_of(document, sentences[document.source], finding.number)
    return Citation.cut(document, finding.start, finding.end, number, speaker)
