"""Whom a question only describes is known by the documents' own introductions, and by nothing else."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.allusions import Allusions

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
        "Who is the French president?",
        "What is the name of the French president?",
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
