"""Follow-ups that ask for more than has been told."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.answering import NO_MORE
from rag.followups import leans, shown_before, standalone, told_already

TOLD = (("What did Ida Bruun say about ferries?", "Bruun said the ferries were slow. [1]"),)


@pytest.mark.parametrize(
    "question", ["tell me more", "Anything else?", "more", "What else?", "go on", "is there more?"]
)
def test_who_asks_for_more_asks_the_same_again(question: str) -> None:
    assert leans(question)
    assert "Ida Bruun say about ferries" in standalone(question, TOLD)
    assert told_already(question, TOLD) == TOLD[0][1]


@pytest.mark.parametrize(
    "question", ["What did Ida Bruun say about trains?", "And trains?", "more trains for Osk?", "when?"]
)
def test_other_questions_may_be_answered_with_what_was_told(question: str) -> None:
    assert told_already(question, TOLD) == ""


def test_a_reason_is_more_than_the_fact() -> None:
    assert told_already("why?", TOLD) == TOLD[0][1]
    because = (("Why?", "They were slow because of the ice. [1]"),)
    assert told_already("why?", because) == ""
    assert told_already("why?", ()) == ""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Where was it said?", False),
        ("Where was it built?", True),
        ("and trains?", True),
        ("What did Ida Bruun say about trains?", False),
        ("Are you sure?", False),
        ("Who reported it first?", False),
        ("When did she say that?", False),
        ("Did she really say that?", False),
        ("Is it true?", False),
        ("Were they slow?", False),
        ("How slow and cheap were they?", True),
        ("Were they slow in Osk and cheap?", False),
        ("Why were they slow?", False),
        ("what did Ida Bruun say about ferries?", False),
    ],
)
def test_whoever_leans_on_an_answer_has_seen_it(question: str, shown: bool) -> None:
    assert shown_before(question, TOLD) == (TOLD[0][1] if shown else "")


def test_a_follow_up_is_answered_with_what_was_not_shown_yet(seeds_corpus: Corpus) -> None:
    asked = "Which agency interviewed Putin?"
    shown = seeds_corpus.answer(asked)
    assert "Xinhua" in shown.text
    assert "Xinhua’s website" in seeds_corpus.answer("Where was it published?", ((asked, shown.text),)).text


def test_what_was_shown_is_shown_again_where_nothing_else_answers(seeds_corpus: Corpus) -> None:
    asked = "Which visit did Xi pay in March?"
    shown = seeds_corpus.answer(asked)
    again = seeds_corpus.answer("What did it culminate in?", ((asked, shown.text),))
    assert "package of documents" in again.text


def test_nothing_is_told_twice(seeds_corpus: Corpus) -> None:
    history: list[tuple[str, str]] = []
    for question in ("What did Overchuk say about China?", "what else?", "Anything else?"):
        answer = seeds_corpus.answer(question, tuple(history))
        assert answer.answered
        history.append((question, answer.text))
    quotes = [sentence for _, text in history for sentence in text.split(" [")[:1]]
    assert len(set(quotes)) == len(history)


def test_the_same_in_another_files_words_is_nothing_else(seeds_corpus: Corpus) -> None:
    """Two articles tell of Ding's meetings, each in its words."""
    asked = "How often had Ding Xuexiang met Overchuk this year?"
    first = seeds_corpus.answer(asked)
    assert "twice" in first.text
    assert "twice" not in seeds_corpus.answer("what else?", ((asked, first.text),)).text


def test_a_bare_fact_is_no_reason_for_another(seeds_corpus: Corpus) -> None:
    asked = "What did Trump threaten?"
    fact = seeds_corpus.answer(asked)
    assert fact.answered
    why = seeds_corpus.answer("why?", ((asked, fact.text),))
    assert not why.answered
    assert why.text == NO_MORE


def test_another_detail_of_the_same_is_told_by_the_same(seeds_corpus: Corpus) -> None:
    asked = "On what day did Overchuk speak at the Boao Forum?"
    shown = seeds_corpus.answer(asked)
    for question in ("Where did he speak?", "In which province did he speak?"):
        assert "Hainan" in seeds_corpus.answer(question, ((asked, shown.text),)).text
