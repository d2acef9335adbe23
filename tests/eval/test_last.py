"""The report of the last eval is kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from eval.command import run
from eval.last import keep, last, last_file
from eval.questions import EvalError
from eval.report import print_report
from eval.runner import Report, evaluate
from index.progress import silent
from tests.eval.fakes import AGE, COST, LATER, OPENED, PRICE, WHO, ScriptedCorpus, write_files


@pytest.fixture
def report(tmp_path: Path) -> Report:
    folder = tmp_path / "documents"
    folder.mkdir()
    write_files(folder)
    return evaluate(ScriptedCorpus(folder, {WHO.question: [OPENED]}), (WHO, PRICE, AGE, LATER), silent)


def test_comes_back_as_it_was(report: Report, tmp_path: Path) -> None:
    assert last(tmp_path, Path(report.folder)) is None
    keep(report, tmp_path)
    assert last(tmp_path, Path(report.folder)) == report
    assert [case.history for case in report.cases][-1] == LATER.history
    assert report.cases[1].evidence[0].text == "It cost 40 million euros."
    assert report.made.endswith("+00:00")


def test_nothing_is_left_beside_it(report: Report, tmp_path: Path) -> None:
    for _ in range(3):
        keep(report, tmp_path)
    file = last_file(tmp_path, Path(report.folder))
    assert list(file.parent.iterdir()) == [file]


def test_a_failed_write_leaves_the_one_before(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(report, tmp_path)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(EvalError, match="No space left"):
        keep(Report(report.folder, "other", ()), tmp_path)
    file = last_file(tmp_path, Path(report.folder))
    assert last(tmp_path, Path(report.folder)) == report
    assert list(file.parent.iterdir()) == [file]


def test_an_eval_keeps_its_report_and_goes_on_where_it_cannot(
    report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = ScriptedCorpus(Path(report.folder), {WHO.question: [OPENED], PRICE.question: [COST]})
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "1", "kind": "near_miss", "question": "How old?", "answerable": false}')
    assert run(corpus, file, data=tmp_path) == 0
    kept = last(tmp_path, Path(report.folder))
    assert kept and kept.cases[0].question == "How old?"
    assert run(corpus, file, data=file) == 0
    assert "cannot be kept" in capsys.readouterr().err


def test_a_folder_is_no_markup_of_the_screen() -> None:
    console = Console(record=True, width=200)
    print_report(Report("/a [bold]b[/] [/x]", "reader", ()), console)
    assert "/a [bold]b[/] [/x]" in console.export_text()
