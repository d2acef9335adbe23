"""A report on the screen, as JSON, and next to an earlier one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.questions import EvalError
from eval.runner import Case, Quote, Report
from eval.scores import LOWER_IS_BETTER, Scores, by_kind, summarise

COLUMNS = {
    "correct": "correct",
    "citation_precision": "cited right",
    "citation_recall": "evidence cited",
    "exact": "exact spans",
    "abstention_recall": "abstained",
    "false_refusals": "false refusals",
    "recall_at_5": "recall@5",
}
"""The figures told of each kind of question: as many as fit 80 columns."""

OVERALL = {
    "character_recall": "characters of evidence cited",
    "character_precision": "cited characters that are evidence",
    "alce_recall": "ALCE citation recall (judge: words contained)",
    "alce_precision": "ALCE citation precision (judge: words contained)",
    "abstention_precision": "abstention precision",
    "ndcg_at_10": "nDCG@10",
    "mrr": "MRR",
    "seconds_p50": "seconds (median)",
    "seconds_p95": "seconds (95th percentile)",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, or one question's outcome, that differs between two reports."""

    name: str
    before: str
    now: str
    better: bool


def print_report(report: Report, console: Console) -> None:
    """A table by kind, the figures over all questions, and every miss with its reasons."""
    title = escape(f"{len(report.cases)} questions to {report.folder} ({report.mode})")
    table = Table(title=title, box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column("kind", no_wrap=True, min_width=max((len(kind) for kind in by_kind(report.cases)), default=0))
    for name in ("questions", *COLUMNS.values()):
        table.add_column(name, justify="right", width=max(map(len, name.split())))
    for kind, cases in by_kind(report.cases).items():
        table.add_row(escape(kind), *_row(cases))
    table.add_section()
    table.add_row("all", *_row(report.cases))
    console.print(table)
    scores = summarise(report.cases)
    for name, label in OVERALL.items():
        console.print(f"{label}: {_figure(scores[name])}")
    _print_misses(report.cases, console)


def print_changes(changes: Sequence[Change], console: Console) -> None:
    """What changed, or that nothing did."""
    if not changes:
        console.print("Nothing changed.")
        return
    table = Table(title="What changed")
    for name in ("", "before", "now", ""):
        table.add_column(name)
    for change in changes:
        sign = "[green]better[/]" if change.better else "[red]worse[/]"
        table.add_row(escape(change.name), escape(change.before), escape(change.now), sign)
    console.print(table)


def to_json(report: Report) -> str:
    """The report with its figures over all questions and by kind, ready to be read back by `from_json`."""
    kinds = {kind: summarise(cases) for kind, cases in by_kind(report.cases).items()}
    figures = {"scores": summarise(report.cases), "kinds": kinds}
    return json.dumps(asdict(report) | figures, ensure_ascii=False, indent=1)


def from_json(path: Path) -> Report:
    """The report that `to_json` wrote to `path`; EvalError when there is none."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        cases = tuple(_case(case) for case in given["cases"])
        return Report(given["folder"], given["mode"], cases, given.get("made", ""))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"{path} is not a report of byline eval ({error!r}); give one written with --output."
        ) from error


def compare(before: Report, now: Report) -> list[Change]:
    """Figures that read differently, then questions that are missed in only one of the two reports.

    Times are left out, since they always differ, and so are questions that were asked only once.
    """
    return [*_changed_figures(summarise(before.cases), summarise(now.cases)), *_changed_cases(before, now)]


def _changed_figures(before: Scores, now: Scores) -> Iterable[Change]:
    for name, figure in now.items():
        old = before[name]
        if name.startswith("seconds") or _figure(old) == _figure(figure):
            continue
        rises = (figure or 0.0) > (old or 0.0)
        yield Change(name.replace("_", " "), _figure(old), _figure(figure), rises != (name in LOWER_IS_BETTER))


def _changed_cases(before: Report, now: Report) -> Iterable[Change]:
    earlier = {(case.id, case.question): case for case in before.cases}
    for case in now.cases:
        old = earlier.get((case.id, case.question))
        if old and bool(old.reasons) != bool(case.reasons):
            yield Change(f"{case.id}: {case.question}", _told(old), _told(case), not case.reasons)


def _told(case: Case) -> str:
    return "; ".join(case.reasons) or "right"


def _case(given: dict[str, Any]) -> Case:
    """A case as JSON tells it; what reports of earlier versions do not hold stays empty."""
    return Case(
        **given
        | {
            "reasons": tuple(given["reasons"]),
            "history": tuple((asked, told) for asked, told in given.get("history", ())),
            "expected": tuple(tuple(group) for group in given.get("expected", ())),
            "evidence": tuple(Quote(**quote) for quote in given.get("evidence", ())),
            "cited": tuple(Quote(**quote) for quote in given.get("cited", ())),
        }
    )


def _row(cases: Sequence[Case]) -> list[str]:
    scores = summarise(cases)
    return [str(len(cases)), *(_figure(scores[name]) for name in COLUMNS)]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _print_misses(cases: Sequence[Case], console: Console) -> None:
    missed = [case for case in cases if case.reasons]
    console.print(f"\n{len(missed)} of {len(cases)} questions are missed in part or whole.")
    for case in missed:
        console.print(f"\n[bold]{escape(case.id)}[/]  {escape(case.question)}\n  {escape(case.text)}")
        for reason in case.reasons:
            console.print(f"  – {escape(reason)}")
