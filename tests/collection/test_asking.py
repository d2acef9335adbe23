"""Questions about the collection itself are told from questions about what its documents tell."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from eval.benchmarks.collection import QUESTIONS
from eval.benchmarks.fit_collection import asked_of_collection, fit
from index.embedding import Embedder
from rag.collection.asking import KINDS, Asking, Kind
from rag.collection.pointing import Pointed


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking.load(Embedder.load(), {"Bruun", "Osk"}.__contains__)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which articles do you have?", "list"),
        ("how many docs r in here", "list"),
        ("When were these articles published?", "dates"),
        ("which is the newest file", "dates"),
        ("Who wrote these articles?", "authors"),
        ("any bylines?", "authors"),
        ("Are the articles copies of one report?", "copies"),
        ("How many independent sources are there really?", "copies"),
        ("Do the articles contradict each other?", "disagree"),
        ("Who is quoted in the articles?", "speakers"),
        ("Who are the people in these texts?", "people"),
        ("Which countries are mentioned?", "places"),
        ("tl;dr of everything please", "topics"),
        ("When was the treaty signed?", "told"),
        ("Who wrote the letter to the minister?", "told"),
        ("How many documents did the police seize?", "told"),
        ("What do the two ministers disagree about?", "told"),
        ("Which countries joined the pact?", "told"),
    ],
)
def test_the_kind_is_told_by_the_question(asking: Asking, question: str, kind: Kind) -> None:
    assert asking.kind(question) == kind


def test_who_names_somebody_asks_what_is_told(asking: Asking) -> None:
    assert asking.kind("Which Herald articles do you have?") == "list"
    assert asking.kind("Which Bruun articles do you have?") == "told"


def test_a_document_told_by_its_matter_is_for_the_reader(asking: Asking) -> None:
    asked = "who holds the copyright on the article about balancing relations"
    assert asking.likeliest(asked) != "told"
    assert asking.kind(asked) == "told"


def test_which_names_are_firms_or_towns_is_not_known(asking: Asking) -> None:
    assert asking.likeliest("Which companies are mentioned in the articles?") == "places"
    assert asking.kind("Which companies are mentioned in the articles?") == "told"


def test_what_may_speak_of_the_last_matter_does(asking: Asking) -> None:
    assert asking.kind("Who wrote these?") == "authors"
    assert asking.kind("Who wrote these?", follows=True) == "told"
    assert asking.kind("Who wrote these articles?", follows=True) == "authors"


def test_of_one_document_no_others_are_told(asking: Asking) -> None:
    def at(question: str) -> Pointed:
        return Pointed(question, frozenset({"a.txt"}))

    assert asking.kind("Summarise the third article.", at("Summarise the article.")) == "one"
    assert asking.kind("Who is quoted in file 3?", at("Who is quoted in the article?")) == "speakers"
    assert asking.kind("Is file 3 a copy?", at("Is the article a copy?")) == "told"
    assert asking.kind("What does file 3 say about it?", at("What do the articles say about the harbour?")) == "told"
    assert asking.kind("What is the title of file 3?", at("What is the title of the article?")) == "list"
    assert asking.kind("Summarise the third article.") == "told"


def test_strangers_questions_are_told_by_kind(asking: Asking) -> None:
    found = [(kind, asking.likeliest(question)) for question, kind in asked_of_collection(QUESTIONS)]
    assert len(found) == 528 and set(KINDS) == {kind for kind, _ in found}
    right = Counter(kind == likeliest for kind, likeliest in found if kind != "told")
    taken = [likeliest for kind, likeliest in found if kind == "told" and likeliest != "told"]
    assert right[True] / right.total() >= 0.85
    assert len(taken) <= 3


def test_the_fit_separates_what_can_be_separated() -> None:
    rows = np.random.default_rng(0).normal(size=(60, 8))
    labels = np.repeat(np.arange(3), 20)
    rows[np.arange(60), labels] += 6
    weights = fit(rows, labels)
    assert weights.shape == (len(KINDS), 9)
    assert ((rows @ weights[:, 1:].T + weights[:, 0]).argmax(axis=1) == labels).all()
