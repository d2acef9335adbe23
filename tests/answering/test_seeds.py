"""What people get from the seed articles: the way of a question from end to end."""

from __future__ import annotations

import re
from typing import Any

import pytest

from index.errors import QuestionError
from rag import Corpus, Delta, Final, Status
from rag.understanding import MAX_QUESTION

FACTS = [
    ("What did Overchuk say about BRICS?", "“fine,”"),
    ("who commented on the choice of China?", "Yuri Ushakov"),
    ("By how much does Putin expect trade turnover to grow?", "30%"),
    ("Where did Trump publish his message?", "Truth Social"),
]


@pytest.mark.parametrize(("question", "words"), FACTS)
def test_a_fact_is_one_quoted_sentence(seeds_corpus: Corpus, question: str, words: str) -> None:
    answer = seeds_corpus.answer(question)
    assert answer.answered and words in answer.text
    assert [sentence.support for sentence in answer.sentences] == ["verbatim"]


@pytest.mark.parametrize("question", [question for question, _ in FACTS] + ["Compare the articles on sanctions."])
def test_every_quote_is_its_file_decoded(seeds_corpus: Corpus, question: str) -> None:
    for citation in seeds_corpus.answer(question).citations:
        text = (seeds_corpus.folder / citation.source).read_bytes().decode()
        assert text[citation.start : citation.end] == citation.quote


def test_the_same_statement_is_said_once_and_cited_everywhere(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What did Overchuk say about a relationship at the expense of another country?")
    assert len(answer.sentences) == 1
    assert {citation.source[:3] for citation in answer.citations} == {"000", "001", "002"}
    assert len(answer.origins) == 1 and "Bloomberg" in answer.origins[0].evidence


def test_sources_that_disagree_are_two_sides(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("On what day did Overchuk speak at the Boao Forum?")
    (conflict,) = answer.conflicts
    values = " ".join(side.value for side in conflict.sides)
    assert sorted(re.findall(r"Friday|March 27", values)) == ["Friday", "March 27"]
    by_number = {citation.number: citation for citation in answer.citations}
    friday = next(side for side in conflict.sides if "Friday" in side.value)
    assert all("Friday" in by_number[number].quote for number in friday.citations)


def test_a_question_over_sources_quotes_several_files(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What do the articles say about Western sanctions on Russia?")
    assert len(answer.sentences) > 1
    assert len({citation.source for citation in answer.citations}) > 1


def test_the_speaker_is_told_from_the_reporter(seeds_corpus: Corpus) -> None:
    (citation, *_) = seeds_corpus.answer("What is extremely popular in China?").citations
    assert citation.speaker == "Alexei Overchuk"
    assert citation.publisher == "Bloomberg L.P."
    (citation, *_) = seeds_corpus.answer("When was the visit to China scheduled?").citations
    assert citation.speaker is None


@pytest.mark.parametrize(
    "question",
    [
        "What did Trump say on March 7?",
        "What did Trump post on Truth Social?",
    ],
)
def test_who_is_named_behind_a_quotation_is_quoted_with_its_words(seeds_corpus: Corpus, question: str) -> None:
    (citation,) = seeds_corpus.answer(question).citations
    assert "Russia and Ukraine, meet immediately" in citation.quote
    assert citation.speaker == "Trump"


def test_a_follow_up_leans_on_the_conversation(seeds_corpus: Corpus) -> None:
    first = "What did Overchuk say about BRICS?"
    history = [(first, seeds_corpus.answer(first).text)]
    answer = seeds_corpus.answer("And about food?", history)
    assert "Russian food is extremely popular" in answer.text
    assert answer.question == "And about food?"


def test_misspelt_questions_are_understood(seeds_corpus: Corpus) -> None:
    assert "“fine,”" in seeds_corpus.answer("what did Overchck say abuot the futre of BRISC").text


def test_notices_are_quoted_only_when_asked_for(seeds_corpus: Corpus) -> None:
    assert "StevieRay Hansen" in seeds_corpus.answer("Who is the author of the HNewsWire article?").text
    for question in ("What is on the website?", "Which news are the latest?"):
        quotes = [citation.quote for citation in seeds_corpus.answer(question).citations]
        assert not any("ADVERTISEMENT" in quote or "Latest News" in quote for quote in quotes)


def test_a_stream_ends_with_what_it_streamed(seeds_corpus: Corpus) -> None:
    events = list(seeds_corpus.stream("Summarise what the articles say about sanctions."))
    assert [event.stage for event in events if isinstance(event, Status)] == ["searching", "reading"]
    (final,) = [event.answer for event in events if isinstance(event, Final)]
    assert isinstance(events[-1], Final)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == final.text


def test_the_same_question_gets_the_same_answer(seeds_corpus: Corpus) -> None:
    one, other = (seeds_corpus.answer("What do the articles say about Ukraine?") for _ in range(2))
    assert (one.text, one.citations) == (other.text, other.citations)


def test_search_ranks_passages(seeds_corpus: Corpus) -> None:
    passages = seeds_corpus.search("tariffs on BRICS", k=3)
    assert len(passages) == 3 and "BRICS" in passages[0].text
    assert passages[0].score >= passages[1].score >= passages[2].score
    assert all(p.text == seeds_corpus.document(p.source).text[p.start : p.end] for p in passages)


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_QUESTION + 1)])
def test_what_is_no_question_is_refused_in_a_sentence(seeds_corpus: Corpus, question: str) -> None:
    with pytest.raises(QuestionError, match="question"):
        seeds_corpus.answer(question)


@pytest.mark.parametrize("question", ["?", "\ud800", "\0", "[1]", "<b>", "中国", "🙂🙂", "a" * 1999, "what " * 300])
def test_odd_questions_are_survived(seeds_corpus: Corpus, question: str) -> None:
    assert seeds_corpus.answer(question).text


@pytest.mark.parametrize("history", [None, "What?", [("What?",)], [("What?", None)], [None], 5])
def test_a_history_without_turns_is_refused_in_a_sentence(seeds_corpus: Corpus, history: Any) -> None:
    with pytest.raises(QuestionError, match="pairs of strings"):
        seeds_corpus.answer("And what else?", history)


def test_only_text_is_a_question(seeds_corpus: Corpus) -> None:
    nothing: Any = None
    with pytest.raises(QuestionError, match="ask with a string"):
        seeds_corpus.answer(nothing)


def test_how_many_articles_asks_for_no_number_in_them(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("How many articles mention Ushakov?")
    assert any("Ushakov" in citation.quote for citation in answer.citations)
