"""The report on the screen, as JSON and next to an earlier one."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from eval.questions import EvalError
from eval.report import COLUMNS, compare, from_json, print_changes, print_report, to_json
from eval.runner import Report, evaluate
from eval.scores import Floors, load_floors, shortfalls, summarise
from eval.spans import Span
from index.progress import silent
from tests.eval.fakes import AGE, BRIDGE, COST, LATER, OPENED, PRICE, WHO, ScriptedCorpus, write_files

RIGHT = {WHO.question: [OPENED], PRICE.question: [COST], LATER.question: [OPENED]}


def report_of(folder: Path, script: dict[str, list[Span]]) -> Report:
    write_files(folder)
    return evaluate(ScriptedCorpus(folder, script), (WHO, PRICE, LATER, AGE), silent)


def shown(report: Report, width: int = 200) -> str:
    out = StringIO()
    print_report(report, Console(file=out, width=width))
    return out.getvalue()


def test_the_table_fits_a_terminal_of_80_columns(tmp_path: Path) -> None:
    """No heading, kind or figure is cut."""
    lines = shown(report_of(tmp_path, RIGHT), 80).splitlines()
    table = lines[: next(number for number, line in enumerate(lines) if line.startswith("all"))]
    words = {word for line in table for word in line.split()}
    assert {"near_miss", *" ".join(COLUMNS.values()).split()} <= words
    assert "…" not in "".join(table)


def test_json_reads_back_to_the_same_report(tmp_path: Path) -> None:
    report = report_of(tmp_path, {WHO.question: [OPENED, BRIDGE]})
    file = tmp_path / "report.json"
    file.write_text(to_json(report), encoding="utf-8")
    assert from_json(file) == report
    written = json.loads(to_json(report))
    assert written["scores"]["false_refusals"] == pytest.approx(2 / 3)
    assert written["kinds"]["who"]["citation_precision"] == 0.5
    assert written["kinds"]["near_miss"]["correct"] is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"folder": "", "mode": "", "cases": [{"reasons": []}]}'])
def test_what_is_not_a_report_is_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvalError, match="is not a report of byline eval"):
        from_json(file)


def test_the_table_has_a_row_for_each_kind_and_misses_tell_why(tmp_path: Path) -> None:
    text = shown(report_of(tmp_path, {WHO.question: [OPENED], PRICE.question: [BRIDGE]}))
    rows = [line.split()[:2] for line in text.splitlines() if re.match(r"[a-z_]+ +\d+ +[\d–]", line)]
    assert rows == [["who", "1"], ["number", "1"], ["followup", "1"], ["near_miss", "1"], ["all", "4"]]
    assert "2 of 4 questions are missed" in text
    assert "holds none of: 40 million" in text
    assert "refused, though the documents tell" in text
    assert "Who opened it?" not in text


def test_words_in_square_brackets_are_printed_as_they_stand(tmp_path: Path) -> None:
    assert "late. [1]" in shown(report_of(tmp_path, {PRICE.question: [BRIDGE]}))


def test_compare_tells_figures_and_questions_that_changed(tmp_path: Path) -> None:
    before = report_of(tmp_path, {WHO.question: [OPENED], AGE.question: [OPENED]})
    now = report_of(tmp_path, {PRICE.question: [COST], LATER.question: [OPENED]})
    changes = {change.name: change for change in compare(before, now)}
    assert changes["false refusals"].better
    assert (changes["false refusals"].before, changes["false refusals"].now) == ("0.667", "0.333")
    assert changes["abstention recall"].better
    assert not changes["who-1: Who opened it?"].better
    assert changes["number-1: What did it cost?"].now == "right"
    assert not any(name.startswith("seconds") for name in changes)


def test_nothing_changed_between_equal_reports(tmp_path: Path) -> None:
    out = StringIO()
    changes = compare(report_of(tmp_path, RIGHT), report_of(tmp_path, RIGHT))
    print_changes(changes, Console(file=out))
    assert changes == []
    assert out.getvalue() == "Nothing changed.\n"


def test_floors_break_from_below_and_from_above(tmp_path: Path) -> None:
    floors = Floors({"correct": 0.9}, {"false_refusals": 0.1})
    assert shortfalls(summarise(report_of(tmp_path, RIGHT).cases), floors) == []
    low = shortfalls(summarise(report_of(tmp_path, {WHO.question: [OPENED]}).cases), floors)
    assert low == [
        "correct is 0.333, and has to be at least 0.900",
        "false refusals is 0.667, and has to be at most 0.100",
    ]


def test_a_figure_that_could_not_be_judged_breaks_no_floor() -> None:
    assert shortfalls(summarise(()), load_floors()) == []


def test_the_projects_floors_are_those_promised() -> None:
    floors = load_floors()
    assert floors.at_least["exact"] == 1.0
    assert floors.at_least["correct"] >= 0.85
    assert floors.at_least["citation_precision"] >= 0.85
    assert floors.at_least["citation_recall"] >= 0.85
    assert floors.at_least["abstention_recall"] >= 0.80
    assert floors.at_most["false_refusals"] <= 0.10


def test_unusable_floors_are_told(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(EvalError, match="cannot be read"):
        load_floors(file)
    file.write_text('{"at_least": {"beauty": 1}, "at_most": {}}', encoding="utf-8")
    with pytest.raises(EvalError, match="names beauty"):
        load_floors(file)
