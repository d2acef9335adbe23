"""Questions made of sentences are grammatical, or are not made."""

from __future__ import annotations

import pytest

from index.documents import Document
from index.sentences import split_sentences
from rag.question_forms import questions_of
from rag.verbs import base_form


def made(text: str, *speakers: str) -> list[str]:
    document = Document("a.txt", text)
    sentences = tuple(split_sentences(text))
    return [m.text for number in range(len(sentences)) for m in questions_of(document, sentences, number, speakers)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("“The future of the Danube is bright,” Ida Bruun said.",
         "What did Ida Bruun say about the future of the Danube?"),
        ("Ida Bruun said Danish ports are full.", "What did Ida Bruun say about Danish ports?"),
        ("“We are open about tolls,” Ida Bruun said.", "What did Ida Bruun say about tolls?"),
        ("In October, Ida Bruun traveled to the Ports Forum in Oslo.",
         "When did Ida Bruun travel to the Ports Forum in Oslo?"),
        ("Mayor Ida Bruun opened the Ports Forum on May 4.", "When did Ida Bruun open the Ports Forum?"),
        ("The Danish Navy has left Oslo for good because of the ice.", "Why has the Danish Navy left Oslo for good?"),
        ("At least 40 people died in the Oslo flood.", "How many people died in the Oslo flood?"),
        ("Maersk paid $4 billion for Hamburg Süd.", "How much did Maersk pay for Hamburg Süd?"),
        ("Rosenborg scored 57 goals in the Eliteserien.", "How many goals did Rosenborg score in the Eliteserien?"),
        ("Prime Minister Ida Bruun paid a visit to Oslo.", "Who paid a visit to Oslo?"),
        ("Its rival ASEAN, a group of ten countries, grew.", "What is ASEAN?"),
        ("With Ida Bruun, the mayor of Bergen, it grew.", "Who is Ida Bruun?"),
    ],
)  # fmt: skip
def test_forms(text: str, question: str) -> None:
    assert question in made(text, "Ida Bruun")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He traveled to Oslo in October.",
        "In October, it traveled to the forum.",
        "In October, Ida Bruun zorbled to the Ports Forum in Oslo.",
        "Toad Hall has been a hall of residence since 2004.",
        "Ida Bruun, who opened it last week.",
        "In 2020, the Navy did what they did again.",
        "The film is a comedy directed by Ida Bruun, the director.",
        "Most Read Today In Sports And News Of October",
        "© 2020 Ida Bruun said the Danube of Oslo.",
        "Maersk products made in Oslo in May are fine.",
        "At least 40 people were here.",
        "“It was built on lies,” Ida Bruun said.",
    ],
)
def test_what_would_read_oddly_is_not_asked(text: str) -> None:
    assert made(text, "Ida Bruun") == []


def test_nobody_is_asked_about_themselves_or_where_they_spoke() -> None:
    assert made("“I like it,” Ida Bruun told the Ports Forum in Oslo.") == []
    assert made("Ida Bruun said that Bruun is a good name.") == []


@pytest.mark.parametrize("text", ["A" * 50_000, "In May, " * 5_000, "The Of " * 5_000, "“Ida said " * 5_000])
def test_text_without_end_takes_no_time_to_speak_of(text: str) -> None:
    """A pattern that tried every split of it would not come back."""
    made(text)


@pytest.mark.parametrize(
    ("past", "base"),
    [
        ("spoke", "speak"), ("visited", "visit"), ("hoped", None), ("planned", "plan"), ("carried", None),
        ("tried", None), ("denied", "deny"), ("arrived", "arrive"), ("played", "play"), ("founded", "found"),
        ("found", "find"), ("traveled", "travel"), ("travelled", "travel"), ("harbour", None), ("", None),
    ],
)  # fmt: skip
def test_base_forms(past: str, base: str | None) -> None:
    assert base_form(past) == base
