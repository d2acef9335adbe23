"""Questions for somebody's name itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Corpus, Settings
from rag.full_names import asked_name, full_name
from rag.names import Term


@pytest.mark.parametrize(
    ("question", "whose"),
    [
        ("What is Bruun's first name?", "Bruun"),
        ("How is the first name of Mayor Bruun spelled?", "Bruun"),
        ("how do you spell Bruun", "Bruun"),
        ("What is Prime Minister Bruun's full name?", "Bruun"),
        ("What is the name of the bridge?", None),
        ("Who was named first?", None),
        ("What is the country's full name?", None),
        ("Under which spell was Bruun?", None),
    ],
)
def test_whose_name_is_asked_for(question: str, whose: str | None) -> None:
    asked = asked_name(question)
    assert (asked.text if asked else None) == whose


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The mayor, Ida Bruun, spoke.", "Ida Bruun"),
        ("Mayor Bruun spoke of Russian Bruun lamps.", None),
        ("President Bruun Jin spoke.", "Bruun Jin"),
        ("Bruun Street is closed.", None),
        ("A Bruunsen is no Bruun.", None),
    ],
)
def test_a_name_is_whole_with_the_word_beside_it(text: str, whole: str | None) -> None:
    assert full_name(text, Term("Bruun", "bruun")) == whole


def test_spellings_that_differ_are_two_sides(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("How do the articles spell Overchuk's first name?")
    (conflict,) = answer.conflicts
    assert conflict.about == "the name"
    assert {side.value for side in conflict.sides} == {"Alexei Overchuk", "Alexey Overchuk"}


def test_a_first_name_that_is_nowhere_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(
        "Mayor Holm opened the bridge of Osk on Monday.\n\nThe architect, Ida Bruun, was not invited.", encoding="utf-8"
    )
    with Corpus.open(settings=Settings.load(corpus=tmp_path / "docs", data=tmp_path / "data")) as corpus:
        assert not corpus.answer("What is Holm's first name?").answered
        assert "Ida Bruun" in corpus.answer("What is Bruun's first name?").text
