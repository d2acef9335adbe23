"""Verdicts become questions of the eval, and no gold is guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.command import from_feedback, run
from eval.feedback import harvest, write
from eval.questions import EvalError, load
from eval.spans import Span
from rag.contract import Answer, Citation, Sentence
from tests.eval.fakes import BRIDGE, COST, HARBOUR, OPENED, TEXTS, ScriptedCorpus, quoting, write_files
from ui.feedback import Feedback, Verdict, feedback_file, record

FOLDER = Path("/articles")


def said(answer: Answer, verdict: Verdict = "up", history: Sequence[tuple[str, str]] = (), note: str = "") -> Feedback:
    return Feedback(
        "2026-01-01",
        str(FOLDER),
        answer.question,
        tuple(history),
        json.loads(json.dumps(answer.to_dict())),
        verdict,
        note,
    )


def test_the_citations_of_an_answer_that_is_right_are_the_evidence() -> None:
    found = harvest([said(quoting("Who opened it?", OPENED, COST))], FOLDER, TEXTS)
    (question,) = found.questions
    assert (question.kind, question.answerable) == ("who", True)
    assert question.evidence == ((OPENED,), (COST,))
    assert question.answers == ((TEXTS[HARBOUR][:38],), (TEXTS[HARBOUR][39:64],))


def test_quotes_that_stand_for_each_other_are_one_piece_of_evidence() -> None:
    two = quoting("Who?", OPENED, BRIDGE)
    one = replace(
        two,
        sentences=(Sentence("Ada Lind opened it.", (1, 2), "verbatim"),),
        text="Ada Lind opened it. [1][2]",
    )
    written = replace(one, sentences=(Sentence("Ada Lind opened it.", (1, 2), "supported"),), mode="model")
    assert harvest([said(one)], FOLDER, TEXTS).questions[0].evidence == ((OPENED, BRIDGE),)
    assert harvest([said(written)], FOLDER, TEXTS).questions[0].evidence == ((OPENED,), (BRIDGE,))


def test_an_abstention_that_is_right_cannot_be_answered() -> None:
    (question,) = harvest([said(quoting("Who was late?"))], FOLDER, TEXTS).questions
    assert (question.kind, question.answerable, question.evidence) == ("unanswerable", False, ())


def test_what_was_wrong_is_left_to_a_person(tmp_path: Path) -> None:
    wrong = said(quoting("What did it cost?", OPENED), "down", note="It cost 40 million.")
    found = harvest([wrong], FOLDER, TEXTS)
    beside = write(found, tmp_path / "new.jsonl")
    assert found.questions == ()
    assert beside is not None
    row = json.loads(beside.read_text(encoding="utf-8"))
    assert (row["question"], row["answers"], row["note"]) == ("What did it cost?", [], "It cost 40 million.")
    with pytest.raises(EvalError, match="needs answers and evidence"):
        load(beside)


def test_the_last_verdict_on_a_question_counts_for_each_course_of_a_conversation() -> None:
    answer = quoting("And when?", OPENED)
    turns = [("Who opened it?", "Ada Lind.")]
    found = harvest([said(answer), said(answer, "down"), said(answer, history=turns)], FOLDER, TEXTS)
    assert [(q.kind, q.history) for q in found.questions] == [("followup", tuple(turns))]
    assert len(found.incomplete) == 1


def test_other_corpora_are_not_mixed_in() -> None:
    assert harvest([said(quoting("Who?", OPENED))], Path("/others"), TEXTS).questions == ()


def test_a_quote_that_moved_is_found_again() -> None:
    moved = TEXTS | {HARBOUR: "Update. " + TEXTS[HARBOUR]}
    (question,) = harvest([said(quoting("Who?", OPENED))], FOLDER, moved).questions
    assert question.evidence == ((Span(HARBOUR, 8, 46),),)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({HARBOUR: "Nothing of it is left in this file, which is long."}, "no longer holds"),
        ({HARBOUR: "x " + TEXTS[HARBOUR] + TEXTS[HARBOUR]}, "no longer holds"),
        ({}, "no longer there"),
    ],
)
def test_words_that_are_gone_or_stand_twice_are_refused(texts: dict[str, str], why: str) -> None:
    found = harvest([said(quoting("Who?", OPENED))], FOLDER, texts)
    assert found.questions == ()
    assert why in found.refused[0]


@pytest.mark.parametrize("answer", [{}, {"answered": True}, {"answered": True, "citations": 1, "sentences": []}])
def test_a_line_that_holds_no_answer_is_refused(answer: dict[str, object]) -> None:
    found = harvest([replace(said(quoting("Who?", OPENED)), answer=answer)], FOLDER, TEXTS)
    assert "whole answer" in found.refused[0]


def test_from_thumbs_to_an_eval_that_is_passed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Line separators of Unicode in a quote are no ends of lines in the file."""
    folder, data, file = tmp_path / "documents", tmp_path / "data", tmp_path / "new.jsonl"
    folder.mkdir()
    write_files(folder)
    corpus = ScriptedCorpus(folder, {"Who opened\u2028it?": [OPENED], "What did it cost?": [COST]})
    record(data, folder, corpus.answer("Who opened\u2028it?"), "up")
    record(data, folder, corpus.answer("How old is it?"), "up")
    record(data, folder, corpus.answer("What did it cost?"), "down")
    with feedback_file(data).open("a") as torn:
        torn.write('{"time": "20')
    assert from_feedback(corpus, data, file) == 0
    told = capsys.readouterr().out
    assert f"Questions from feedback: 2, in {file}." in told
    assert "found wrong: 1" in told
    assert "cut off: 1" in told
    assert run(corpus, file) == 0


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("by hand")
    with pytest.raises(EvalError, match="exists already"):
        from_feedback(ScriptedCorpus(tmp_path, {}), tmp_path, file)
    assert file.read_text() == "by hand"


def test_without_verdicts_it_says_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(tmp_path)
    assert from_feedback(ScriptedCorpus(tmp_path, {}), tmp_path / "data") == 0
    assert "Questions from feedback: 0" in capsys.readouterr().out


def test_the_question_keeps_its_name_between_runs() -> None:
    answer = quoting("Who?", OPENED)
    again = replace(answer, citations=(replace(answer.citations[0], title="New"),))
    assert isinstance(again.citations[0], Citation)
    ids = [harvest([said(one)], FOLDER, TEXTS).questions[0].id for one in (answer, again)]
    assert ids[0] == ids[1]
