"""What one answer scores, and why it counts as a miss."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.questions import EvalError, Question
from eval.runner import Case, evaluate, score
from eval.spans import Span
from index.progress import silent
from rag.contract import Passage
from tests.eval.fakes import (
    AGE,
    BRIDGE,
    COST,
    HARBOUR,
    LATER,
    OPENED,
    PRICE,
    TEXTS,
    WHO,
    ScriptedCorpus,
    quoting,
)


def scored(question: Question, *spans: Span) -> Case:
    return score(question, quoting(question.question, *spans), [], TEXTS, 0.1)


def test_a_right_answer_has_no_reasons() -> None:
    case = scored(WHO, OPENED)
    assert case.reasons == ()
    assert (case.correct, case.citation_precision, case.citation_recall, case.exact) == (1.0, 1.0, 1.0, 1.0)
    assert (case.alce_recall, case.alce_precision) == (1.0, 1.0)


def test_citing_beside_the_point_is_a_reason_and_costs_precision() -> None:
    case = scored(WHO, OPENED, BRIDGE)
    assert case.citation_precision == 0.5
    assert case.reasons == ("cites beside the point: Bo Ek said the bridge is late.",)


def test_a_wrong_answer_tells_what_was_wanted() -> None:
    case = scored(PRICE, OPENED)
    assert (case.correct, case.citation_recall) == (0.0, 0.0)
    assert case.reasons[0] == "holds none of: 40 million"
    assert case.reasons[1] == "does not cite: It cost 40 million euros."


def test_a_refusal_of_what_can_be_answered_is_wrong_and_recalls_nothing() -> None:
    case = scored(WHO)
    assert case.reasons == ("refused, though the documents tell",)
    assert (case.correct, case.citation_recall, case.citation_precision) == (0.0, 0.0, None)


def test_unanswerable_questions_are_judged_by_abstention_alone() -> None:
    assert scored(AGE).reasons == ()
    case = scored(AGE, OPENED)
    assert case.reasons == ("answered, though no document tells",)
    assert (case.correct, case.citation_precision, case.citation_recall) == (None, None, None)


def test_spans_that_are_right_but_not_needed_cost_nothing() -> None:
    assert scored(replace(WHO, also=(BRIDGE,)), OPENED, BRIDGE).reasons == ()


def test_a_quote_that_is_not_the_files_text_is_inexact() -> None:
    answer = quoting(WHO.question, OPENED)
    case = score(WHO, answer, [], TEXTS | {HARBOUR: "X" + TEXTS[HARBOUR]}, 0.1)
    assert case.exact == 0.0
    assert "not characters 0–38 of harbour.txt" in case.reasons[0]


def test_retrieval_is_scored_by_the_passages() -> None:
    far = Passage("bridge.txt", 0, 30, TEXTS["bridge.txt"], 2.0)
    near = Passage(HARBOUR, 0, 64, TEXTS[HARBOUR], 1.0)
    case = score(WHO, quoting(WHO.question, OPENED), [far, near], TEXTS, 0.1)
    assert (case.recall_at_5, case.reciprocal_rank) == (1.0, 0.5)


def test_followups_carry_their_history_and_are_not_searched(tmp_path: Path) -> None:
    corpus = ScriptedCorpus(tmp_path, {"And when?": [OPENED]})
    report = evaluate(corpus, (LATER,), silent)
    assert corpus.asked == [("And when?", (("Who opened it?", "Ada Lind."),))]
    assert report.cases[0].recall_at_5 is None
    assert report.cases[0].correct == 1.0


def test_spans_are_held_against_the_files_themselves(tmp_path: Path) -> None:
    (tmp_path / HARBOUR).write_text("Another text, which the index has not seen, as long as the old one.")
    report = evaluate(ScriptedCorpus(tmp_path, {WHO.question: [OPENED]}), (WHO,), silent)
    assert report.cases[0].exact == 0.0


def test_questions_of_other_documents_are_not_asked(tmp_path: Path) -> None:
    corpus = ScriptedCorpus(tmp_path, {})
    with pytest.raises(EvalError, match="not in"):
        evaluate(corpus, (replace(WHO, evidence=((Span("moon.txt", 0, 4),),)),), silent)
    assert corpus.asked == []


def test_progress_counts_every_question(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    corpus = ScriptedCorpus(tmp_path, {})
    report = evaluate(corpus, (WHO, PRICE), lambda step, done, total: seen.append((step, done, total)))
    assert seen == [("asking", 0, 2), ("asking", 1, 2), ("asking", 2, 2)]
    assert [case.id for case in report.cases] == ["who-1", "number-1"]
    assert COST.end <= len(TEXTS[HARBOUR])
