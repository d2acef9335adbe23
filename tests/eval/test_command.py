"""`byline eval`: exit status, what goes to which stream, and what it refuses before asking."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from eval.command import run
from eval.questions import EvalError, Question
from eval.spans import Span
from tests.eval.fakes import AGE, COST, OPENED, PRICE, WHO, ScriptedCorpus, write_files

RIGHT = {WHO.question: [OPENED], PRICE.question: [COST]}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(asdict(question)) for question in (WHO, PRICE, AGE)), encoding="utf-8")
    return file


def corpus(folder: Path, script: dict[str, list[Span]]) -> ScriptedCorpus:
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    write_files(documents)
    return ScriptedCorpus(documents, script)


def test_over_the_floors_is_0(tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(corpus(tmp_path, RIGHT), questions) == 0
    captured = capsys.readouterr()
    assert "0 of 3 questions are missed" in captured.out
    assert captured.err == "asking 3/3\n"


def test_under_the_floors_is_1_and_says_which(
    tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(corpus(tmp_path, {WHO.question: [OPENED]}), questions) == 1
    assert "Under the floor: correct is 0.500" in capsys.readouterr().err


def test_json_is_all_that_stdout_holds(tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(corpus(tmp_path, RIGHT), questions, json_out=True)
    assert json.loads(capsys.readouterr().out)["scores"]["correct"] == 1.0


def test_a_written_report_can_be_compared_with(
    tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = tmp_path / "earlier.json"
    run(corpus(tmp_path, {WHO.question: [OPENED]}), questions, output=earlier)
    capsys.readouterr()
    run(corpus(tmp_path, RIGHT), questions, compare=earlier)
    assert "better" in capsys.readouterr().out


def test_the_projects_questions_need_the_projects_documents(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="not in"):
        run(corpus(tmp_path, RIGHT))


@pytest.mark.parametrize("option", ["compare", "output", "questions"])
def test_unusable_paths_are_refused_before_anything_is_asked(tmp_path: Path, questions: Path, option: str) -> None:
    asked = corpus(tmp_path, RIGHT)
    paths: dict[str, Path] = {"questions": questions, option: tmp_path / "none" / "file.json"}
    with pytest.raises(EvalError):
        run(asked, **paths)  # type: ignore[arg-type]  # every option chosen above is a path
    assert asked.asked == []


def test_an_answer_in_brackets_survives_json(
    tmp_path: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(corpus(tmp_path, RIGHT), questions, json_out=True)
    texts = [case["text"] for case in json.loads(capsys.readouterr().out)["cases"]]
    assert texts[0] == "Ada Lind opened the harbour on Monday. [1]"


def test_a_question_that_cannot_be_answered_may_not_name_evidence() -> None:
    with pytest.raises(ValueError, match="no answers"):
        Question("x", "near_miss", "Who?", False, (), (("Ada",),))
