"""A question may point to one document: by its place, its name or its publisher."""

from __future__ import annotations

import pytest

from index.documents import Document
from rag.collection.pointing import pointed

DOCUMENTS = [
    Document("a/000_harbour.txt", "The harbour of Osk opened. Article 5 of the treaty was invoked."),
    Document("bridge.md", "The second report of the commission blames the bridge.", publisher="Osk Courier Ltd."),
    Document("memo.txt", "Nobody knew.", publisher="norderney.example"),
    Document("memo-2.txt", "Nobody knows.", publisher="Osk Courier Ltd."),
]


@pytest.mark.parametrize(
    ("question", "rest", "sources"),
    [
        ("Summarise the third article.", "Summarise the article.", ["memo.txt"]),
        ("What does the 2nd doc say about Osk?", "What do the articles say about Osk?", ["bridge.md"]),
        ("the last one of the files? no, the last file", None, ["memo-2.txt"]),
        ("What is the last of your files about?", "What is the article about?", ["memo-2.txt"]),
        ("what's the second-to-last text about", "what's the article about", ["memo.txt"]),
        ("who is quoted in file 3", "who is quoted", ["memo.txt"]),
        ("who is quoted in document no. two?", "who is quoted?", ["bridge.md"]),
        ("According to file 1, who came?", "who came?", ["a/000_harbour.txt"]),
        ("Is memo.txt a copy of bridge.md?", "Is the article a copy of the article?", ["bridge.md", "memo.txt"]),
        ("gist of #4 text", "gist of the article", ["memo-2.txt"]),
        ("What does memo.txt say?", "What do the articles say?", ["memo.txt"]),
        ("What does memo-2 say?", "What do the articles say?", ["memo-2.txt"]),
        ("What is in a/000_harbour.txt?", "What is in the article?", ["a/000_harbour.txt"]),
        ("what is in 000_HARBOUR?", "what is in the article?", ["a/000_harbour.txt"]),
        ("What does the Courier piece say?", "What do the articles say?", ["bridge.md", "memo-2.txt"]),
        ("Who wrote the article by the Osk Courier?", "Who wrote the article?", ["bridge.md", "memo-2.txt"]),
        ("When did the Norderney report come out?", "When did the article come out?", ["memo.txt"]),
    ],
)
def test_it_is_told_by_place_name_or_publisher(question: str, rest: str | None, sources: list[str]) -> None:
    found = pointed(question, DOCUMENTS)
    assert found is not None
    assert sorted(found.sources) == sources
    if rest:
        assert found.question == rest[0].upper() + rest[1:]


@pytest.mark.parametrize(
    "question",
    [
        "What does the second report of the commission say?",
        "What did the second report find?",  # the documents speak of one
        "What does article 5 say?",
        "How many articles are there?",
        "What do the first two articles say?",
        "What does the memo say?",
        "Which bridge is meant?",
        "What did the Herald report?",
        "Who told the courier?",
        "Does article 3 of the constitution allow it?",
    ],
)
def test_what_is_told_of_is_not_pointed_to(question: str) -> None:
    assert pointed(question, DOCUMENTS) is None


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Summarise the ninth article.", "There are 4 documents, so there is none of that number."),
        ("What is in file 0?", "There are 4 documents, so there is none of that number."),
        ("What does budget.txt say?", "None of the documents is named budget.txt."),
    ],
)
def test_what_is_not_there_is_said(question: str, why: str) -> None:
    found = pointed(question, DOCUMENTS)
    assert found is not None
    assert (found.sources, found.why_none) == (frozenset(), why)


def test_one_document_is_no_four() -> None:
    found = pointed("the third file", DOCUMENTS[:1])
    assert found is not None
    assert found.why_none == "There is 1 document, so there is none of that number."
