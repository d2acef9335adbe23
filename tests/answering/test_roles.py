"""Whom a question describes is found by how the documents introduce people."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Corpus, Settings
from rag.roles import Roles

TEXT = """The transport minister, Carl Holm, said on Monday that the ferries would sail.

“Our members will not load them,” said Ida Bruun, the dockers’ union’s general secretary, in the old harbour of Osk.

Eva Lind, who runs the port authority, called the ferries slow. Opposition lawmaker Jon Falk laughed. Anna Berg, an
economist at the Nordic Institute, and Per Dahl, an economist at the Baltic Bank, expected worse. In March, the judge
Tor Vik left.
"""


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did the transport minister say?", "What did Carl Holm say?"),
        ("What is the union leader's view on ferries?", "What is Ida Bruun's view on ferries?"),
        ("What did the head of the port authority say about ferries?", "What did Eva Lind say about ferries?"),
        ("Did the port authority's director leave?", "Did Eva Lind leave?"),
        ("Who replaced the economist at the Nordic Institute?", "Who replaced Anna Berg?"),
        ("What did the economist say?", "What did the economist say?"),
        ("What did the foreign minister say?", "What did the foreign minister say?"),
        ("What did the minister Carl Holm say?", "What did the minister Carl Holm say?"),
        ("What did the opposition politician do?", "What did Jon Falk do?"),
        ("Is it what the judge said?", "Is it what Tor Vik said?"),
        ("Which minister spoke?", "Which minister spoke?"),
        ("What was the chief reason?", "What was the chief reason?"),
        ("Where is the head office of the union?", "Where is the head office of the union?"),
    ],
)
def test_a_description_that_fits_one_person_is_named(question: str, named: str) -> None:
    assert Roles([TEXT]).named(question) == named


def test_two_who_fit_are_not_told_apart() -> None:
    assert Roles(["The deputy trade minister, Eva Lind, left."]).named("the trade minister?") == "the trade minister?"
    both = ["The trade minister, Carl Holm, left.", "The trade minister, Ida Bruun, came."]
    assert Roles(both).named("What did the trade minister say?") == "What did the trade minister say?"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("In New York, the mayor spoke of rents.", "What did the mayor say?"),
        ("After talks with Ida Bruun, the minister left.", "What did the minister say?"),
        ("Ida Bruun, wife of the mayor, left.", "What did the mayor say?"),
        ("Ida Bruun, assistant coach of Osk, left.", "What did the coach say?"),
        ("Community leader Ida Bruun left.", "What did the Communist leader say?"),
    ],
)
def test_nobody_is_named_for_a_role_that_is_not_theirs(text: str, question: str) -> None:
    assert Roles([text]).named(question) == question


def test_whoever_is_described_is_quoted_and_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TEXT, encoding="utf-8")
    with Corpus.open(settings=Settings.load(corpus=tmp_path / "docs", data=tmp_path / "data")) as corpus:
        answer = corpus.answer("What did the union leader say about loading?")
        assert [citation.speaker for citation in answer.citations] == ["Ida Bruun"]
        assert not corpus.answer("What did the opposition lawmaker say about loading?").answered
