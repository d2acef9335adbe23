"""Questions that lean on the conversation are made to stand alone by rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag import Corpus, Settings
from rag.followups import of_the_page, standalone

SPEAKERS = {"Overchuk", "Putin", "Trump", "Xi", "Xi Jinping"}
HISTORY = [("What did Overchuk say about BRICS?", "Overchuk said the future of BRICS was “fine.” [1]")]


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("When did he speak?", "When did Overchuk speak?"),
        ("Who is his counterpart?", "Who is Overchuk’s counterpart?"),
        ("What about sanctions?", "What did Overchuk say about sanctions?"),
        ("And about food?", "What did Overchuk say about food?"),
        ("And NATO?", "What did Overchuk say about NATO?"),
        ("And Trump?", "What did Trump say about BRICS?"),
        ("What about Trump?", "What did Overchuk say about Trump?"),
        ("And Sanctions?", "What did Overchuk say about Sanctions?"),
        (r"What about \d?", r"What did Overchuk say about \d?"),
        ("More on trade?", "More on trade?"),
        ("Who wrote it?", "Who wrote it (Overchuk say about BRICS)?"),
        ("And Xi Jinping about trade?", "What did Xi Jinping say about trade?"),
        ("Are you sure?", "What did Overchuk say about BRICS?"),
        ("How many members does the future have?", "How many members does the future have (Overchuk say about BRICS)?"),
        ("How many members does the past have?", "How many members does the past have?"),
        ("really?", "What did Overchuk say about BRICS?"),
        ("Who reported that?", "What did Overchuk say about BRICS?"),
        ("says who", "What did Overchuk say about BRICS?"),
        ("When did he say that?", "When did Overchuk speak (BRICS)?"),
        ("Where did Overchuk say it?", "Where did Overchuk speak (BRICS)?"),
        ("When did he say that trade grew?", "When did Overchuk say that trade grew (Overchuk say about BRICS)?"),
        ("And when was that?", "when was that (Overchuk say about BRICS)?"),
        ("What did Putin say about NATO?", "What did Putin say about NATO?"),
    ],
)
def test_follow_ups(question: str, alone: str) -> None:
    assert standalone(question, HISTORY, SPEAKERS) == alone
    assert standalone(question, []) == question


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("What did Vladimir Putin say about Xi?", "And Trump?", "What did Vladimir Putin say about Trump?"),
        ("What were Vladimir Putin's own words?", "And Xi?", "What were Xi's own words?"),
        ("What did Prime Minister Carl Holm say about trade?", "And Xi?", "What did Xi say about trade?"),
        ("Who is Ding Xuexiang?", "and Lavrov?", "Who is Lavrov?"),
        ("Where is Russia?", "and China?", "Where is China?"),
        ("Did the talks end?", "why?", "Why did the talks end?"),
        ("Who is the foreign minister of Russia?", "and of China?", "Who is the foreign minister of China?"),
        ("How much trade was there in 2023?", "and in 2024?", "How much trade was there in 2024?"),
        ("What did Xi say about trade?", "And the prime minister?", "What did the prime minister say about trade?"),
        ("When did Xi arrive?", "No, I meant Putin", "When did Putin arrive?"),
        ("What did Putin say about trade?", "Same question for Xi, please.", "What did Xi say about trade?"),
        ("Who is Xi?", "sorry, I mean what is BRICS", "What is BRICS?"),
        ("When does the ferry leave?", "I mean how much does it cost", "How much does it cost (the ferry leave)?"),
        ("Did the talks end?", "no, I mean why?", "Why did the talks end?"),
        ("What did Xi say about trade?", "I meant about food", "What did Xi say about food?"),
        ("When does the ferry to Ystad leave?", "I meant on Tuesday", "When does the ferry to Ystad leave on Tuesday?"),
        ("What happened in Malmo in May?", "I meant June", "What happened in Malmo in June?"),
        ("When did Xi arrive?", "I meant the prime minister", "When did the prime minister arrive?"),
        ("When does the ferry to Ystad leave?", "I meant Malmo, not Ystad", "When does the ferry to Malmo leave?"),
    ],
)
def test_somebody_else_takes_the_place_of_the_one_asked_about(previous: str, question: str, alone: str) -> None:
    assert standalone(question, [(previous, "")], SPEAKERS) == alone


@pytest.mark.parametrize(
    ("previous", "question", "alone"),
    [
        ("How soon did Xi leave?", "Why?", "Why did Xi leave?"),
        ("Where do the ferries run?", "since when?", "Since when do the ferries run?"),
        ("What is the fee?", "Why?", "Why the fee?"),
        ("Who did Trump meet?", "Why?", "Why did Trump meet?"),
        ("Who has he met?", "When?", "When has he met?"),
        ("What happened in Malmo?", "Why?", "Why was it that something happened in Malmo?"),
        ("Which bank did Xi freeze?", "how much exactly?", "How much did Xi freeze?"),
        ("Who will win the vote?", "Why?", "Why was it that someone will win the vote?"),
        ("Who signed the treaty?", "When?", "When was it that someone signed the treaty?"),
        ("Who is on board?", "Why?", "Why was it that someone is on board?"),
    ],
)
def test_a_bare_question_word_asks_about_the_deed(previous: str, question: str, alone: str) -> None:
    assert standalone(question, [(previous, "")]) == alone


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("Why so late?", "Why so late (the summit)?"),
        ("how long", "how long (the summit)?"),
        ("For how long?", "For how long (the summit)?"),
        ("How many delegates?", "How many delegates (the summit)?"),
        ("paid with what?", "paid with what (the summit)?"),
        ("what happened next?", "what happened next (the summit)?"),
        ("And who was the first?", "who was the first (the summit)?"),
        ("And who paid?", "who paid (the summit)?"),
        ("Who is Putin?", "Who is Putin?"),
        ("What is inflation?", "What is inflation?"),
        ("Who won the election?", "Who won the election?"),
        ("How do vaccines work?", "How do vaccines work?"),
        ("list the documents", "list the documents"),
        ("How long do birds of passage live?", "How long do birds of passage live?"),
    ],
)
def test_a_short_question_that_names_nothing_is_about_what_was_asked(question: str, alone: str) -> None:
    assert standalone(question, [("When is the summit?", "It is in May.")]) == alone


def test_a_pronoun_stands_for_who_is_known_to_speak() -> None:
    told = [("Who paid a visit?", "In May a visit was paid by Ida Bruun. [1]")]
    assert standalone("What did she say?", told, {"Ida Bruun"}) == "What did Ida Bruun say?"
    assert "Bruun" not in standalone("What did she say?", told)
    host = [("Who resigned?", "The host of Ida Bruun, Lars Lind, resigned. [1]")]
    assert "Bruun" not in standalone("Why did he resign?", host, {"Ida Bruun"})


@pytest.mark.parametrize(
    "question", ["Who is its author?", "When was the article published?", "who is the publisher", "And the author?"]
)
def test_the_page_that_told_is_asked_itself(question: str) -> None:
    assert of_the_page(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote it?",
        "Who is the author of the plan?",
        "When was the plan published?",
        "What did the report by the Calder Institute find?",
        "What did the story blame?",
        "Who is the author of the Calder Institute?",
    ],
)
def test_what_is_told_of_is_no_page(question: str) -> None:
    assert not of_the_page(question)


def test_a_page_that_told_tells_its_author(tmp_path: Path) -> None:
    pages = {
        "Ystad": "The harbour of Ystad\nwas dredged in May.\n\nAuthor: Ida Bruun\n",
        "Malmo": "The harbour of Malmo was dredged in June.\n\nBy Carl Holm\n",
        "Lund": "---\nauthor: Eva Lind\n---\nThe harbour of Lund was dredged in July.\n",
    }
    authors = {"Ystad": "Author: Ida Bruun", "Malmo": "By Carl Holm", "Lund": "author: Eva Lind"}
    (tmp_path / "docs").mkdir()
    for place, page in pages.items():
        (tmp_path / "docs" / f"{place}.txt").write_text(page, encoding="utf-8")
    with Corpus.open(settings=Settings.load(corpus=tmp_path / "docs", data=tmp_path / "data")) as corpus:
        for place in pages:
            asked = f"When was the harbour of {place} dredged?"
            answer = corpus.answer("Who is its author?", [(asked, corpus.answer(asked).text)])
            assert {citation.source for citation in answer.citations} == {f"{place}.txt"}
            assert authors[place] in answer.text


def test_earlier_questions_are_mended_too(seeds_corpus: Corpus) -> None:
    told = "“Russian food is extremely popular in China,” he added. [1]"
    asked = [("wat did overchck say abut food", told)]
    well = [("What did Overchuk say about food?", told)]
    question = "and about BRICS?"
    assert seeds_corpus.answer(question, asked).text == seeds_corpus.answer(question, well).text
    assert "BRICS" in seeds_corpus.answer(question, asked).text


@pytest.mark.parametrize("hostile", ["I meant " + " " * 1900 + "x\ny", "about " + " " * 1900 + "x\ny"])
def test_a_follow_up_full_of_spaces_is_resolved(hostile: str) -> None:
    assert standalone(hostile, [("When is the summit?", "In May.")]).endswith("x y?")
