"""Whom a question only describes is known by the documents' own introductions, and by nothing else."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.allusions import Allusions, office_asked

TEXTS = (
    "French President Anne Roux met German Chancellor Kurt Weiss. French Deputy Prime Minister Luc Petit came.",
    "Roux smiled.",
    "Former Polish President Jan Nowak spoke. Spanish President Ana Ruiz left; Spanish President Eva Gil arrived.",
    "President Lee Brown of the party told Canadian reporters that Canada grows.\nBrown likes Canada.",
    "Former Prime Minister Mia Stone saw Norway. Stone likes Norway.",
)


@pytest.fixture(scope="module")
def allusions() -> Allusions:
    return Allusions(TEXTS)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who is the French president?", "Who is Roux?"),
        ("What is the name of the president of France?", "Who is Roux?"),
        ("Who leads France?", "Who is Roux?"),
        ("What did the French president say?", "What did Roux say?"),
        ("What did France’s leader say?", "What did Roux say?"),
        ("What is the president of France’s plan?", "What is Roux’s plan?"),
        ("Do the French and German leaders agree?", "Do Roux and Weiss agree?"),
        ("What did the german head of government want?", "What did Weiss want?"),
        ("Where did the French deputy premier go?", "Where did Petit go?"),
        ("What does the Canadian president like?", "What does Brown like?"),
        ("Did Paris and Berlin agree?", "Did France and Germany agree?"),
        ("What is Washington’s plan?", "What is the United States’ plan?"),
        ("What lies between Paris and Berlin?", "What lies between France and Germany?"),
    ],
)
def test_an_allusion_becomes_a_name(allusions: Allusions, question: str, named: str) -> None:
    assert allusions.named(question) == named


@pytest.mark.parametrize(
    "question",
    [
        "Who is the Polish president?",
        "Who is the former French president?",
        "Who is the French president’s brother?",
        "When did Roux come to Paris?",
        "What did the French minister say?",
        "What did French President Roux say?",
        "What did the former French president say?",
        # Two hold that office, one held it once, and of this country nobody is known.
        "What did the Spanish president say?",
        "What did the Polish president say?",
        "What did the Italian president say?",
        "What does the Norwegian prime minister like?",
        "Tell us what the president of the club said.",
    ],
)
def test_what_is_no_allusion_stays(allusions: Allusions, question: str) -> None:
    assert allusions.named(question) == question


def test_a_question_that_alludes_is_answered_like_one_that_names(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("What did Moscow and Beijing announce right before the invasion of Ukraine?")
    assert "no limits" in answer.text


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("Who is the prime minister of France?", "Prime Minister Paul Blanc came.", True),
        ("Who is the prime minister of France?", "Deputy Prime Minister Luc Petit came.", False),
        ("Who is the French deputy prime minister?", "Deputy Prime Minister Luc Petit came.", True),
        ("Who is the leader of France?", "President Anne Roux smiled.", True),
        ("Who is the president of France?", "Anne Roux smiled.", False),
        ("Who is the current president of France?", "Former President Anne Roux smiled.", False),
        ("Who is the foreign minister of France?", "Minister of Foreign Affairs Luc Petit came.", True),
    ],
)
def test_who_holds_an_office_is_told_by_that_office(question: str, text: str, tells: bool) -> None:
    office = office_asked(question)
    assert office is not None
    assert bool(office.search(text)) is tells


@pytest.mark.parametrize("question", ["Who is Roux?", "Who met the president of France?", "Who is the boss?"])
def test_other_questions_ask_for_no_office(question: str) -> None:
    assert office_asked(question) is None


def test_a_deputy_is_not_given_for_the_prime_minister(seeds_corpus: Corpus) -> None:
    assert "Donald Trump" in seeds_corpus.answer("Who is the president of the United States?").text
    assert "Overchuk" in seeds_corpus.answer("Who is Russia's deputy prime minister?").text
    assert not seeds_corpus.answer("Who is the prime minister of Russia?").answered
