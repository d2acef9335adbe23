"""Asks every question and scores each answer by itself."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Protocol

from eval import metrics
from eval.questions import Question, check_corpus
from eval.spans import Span, same_evidence
from index.documents import Document
from index.progress import Progress
from rag.contract import Answer, Citation, Passage

SEARCHED = 10


class Asked(Protocol):
    """What the eval needs of a corpus; `rag.Corpus` is one."""

    @property
    def folder(self) -> Path:
        """Where the documents lie."""
        ...

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""
        ...

    def answer(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """The answer to a question."""
        ...

    def search(self, query: str, k: int = SEARCHED) -> list[Passage]:
        """The best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source file."""

    source: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its answer and scores; a score is None where the metric cannot judge.

    `reasons` tell what is missed, and are empty when nothing is. `seconds` is the wall time as seen from
    here. Retrieval is not scored for follow-ups, whose words alone do not say what to search for.
    `expected` are the groups of accepted strings, `evidence` one quote of each group, `cited` what the answer cites.
    """

    id: str
    kind: str
    question: str
    answerable: bool
    answered: bool
    text: str
    seconds: float
    reasons: tuple[str, ...] = ()
    correct: float | None = None
    citation_precision: float | None = None
    citation_recall: float | None = None
    exact: float | None = None
    alce_recall: float | None = None
    alce_precision: float | None = None
    character_recall: float | None = None
    character_precision: float | None = None
    recall_at_5: float | None = None
    reciprocal_rank: float | None = None
    ndcg_at_10: float | None = None
    history: tuple[tuple[str, str], ...] = ()
    expected: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Quote, ...] = ()
    cited: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What an eval found: every case in the order asked, which folder and mode answered, and when (ISO 8601, UTC)."""

    folder: str
    mode: str
    cases: tuple[Case, ...]
    made: str = ""


def evaluate(corpus: Asked, questions: tuple[Question, ...], progress: Progress) -> Report:
    """Ask `corpus` every question; EvalError when the questions are about other documents."""
    texts = {document.source: stored(corpus.folder, document) for document in corpus.documents}
    check_corpus(questions, texts, corpus.folder)
    cases: list[Case] = []
    modes: dict[str, None] = {}
    for number, question in enumerate(questions):
        progress("asking", number, len(questions))
        began = time.perf_counter()
        answer = corpus.answer(question.question, question.history)
        seconds = time.perf_counter() - began
        passages = None if question.history else corpus.search(question.question, SEARCHED)
        cases.append(score(question, answer, passages, texts, seconds))
        modes[answer.mode] = None
    progress("asking", len(questions), len(questions))
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return Report(str(corpus.folder), ", ".join(modes), tuple(cases), made)


def score(
    question: Question,
    answer: Answer,
    passages: Sequence[Passage] | None,
    texts: Mapping[str, str],
    seconds: float,
) -> Case:
    """Score one answer; `passages` are what a search for the question found, `texts` the files by source."""
    cited = [_span(citation) for citation in answer.citations]
    case = Case(
        id=question.id,
        kind=question.kind,
        question=question.question,
        answerable=question.answerable,
        answered=answer.answered,
        text=answer.text,
        seconds=seconds,
        reasons=_reasons(question, answer, texts),
        correct=_correct(question, answer),
        citation_recall=metrics.citation_recall(cited, question.evidence),
        character_recall=metrics.character_recall(cited, _best_cited(question, cited)),
        exact=metrics.mean(float(_is_exact(shown, texts)) for shown in (*answer.citations, *answer.closest)),
        history=question.history,
        expected=question.answers,
        evidence=tuple(_quote(group[0], texts) for group in question.evidence),
        cited=tuple(Quote(c.source, c.start, c.end, c.quote) for c in answer.citations),
    )
    if question.answerable:
        case = replace(
            case,
            citation_precision=metrics.citation_precision(cited, question.spans),
            character_precision=metrics.character_precision(cited, question.spans),
        )
    return _with_retrieval(_with_alce(case, answer), question, passages)


def _with_alce(case: Case, answer: Answer) -> Case:
    statements = _statements(answer)
    return replace(
        case,
        alce_recall=metrics.alce_recall(statements, metrics.words_contained),
        alce_precision=metrics.alce_precision(statements, metrics.words_contained),
    )


def _with_retrieval(case: Case, question: Question, passages: Sequence[Passage] | None) -> Case:
    if passages is None:
        return case
    found = metrics.hits([_span(passage) for passage in passages], question.evidence, same_evidence)
    groups = len(question.evidence)
    return replace(
        case,
        recall_at_5=metrics.recall_at_k(found, groups, 5),
        reciprocal_rank=metrics.reciprocal_rank(found, groups),
        ndcg_at_10=metrics.ndcg_at_k(found, groups, SEARCHED),
    )


def _correct(question: Question, answer: Answer) -> float | None:
    if not question.answerable:
        return None
    return float(answer.answered and all(_holds(answer, group) for group in question.answers))


def _holds(answer: Answer, group: Sequence[str]) -> bool:
    """Whether one of the strings stands in the answer's text or its quotes."""
    return bool(metrics.correct([answer.text, *(citation.quote for citation in answer.citations)], [group]))


def stored(folder: Path, document: Document) -> str:
    """The text that spans must match: the file itself where it is plain text, not the copy in the index."""
    file = folder / document.source
    if file.suffix == ".txt" and file.is_file():
        return file.read_bytes().decode()
    return document.text


def _span(place: Citation | Passage) -> Span:
    return Span(place.source, place.start, place.end)


def _quote(span: Span, texts: Mapping[str, str]) -> Quote:
    return Quote(span.source, span.start, span.end, texts[span.source][span.start : span.end])


def _is_exact(citation: Citation, texts: Mapping[str, str]) -> bool:
    return texts.get(citation.source, "")[citation.start : citation.end] == citation.quote


def _statements(answer: Answer) -> list[metrics.Statement]:
    quotes = {citation.number: citation.quote for citation in answer.citations}
    return [
        metrics.Statement(sentence.text, tuple(quotes[number] for number in sentence.citations))
        for sentence in (answer.sentences if answer.answered else ())
    ]


def _best_cited(question: Question, cited: Sequence[Span]) -> list[Span]:
    """Of each group the span that is cited best, since any one of them is enough."""
    return [max(group, key=lambda gold: metrics.character_recall(cited, [gold]) or 0.0) for group in question.evidence]


def _reasons(question: Question, answer: Answer, texts: Mapping[str, str]) -> tuple[str, ...]:
    inexact = [
        f"not characters {citation.start}–{citation.end} of {citation.source}: {_brief(citation.quote)}"
        for citation in (*answer.citations, *answer.closest)
        if not _is_exact(citation, texts)
    ]
    return (*inexact, *_outcome(question, answer, texts))


def _outcome(question: Question, answer: Answer, texts: Mapping[str, str]) -> list[str]:
    if not question.answerable:
        return ["answered, though no document tells"] if answer.answered else []
    if not answer.answered:
        return ["refused, though the documents tell"]
    cited = [_span(citation) for citation in answer.citations]
    wanted = [f"holds none of: {' / '.join(group)}" for group in question.answers if not _holds(answer, group)]
    missing = [
        f"does not cite: {_brief(texts[group[0].source][group[0].start : group[0].end])}"
        for group in question.evidence
        if not any(same_evidence(span, gold) for span in cited for gold in group)
    ]
    extra = [
        f"cites beside the point: {_brief(citation.quote)}"
        for citation, span in zip(answer.citations, cited, strict=True)
        if not any(same_evidence(span, gold) for gold in question.spans)
    ]
    return [*wanted, *missing, *extra]


def _brief(quote: str) -> str:
    return shorten(quote, 120, placeholder=" …")
