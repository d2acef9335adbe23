"""The view of quality: what the last `byline eval` of the corpus found, and every miss with its reasons."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shlex import quote

from eval.last import last
from eval.questions import EvalError
from eval.runner import Case, Quote, Report
from eval.scores import Floors, Scores, by_kind, load_floors, summarise
from rag import Corpus
from ui.counting import counted
from ui.web import plots
from ui.web.blocks import PRIVATE, block, script
from ui.web.html import Html, element, fragment
from ui.web.plots import Row
from ui.web.wording import file_name, in_quotes, spoken_date

FIGURES = {
    "correct": "answered correctly",
    "citation_precision": "of the citations are evidence",
    "citation_recall": "of the evidence is cited",
    "exact": "of the quotes are exact to the character",
    "abstention_recall": "of what cannot be answered is refused",
    "false_refusals": "of what can be answered is refused",
}

# The series of the plot by kind: the metric, its label, and the name by which the stylesheet colours it.
BY_KIND = {"correct": "Correct", "citation_precision": "Precision", "citation_recall": "Recall"}

# A page of thousands of misses opens slowly and nobody reads it.
MOST_MISSES = 200

UNEXPECTED = "The figures cannot be shown; run `byline eval` again, and see the server's log for what happened."

log = logging.getLogger(__name__)


def build(corpus: Callable[[], Corpus], data: Path) -> None:
    """Put the view into the Gradio block that is open; it reads the last report below `data` when it is opened."""
    view = block(
        "quality-view", element("p", {"class": "quality-wait"}, "Reading the last report …"), script("quality.js")
    )
    view.show(lambda: str(shown(corpus().folder, data)), None, view, **PRIVATE, queue=False)


def shown(folder: Path, data: Path) -> Html:
    """The page on the documents in `folder`: its last report, that there is none, or why it cannot be read."""
    try:
        report = last(data, folder)
        return page(report, load_floors()) if report and report.cases else _none(folder)
    except EvalError as error:
        return element("p", {"class": "failed", "role": "alert"}, str(error))
    except Exception:
        log.exception("the last report could not be shown")
        return element("p", {"class": "failed", "role": "alert"}, UNEXPECTED)


def page(report: Report, floors: Floors) -> Html:
    """The figures of `report` against `floors`, plots, and the misses."""
    scores = summarise(report.cases)
    return element(
        "article",
        {"class": "quality", "aria-labelledby": "quality-heading"},
        _heading(report),
        _headline(scores, floors),
        _kinds(report.cases),
        element("div", {"class": "pair"}, _refusals(report.cases), _times(report.cases, scores)),
        _misses(report.cases),
    )


def _none(folder: Path) -> Html:
    return element(
        "div",
        {"class": "quality"},
        element("h2", {"id": "quality-heading"}, "Not measured yet"),
        element(
            "p",
            {"class": "lead"},
            "No eval of these articles has been kept; this command makes one, and its figures then stand here:",
        ),
        element("p", {"class": "command"}, element("code", None, f"byline eval --corpus {quote(str(folder))}")),
    )


def _heading(report: Report) -> Html:
    when = f" on {spoken_date(report.made[:10])}" if report.made else ""
    missed = sum(bool(case.reasons) for case in report.cases)
    told = (
        f"{counted(len(report.cases), 'question')} with known answers, asked of {Path(report.folder).name}{when}. "
        f"Without fault: {len(report.cases) - missed}; missed in part or whole: {missed}. "
        f"Answers by: {report.mode}."
    )
    heading = element("h2", {"id": "quality-heading"}, "How well it answers")
    return fragment(heading, element("p", {"class": "lead", "dir": "auto"}, told))


def _headline(scores: Scores, floors: Floors) -> Html:
    judged = [name for name in FIGURES if scores[name] is not None]
    return element("ul", {"class": "figures", "aria-label": "Figures"}, *(_figure(n, scores, floors) for n in judged))


def _figure(name: str, scores: Scores, floors: Floors) -> Html:
    value = scores[name] or 0.0
    least, most = floors.at_least.get(name), floors.at_most.get(name)
    low = (least is not None and value < least) or (most is not None and value > most)
    bound = (
        f"at least {_percent(least)}" if least is not None else f"at most {_percent(most)}" if most is not None else ""
    )
    verdict = f"{'Missed' if low else 'Reached'}: {bound}" if bound else "No floor"
    return element(
        "li",
        {"class": "figure low" if low else "figure"},
        element("p", {"class": "number"}, _percent(value)),
        element("p", {"class": "means"}, FIGURES[name]),
        plots.meter(value, least if least is not None else most),
        element("p", {"class": "bound"}, verdict),
    )


def _kinds(cases: Sequence[Case]) -> Html:
    kinds = {_spoken(kind): summarise(of_kind) for kind, of_kind in by_kind(cases).items()}
    sizes = {_spoken(kind): len(of_kind) for kind, of_kind in by_kind(cases).items()}
    rows = [Row(kind, {metric: scores[metric] for metric in BY_KIND}) for kind, scores in kinds.items()]
    judged = [row for row in rows if any(value is not None for value in row.values.values())]
    told = "; ".join(
        f"{row.label}: " + ", ".join(f"{BY_KIND[n].lower()} {_percent(v)}" for n, v in row.values.items())
        for row in judged
    )
    plot = plots.bars("kinds", "Correct answers, precision and recall of citations by kind of question", told, judged)
    note = (
        "Correct: what was expected stands in the answer or its quotes. Precision: the share of the citations that are "
        "evidence. Recall: the share of the evidence that is cited."
    )
    drawn = element("div", None, _legend(BY_KIND), plot, element("p", {"class": "note"}, note))
    return _section("By kind of question", element("div", {"class": "pair"}, drawn, _table(kinds, sizes)))


def _table(kinds: Mapping[str, Scores], sizes: Mapping[str, int]) -> Html:
    columns = ["Kind", "Questions", *BY_KIND.values()]
    head = element("tr", None, *(element("th", {"scope": "col"}, name) for name in columns))
    body = [
        element(
            "tr",
            None,
            element("th", {"scope": "row"}, kind),
            element("td", None, str(sizes[kind])),
            *(element("td", None, _percent(scores[name])) for name in BY_KIND),
        )
        for kind, scores in kinds.items()
    ]
    table = element("table", None, element("thead", None, head), element("tbody", None, *body))
    # Scrolls by itself where it is too wide; a keyboard reaches it because it can be focused.
    return element("div", {"class": "wide", "role": "region", "aria-label": "Figures by kind", "tabindex": 0}, table)


def _refusals(cases: Sequence[Case]) -> Html:
    groups = {
        "Answerable": [case for case in cases if case.answerable],
        "Unanswerable": [case for case in cases if not case.answerable and case.kind != "near_miss"],
        "Near miss": [case for case in cases if not case.answerable and case.kind == "near_miss"],
    }
    rows = [Row(label, _outcomes(group)) for label, group in groups.items() if group]
    told = "; ".join(f"{row.label}: " + ", ".join(f"{n:g} {name}" for name, n in row.values.items()) for row in rows)
    plot = plots.split("refusals", "Questions answered and refused", told, rows)
    note = "A near miss asks for something next to what the documents tell: refusing it is right."
    series = {"right": "As it should be", "wrong": "Not as it should be"}
    return _section("Answered or refused", _legend(series), plot, element("p", {"class": "note"}, note))


def _outcomes(cases: Sequence[Case]) -> dict[str, float | None]:
    """How many were answered and how many refused, first what is right for them; all are answerable or none is."""
    right = sum(case.answered == case.answerable for case in cases)
    names = ("answered", "refused") if cases[0].answerable else ("refused", "answered")
    return dict(zip(names, (right, len(cases) - right), strict=True))


def _times(cases: Sequence[Case], scores: Scores) -> Html:
    median, late = scores["seconds_p50"] or 0.0, scores["seconds_p95"] or 0.0
    marks = {f"p50 {median:.2f} s": median, f"p95 {late:.2f} s": late}
    told = f"Half of the answers came within {median:.2f} seconds, 95 of 100 within {late:.2f} seconds."
    plot = plots.distribution("times", "Seconds from question to answer", told, [c.seconds for c in cases], marks)
    return _section("Time to answer", plot, element("p", {"class": "note"}, told))


def _misses(cases: Sequence[Case]) -> Html:
    missed = [case for case in cases if case.reasons]
    if not missed:
        return _section("Misses", element("p", {"class": "note"}, "No question was missed."))
    shown = missed[:MOST_MISSES]
    left = (
        f"The first {len(shown)} of {len(missed)} are shown; `byline eval` prints them all." if shown != missed else ""
    )
    note = element("p", {"class": "note"}, left) if left else None
    return _section(f"Misses ({len(missed)})", note, *(_miss(case) for case in shown))


def _miss(case: Case) -> Html:
    question = element("span", {"class": "asked", "dir": "auto"}, case.question)
    return element(
        "details",
        {"class": "miss"},
        element("summary", None, question, element("span", {"class": "kind"}, _spoken(case.kind))),
        _part("After", [element("p", {"dir": "auto"}, f"{asked} — {told}") for asked, told in case.history]),
        _part("Expected", _expected(case)),
        _part("Given", [element("p", {"class": "given", "dir": "auto"}, case.text)]),
        _part("Cited", [_quote(quote) for quote in case.cited]),
        _part("What was missed", [element("p", {"dir": "auto"}, reason) for reason in case.reasons]),
    )


def _expected(case: Case) -> list[Html]:
    if not case.answerable:
        return [element("p", None, "No answer: the documents do not tell.")]
    groups = [
        element("p", {"dir": "auto"}, " or ".join(in_quotes(words) for words in group)) for group in case.expected
    ]
    return [*groups, *(_quote(quote) for quote in case.evidence)]


def _part(label: str, children: Sequence[Html]) -> Html | None:
    return element("div", {"class": "part"}, element("h4", None, label), *children) if children else None


def _quote(quote: Quote) -> Html:
    place = f"{file_name(quote.source)}, characters {quote.start}–{quote.end}"
    words = element("p", None, quote.text)
    return element("blockquote", {"dir": "auto"}, words, element("p", {"class": "by"}, place))


def _section(heading: str, *children: Html | None) -> Html:
    return element("section", {"class": "block", "aria-label": heading}, element("h3", None, heading), *children)


def _legend(series: Mapping[str, str]) -> Html:
    items = [
        element("li", None, element("span", {"class": f"swatch {name}", "aria-hidden": "true"}), label)
        for name, label in series.items()
    ]
    return element("ul", {"class": "legend"}, *items)


def _spoken(kind: str) -> str:
    return kind.replace("_", " ")


def _percent(value: float | None) -> str:
    """A share in percent, with a decimal where it has one: "85 %", "92.5 %", "–" where there is none."""
    return "–" if value is None else f"{round(100 * value, 1):g}\N{NO-BREAK SPACE}%"
