"""What `byline eval` does."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from rich.console import Console

from eval.feedback import harvest, write
from eval.last import keep
from eval.questions import QUESTIONS, EvalError, load
from eval.report import compare as compare_reports
from eval.report import from_json, print_changes, print_report, to_json
from eval.runner import Asked, Report, evaluate, stored
from eval.scores import load_floors, shortfalls, summarise
from eval.writing import Watched, Writes, figures, to_jsonl
from index.progress import Progress
from ui.clean import clean
from ui.feedback import feedback_file, read


def run(
    corpus: Asked,
    questions: Path | None = None,
    json_out: bool = False,
    compare: Path | None = None,
    output: Path | None = None,
    data: Path | None = None,
    writes: Writes | None = None,
) -> int:
    """Ask `corpus` the questions (the project's own by default), print the report, write it to `output`.

    The report is also kept below the folder `data`, for the Quality view. `writes` is the same corpus where a language
    model writes its answers: what the check makes of its sentences is then printed too, and they are written beside
    `output`. Returns 0, or 1 when a floor is not reached. EvalError before any question is asked when the questions,
    the floors, the report to compare with or the place for the new one are not usable.
    """
    screen, aside = Console(), Console(stderr=True)
    asked, floors = load(questions or QUESTIONS), load_floors()
    before = from_json(compare) if compare else None
    if output:
        _check_writable(output)
    watched = Watched(writes) if writes else None
    report = evaluate(watched or corpus, asked, _bar(aside))
    if output and watched:
        output.with_suffix(".sentences.jsonl").write_text(to_jsonl(watched.written), encoding="utf-8")
    if output:
        output.write_text(to_json(report), encoding="utf-8")
    if data:
        _keep(report, data, aside)
    if json_out:
        screen.print(to_json(report), markup=False, highlight=False, soft_wrap=True)
    else:
        print_report(report, screen)
    if watched:
        for name, figure in figures(watched.written, asked).items():
            told = "–" if figure is None else f"{figure:.3f}"
            (aside if json_out else screen).print(f"{name}: {told}", highlight=False)
    if before:
        print_changes(compare_reports(before, report), aside if json_out else screen)
    low = shortfalls(summarise(report.cases), floors)
    for sentence in low:
        aside.print(f"Under the floor: {sentence}.", highlight=False)
    return 1 if low else 0


def from_feedback(corpus: Asked, data: Path, output: Path | None = None) -> int:
    """Write the verdicts below `data` on answers of `corpus` as questions to `output`, and say how many there are.

    Without `output` they go below `data`, in the place of those of the last time. Returns 0; raises EvalError
    when `output` exists already or cannot be written, FeedbackError when the verdicts cannot be read.
    """
    if output and output.exists():
        raise EvalError(f"{output} exists already; name a new file for the questions.")
    kept = read(feedback_file(data))
    texts = {document.source: stored(corpus.folder, document) for document in corpus.documents}
    found = harvest(kept.feedback, corpus.folder, texts)
    file = output or data / "feedback-questions.jsonl"
    beside = write(found, file)
    screen = Console(markup=False, highlight=False, soft_wrap=True)
    for sentence in (*found.refused, *([f"Lines that a kill cut off: {kept.torn}."] if kept.torn else [])):
        screen.print(clean(f"Left out: {sentence}"))
    screen.print(f"Questions from feedback: {len(found.questions)}, in {file}.")
    if beside:
        screen.print(f"Answers that readers found wrong: {len(found.incomplete)}, to be completed in {beside}.")
    if found.questions:
        screen.print(f"Ask them with: byline eval --corpus {quote(str(corpus.folder))} --questions {quote(str(file))}")
    return 0


def _keep(report: Report, data: Path, aside: Console) -> None:
    """A report that cannot be kept has still been printed, so that is told and no more."""
    try:
        keep(report, data)
    except EvalError as error:
        aside.print(str(error), markup=False, highlight=False)


def _check_writable(output: Path) -> None:
    if output.is_dir() or not output.resolve().parent.is_dir():
        raise EvalError(f"The report cannot be written to {output}; name a file in a folder that exists.")


def _bar(aside: Console) -> Progress:
    def show(step: str, done: int, total: int) -> None:
        if aside.is_terminal or done == total:
            aside.print(f"{step} {done}/{total}", end="\r" if done < total else "\n", highlight=False)

    return show
