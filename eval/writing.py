"""What check and repair make of a language model's sentences: citations before and after, and the share marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from eval.metrics import citation_precision, citation_recall, mean
from eval.questions import Question
from eval.spans import Span
from index.documents import Document
from rag.contract import Answer, Passage
from rag.drafts import Source

if TYPE_CHECKING:
    from rag.writer.writer import Review

History = Sequence[tuple[str, str]]


class Writes(Protocol):
    """What is needed of a corpus in which a model writes; `rag.Corpus` is one."""

    @property
    def folder(self) -> Path:
        """Where the documents lie."""

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""

    def reviewed(self, question: str, history: History = ()) -> tuple[Answer, Review | None]:
        """The answer, and what the model wrote for it."""

    def search(self, query: str, k: int = 10) -> list[Passage]:
        """The best passages, best first."""


@dataclass(frozen=True, slots=True)
class Written:
    """One answer with what the model wrote for it; `review` is None where the reader answered in its place."""

    question: str
    answer: Answer
    review: Review | None


@dataclass(slots=True)
class Watched:
    """A corpus that keeps what its model wrote while it is asked."""

    corpus: Writes
    written: list[Written] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the documents lie."""
        return self.corpus.folder

    @property
    def documents(self) -> Sequence[Document]:
        """All documents."""
        return self.corpus.documents

    def answer(self, question: str, history: History = ()) -> Answer:
        """The answer to a question."""
        answer, review = self.corpus.reviewed(question, history)
        self.written.append(Written(question, answer, review))
        return answer

    def search(self, query: str, k: int = 10) -> list[Passage]:
        """The best passages, best first."""
        return self.corpus.search(query, k)


def figures(written: Sequence[Written], questions: Sequence[Question]) -> dict[str, float | None]:
    """Citations as the model wrote them and as they were shown, and what was marked; `written` in the same order.

    Citations are scored where the question can be answered and the model wrote something. Marked is the share of the
    model's sentences that no evidence supports, uncited the share that it wrote without an id that exists.
    """
    reviewed = [(one.review, one.answer, q) for one, q in zip(written, questions, strict=True) if one.review]
    scored = [(review, answer, q) for review, answer, q in reviewed if q.answerable and review.drafts]
    before = [(_spans(draft.cited for draft in review.drafts), q) for review, _, q in scored]
    after = [([Span(c.source, c.start, c.end) for c in answer.citations], q) for _, answer, q in scored]
    drafts = [draft for review, _, _ in reviewed for draft in review.drafts]
    checked = [sentence for review, _, _ in reviewed for sentence in review.checked]
    return {
        "citation precision before": mean(citation_precision(cited, q.spans) for cited, q in before),
        "citation precision after": mean(citation_precision(cited, q.spans) for cited, q in after),
        "citation recall before": mean(citation_recall(cited, q.evidence) for cited, q in before),
        "citation recall after": mean(citation_recall(cited, q.evidence) for cited, q in after),
        "sentences marked unsupported": mean(float(sentence.support == "unsupported") for sentence in checked),
        "sentences written without a citation": mean(float(not draft.cited) for draft in drafts),
        "sentences cited anew": mean(
            float(set(draft.cited) != set(sentence.cited)) for draft, sentence in zip(drafts, checked, strict=True)
        ),
        "questions that the model failed": mean(float(one.review is None) for one in written),
        "answers that gave way to the reader's quotes": mean(
            float(one.review is not None and one.answer.notice is not None) for one in written
        ),
    }


def to_jsonl(written: Sequence[Written]) -> str:
    """Every sentence that the model wrote, with what it cited and what the check made of it, to be judged by hand."""
    rows = (
        {
            "question": one.question,
            "written": draft.text,
            "cited": _places(draft.cited),
            "evidence": _places(one.review.evidence),
            "shown": checked.text,
            "shown_citing": [source.text for source in checked.cited],
            "support": checked.support,
            "missing": checked.missing,
        }
        for one in written
        if one.review
        for draft, checked in zip(one.review.drafts, one.review.checked, strict=True)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _places(sources: Iterable[Source]) -> list[tuple[str, int]]:
    """The file and the first character of each."""
    return [(source.source, source.start) for source in sources]


def _spans(cited: Iterable[Sequence[Source]]) -> list[Span]:
    places = dict.fromkeys(source for sources in cited for source in sources)
    return [Span(source.source, source.start, source.end) for source in places]
