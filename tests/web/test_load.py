"""The load run: what it counts as misplaced, and a small one on the real server."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from eval.benchmarks import load
from eval.benchmarks.load import QUESTIONS, Asked, bridges, is_misplaced, measure
from eval.benchmarks.visitor import Form, Shown, VisitError


def questions(name: str, count: int) -> tuple[str, ...]:
    return tuple(question.format(name=name) for question in QUESTIONS[:count])


def own(name: str, number: int, state: str = "answered") -> Shown:
    """What a visitor's page should show after their question of that number, from 0."""
    return Shown(questions(name, number + 1), state, (f"{name}.txt",) if state == "answered" else ())


def test_no_two_visitors_share_a_bridge() -> None:
    assert len(set(bridges(load.MOST_SESSIONS))) == load.MOST_SESSIONS


@pytest.mark.parametrize(
    ("shown", "misplaced"),
    [
        (own("Arvando", 1), False),
        (own("Arvando", 1, "abstained"), False),
        (own("Belando", 1), True),
        (Shown(questions("Arvando", 2), "answered", ("Belando.txt",)), True),
        (Shown(questions("Arvando", 2), "answered", ("Arvando.txt", "Belando.txt")), True),
        (Shown(questions("Belando", 2), "abstained", ()), True),
        (Shown(questions("Belando", 1) + questions("Arvando", 2), "answered", ("Arvando.txt",)), True),
        (Shown(questions("Arvando", 2)[1:], "answered", ("Arvando.txt",)), True),
    ],
)
def test_a_turn_is_misplaced_when_anything_of_it_is_anothers(shown: Shown, misplaced: bool) -> None:
    """Its question, the conversation above it, or the article it cites."""
    assert is_misplaced(shown, "Arvando", 1) is misplaced


def test_the_figures_are_over_everybodys_questions() -> None:
    names = ["Arvando", "Belando"]
    asked = [
        [Asked(1.0, own("Arvando", 0)), Asked(3.0, own("Arvando", 1, "abstained"))],
        [Asked(2.0, own("Arvando", 0)), Asked(9.0, error="TimeoutError: ")],
    ]
    figures = measure(names, asked, wall=6.0)
    assert (figures.sessions, figures.questions, figures.per_second) == (2, 4, 0.5)
    assert (figures.p50, figures.p95) == (2.0, 3.0)
    assert (figures.errors, figures.misplaced, figures.unanswered) == (1, 1, 1)
    assert figures.reasons == ("TimeoutError: ",)


def test_a_run_in_which_nothing_was_answered_has_no_percentiles() -> None:
    figures = measure(["Arvando"], [[Asked(1.0, error="status 500")]], wall=2.0)
    assert (figures.p50, figures.p95, figures.errors) == (None, None, 1)
    assert "p95           –" in load.table(figures)


def test_a_page_without_a_form_is_no_page() -> None:
    with pytest.raises(VisitError, match="no form"):
        Form.of({"dependencies": [{"id": 1, "targets": [[3, "click"]], "inputs": []}]})


@pytest.mark.parametrize("args", [["--sessions", "0"], ["--sessions", "501"], ["--questions", "6"]])
def test_a_run_is_bounded(args: list[str]) -> None:
    with pytest.raises(SystemExit):
        load.main(args)


def test_ten_people_at_once_keep_their_conversations(capfd: pytest.CaptureFixture[str]) -> None:
    """On the real server in a process of its own; the second question names no bridge."""
    # In a thread of its own: a browser that other tests drive has a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        status = pool.submit(load.main, ["--sessions", "10", "--questions", "2", "--json"]).result()
    figures: dict[str, Any] = json.loads(capfd.readouterr().out)
    assert (figures["questions"], figures["errors"], figures["misplaced"]) == (20, 0, 0)
    assert figures["unanswered"] <= 4
    assert status == 0
