"""Two questions in one sentence get two answers."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.compound import parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Where did Bruun speak and on what day?", ("Where did Bruun speak?", "On what day did Bruun speak?")),
        ("Who has Holm sued so far, and why?", ("Who has Holm sued so far?", "Why has Holm sued so far?")),
        ("Who is Ida Bruun and what did Holm say?", ("Who is Ida Bruun?", "What did Holm say?")),
        ("What do Bruun and Holm each say of it?", ("What does Bruun say of it?", "What does Holm say of it?")),
        ("What did Ida Bruun and Carl Holm say?", ("What did Ida Bruun say?", "What did Carl Holm say?")),
        ("Who is Ida Bruun, and what did she say?", ("Who is Ida Bruun?", "What did Ida say?")),
    ],
)
def test_the_second_question_takes_what_it_lacks_from_the_first(question: str, asked: tuple[str, str]) -> None:
    assert parts(question, {"Bruun", "Holm", "Ida Bruun", "Carl Holm"}) == asked


@pytest.mark.parametrize(
    "question",
    [
        "",
        "How and why did it end?",
        "What do Bruun and Holm want?",
        "What do Norway and Sweden say about it?",
        "What do Procter and Holm say about it?",
        "What do Holm and Holm say about it?",
        "What do Bruun and Holm say about each other?",
        "What did Bruun and the mayor say about it?",
        "Who wrote the song and when?",
        "What does Bruun name in her speech and which ones in her letter?",
        "And what did she say?",
        "Bruun spoke and who listened?",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question, {"Bruun", "Holm"}) == (question,)


def test_both_are_answered_with_their_conflict(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("Where did Overchuk speak and on what day?")
    assert "Hainan" in answer.text
    (conflict,) = answer.conflicts
    assert {side.value for side in conflict.sides} >= {"Friday", "March 27"}
    assert answer.notice is None


def test_no_sentence_is_quoted_for_both(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("Who is Ding Xuexiang and how often did he meet Overchuk?")
    places = [(citation.source, citation.start) for citation in answer.citations]
    assert len(places) == len(set(places)) == len({number for s in answer.sentences for number in s.citations})


def test_the_part_that_is_not_answered_is_named(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What did Overchuk say about BRICS and how tall is Xi Jinping?")
    assert answer.answered and "BRICS" in answer.text
    assert answer.notice == "The documents do not answer “How tall is Xi Jinping?”"


def test_who_of_two_said_nothing_is_named(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What did Putin and Xi say about NATO?")
    assert "NATO countries were trying" in answer.text
    assert answer.notice == "The documents do not answer “What did Xi say about NATO?”"


def test_what_was_told_already_is_not_called_unanswered(seeds_corpus: Corpus) -> None:
    asked = "Where did Overchuk speak and on what day?"
    more = seeds_corpus.answer("what else?", ((asked, seeds_corpus.answer(asked).text),))
    assert more.notice is None


def test_where_neither_is_answered_there_is_no_answer(seeds_corpus: Corpus) -> None:
    assert not seeds_corpus.answer("How tall is Xi Jinping and what does Zelensky eat?").answered
