"""What `byline eval` does."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from eval.questions import QUESTIONS, EvalError, load
from eval.report import compare as compare_reports
from eval.report import from_json, print_changes, print_report, to_json
from eval.runner import Asked, evaluate
from eval.scores import load_floors, shortfalls, summarise
from index.progress import Progress


def run(
    corpus: Asked,
    questions: Path | None = None,
    json_out: bool = False,
    compare: Path | None = None,
    output: Path | None = None,
) -> int:
    """Ask `corpus` the questions (the project's own by default), print the report, write it to `output`.

    Returns 0, or 1 when a floor is not reached. EvalError before any question is asked when the
    questions, the floors, the report to compare with or the place for the new one are not usable.
    """
    screen, aside = Console(), Console(stderr=True)
    asked, floors = load(questions or QUESTIONS), load_floors()
    before = from_json(compare) if compare else None
    if output:
        _check_writable(output)
    report = evaluate(corpus, asked, _bar(aside))
    if output:
        output.write_text(to_json(report), encoding="utf-8")
    if json_out:
        screen.print(to_json(report), markup=False, highlight=False, soft_wrap=True)
    else:
        print_report(report, screen)
    if before:
        print_changes(compare_reports(before, report), aside if json_out else screen)
    low = shortfalls(summarise(report.cases), floors)
    for sentence in low:
        aside.print(f"Under the floor: {sentence}.", highlight=False)
    return 1 if low else 0


def _check_writable(output: Path) -> None:
    if output.is_dir() or not output.resolve().parent.is_dir():
        raise EvalError(f"The report cannot be written to {output}; name a file in a folder that exists.")


def _bar(aside: Console) -> Progress:
    def show(step: str, done: int, total: int) -> None:
        if aside.is_terminal or done == total:
            aside.print(f"{step} {done}/{total}", end="\r" if done < total else "\n", highlight=False)

    return show
