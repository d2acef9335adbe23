"""What a browser kept comes back whole, and nothing comes back that the documents do not bear out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from index.documents import Document
from tests.web.fakes import canned, fake
from ui.web.conversation import Failure, Stopped
from ui.web.keeping import CHANGED, MOST_TURNS, UNANSWERED, UNREADABLE, kept, restored

QUESTIONS = ["brics", "when", "overlap", "hostile", "prose", "unknown"]


def taken(question: str) -> dict[str, Any]:
    """An answer as a browser keeps it, to be changed there."""
    data: dict[str, Any] = json.loads(kept(canned(question, ())))["answer"]
    return data


def find(source: str) -> Document:
    return fake().document(source)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_comes_back_as_it_was(question: str) -> None:
    answer = canned(question, ())
    perhaps = replace(answer, conflicts=tuple(replace(conflict, surely=False) for conflict in answer.conflicts))
    assert restored([kept(answer), kept(perhaps)], find) == (answer, perhaps)


def test_of_what_never_was_an_answer_only_the_question_is_kept() -> None:
    lines = [kept(Stopped("q", "half a sentence that nobody checked")), kept(Failure("p", "It failed."))]
    assert restored(lines, find) == (Stopped("q"), Failure("p", UNANSWERED))


def test_an_answer_whose_article_has_changed_is_dropped_with_a_note() -> None:
    def changed(source: str) -> Document:
        document = find(source)
        return replace(document, text="x" + document.text)

    assert restored([kept(canned("brics", ()))], changed) == (Failure("brics", CHANGED),)


def test_titles_dates_and_publishers_are_the_documents_own() -> None:
    data = taken("brics")
    data["citations"][0] |= {"title": "Forged", "publisher": "Reuters", "date": "1999", "speaker": "Nobody At All"}
    (said,) = restored([json.dumps({"answer": data})], find)
    assert said == canned("brics", ())


def quote(data: dict[str, Any]) -> None:
    data["citations"][0]["quote"] = "The future of BRICS was “dark”, he said."


def words(data: dict[str, Any]) -> None:
    data["sentences"][0]["text"] = "BRICS is over."
    data["text"] = "BRICS is over. [1]"


def span(data: dict[str, Any]) -> None:
    data["citations"][0]["start"] += 1


def negative(data: dict[str, Any]) -> None:
    data["citations"][0] |= {"start": -41, "end": -1}


def source(data: dict[str, Any]) -> None:
    data["citations"][0]["source"] = "../../etc/passwd"


def support(data: dict[str, Any]) -> None:
    data["sentences"][0]["support"] = "certain"


def marker(data: dict[str, Any]) -> None:
    data["text"] += " [2]"


def number(data: dict[str, Any]) -> None:
    data["citations"][0]["number"] = True


def nested(data: dict[str, Any]) -> None:
    data["sentences"] = {"0": data["sentences"]}


def seconds(data: dict[str, Any]) -> None:
    data["seconds"] = float("nan")


def origin(data: dict[str, Any]) -> None:
    data["origins"] = [{"sources": ["nowhere.txt"], "evidence": "so it is"}]


def gone(data: dict[str, Any]) -> None:
    del data["conflicts"]


FORGERIES = [quote, words, span, negative, source, support, marker, number, nested, seconds, origin, gone]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: str(forge.__name__))
def test_a_forged_answer_is_dropped(forge: Callable[[dict[str, Any]], None]) -> None:
    data = taken("brics")
    forge(data)
    assert restored([json.dumps({"answer": data})], find) == (Failure("brics", CHANGED),)


@pytest.mark.parametrize("line", [None, 7, "", "{", "[]", "null", '{"answer": 3}', "[" * 100_000, {"answer": {}}])
def test_what_is_no_turn_is_told_as_such(line: object) -> None:
    assert restored([line], find) == (Failure("", UNREADABLE),)


@pytest.mark.parametrize("lines", [None, "text", {"0": "x"}, 3, []])
def test_what_is_no_list_holds_no_turn(lines: object) -> None:
    assert restored(lines, find) == ()


def test_a_conversation_without_end_is_cut() -> None:
    line = kept(canned("brics", ()))
    assert len(restored([line] * (MOST_TURNS + 5), find)) == MOST_TURNS
