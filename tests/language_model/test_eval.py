"""What `byline eval --model` tells of a model's sentences before and after their check."""

from __future__ import annotations

import json
from dataclasses import replace

from eval.questions import Question
from eval.spans import Span
from eval.writing import Written, figures, to_jsonl
from index.documents import Document
from rag.contract import Answer, Citation, Sentence
from rag.drafts import Checked, Draft, Source
from rag.writer.writer import Review

DOCUMENT = Document("a.txt", "The fund holds $10 billion. It opened in Oslo.")
SIZE, PLACE = Source("a.txt", 0, 27, DOCUMENT.text[:27]), Source("a.txt", 28, 46, DOCUMENT.text[28:])


def question(identifier: str, gold: Source | None) -> Question:
    """One about the fund, answered by `gold` or by nothing."""
    groups = ((Span(gold.source, gold.start, gold.end),),) if gold else ()
    answers = (("it",),) if gold else ()
    kind = "fact" if gold else "unanswerable"
    return Question(identifier, kind, identifier, bool(gold), answers=answers, evidence=groups)


def answered(*cited: Source) -> Answer:
    """One sentence with those citations."""
    citations = tuple(Citation.cut(DOCUMENT, s.start, s.end, number) for number, s in enumerate(cited, 1))
    sentence = Sentence("It did.", tuple(c.number for c in citations), "supported")
    return Answer("q", sentence.marked(), True, (sentence,), citations, mode="m")


WRITTEN = [
    # Cited wrongly by the model, rightly after the repair.
    Written("q1", answered(SIZE), Review((Draft("a", (PLACE,)),), (Checked("a", (SIZE,), "supported"),))),
    # Refused, and failed: neither has citations to judge.
    Written("q2", Answer("q", "No.", False, mode="m"), Review()),
    Written("q3", Answer("q", "No.", False, notice="It failed."), None),
    # Made up about what no document tells, and marked.
    Written(
        "q4", Answer("q", "No.", False, mode="m"), Review((Draft("b"),), (Checked("b", (), "unsupported", ("b",)),))
    ),
]
QUESTIONS = [question("q1", SIZE), question("q2", SIZE), question("q3", SIZE), question("q4", None)]


def test_figures_before_and_after() -> None:
    """Means over what can be judged."""
    assert figures(WRITTEN, QUESTIONS) == {
        "citation precision before": 0.0,
        "citation precision after": 1.0,
        "citation recall before": 0.0,
        "citation recall after": 1.0,
        "sentences marked unsupported": 0.5,
        "sentences written without a citation": 0.5,
        "sentences cited anew": 0.5,
        "questions that the model failed": 0.25,
        "answers that gave way to the reader's quotes": 0.0,
    }


def test_copies_that_gave_way_are_no_failure() -> None:
    """The model answered; the reader's quotes stand in the place of what it copied."""
    written = replace(WRITTEN[0], answer=replace(WRITTEN[0].answer, notice="It quoted nothing that answers."))
    found = figures([written], QUESTIONS[:1])
    assert (found["questions that the model failed"], found["answers that gave way to the reader's quotes"]) == (0, 1)


def test_nothing_written_is_not_judged() -> None:
    """No figure, rather than nought."""
    assert set(figures([], []).values()) == {None}


def test_sentences_are_kept_for_judging_by_hand() -> None:
    """With what they cite and what the check found missing."""
    first, second = [json.loads(line) for line in to_jsonl(WRITTEN).splitlines()]
    assert (first["written"], first["cited"], first["shown_citing"]) == ("a", [["a.txt", 28]], [SIZE.text])
    assert (second["support"], second["missing"]) == ("unsupported", ["b"])
