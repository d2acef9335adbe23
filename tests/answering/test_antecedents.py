"""A pronoun is no answer to "who?": the sentence that names the person stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Answer, Corpus, Settings

TEXT = """Mayor Ida Bruun said on Monday that the harbour of Osk was closed. The Baltic Sea was cold.

{between}She accused the fishermen of emptying the northern sea.
"""


def _answer(folder: Path, question: str, between: str = "") -> Answer:
    (folder / "docs").mkdir()
    (folder / "docs" / "a.txt").write_text(TEXT.format(between=between), encoding="utf-8")
    with Corpus.open(settings=Settings.load(corpus=folder / "docs", data=folder / "data")) as corpus:
        return corpus.answer(question)


def test_who_a_pronoun_stands_for_is_quoted_with_it(tmp_path: Path) -> None:
    answer = _answer(tmp_path, "Who accused the fishermen of emptying the northern sea?")
    assert [sentence.text for sentence in answer.sentences] == [
        "Mayor Ida Bruun said on Monday that the harbour of Osk was closed.",
        "She accused the fishermen of emptying the northern sea.",
    ]
    assert [citation.quote for citation in answer.citations] == [sentence.text for sentence in answer.sentences]


@pytest.mark.parametrize("question", ["What did Bruun accuse the fishermen of?", "Did she accuse the fishermen?"])
def test_where_nobody_is_asked_for_the_sentence_stands_alone(tmp_path: Path, question: str) -> None:
    answer = _answer(tmp_path, question)
    assert [sentence.text for sentence in answer.sentences] == [
        "She accused the fishermen of emptying the northern sea."
    ]


def test_whoever_is_named_too_far_above_is_not_guessed(tmp_path: Path) -> None:
    between = "The sea is cold. The wind is strong. The nets are torn. The boats are old. The nights are long. "
    answer = _answer(tmp_path, "Who accused the fishermen of emptying the northern sea?", between)
    assert "Bruun" not in answer.text
