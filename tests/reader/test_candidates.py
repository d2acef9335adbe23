"""What is known of a sentence besides what the model makes of it: that it cannot answer, or lacks a name."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from index.documents import Document
from index.lexical import Terms
from index.sentences import split_sentences
from rag.reader.features import NAMES
from rag.reader.interface import Evidence
from rag.reader.reader import WEIGHTS, EmbeddedReader
from rag.reader.scoring import Logistic


@pytest.mark.parametrize(
    ("day", "published", "out"),
    [
        ("March 7", "2025-03-30", True),
        ("7 February", "2025-03-30", False),
        ("December 7", "2025-01-30", False),
        ("March 7", "2025", False),
        ("March 7", None, False),
    ],
)
def test_last_month_is_the_one_before_the_file_came_out(
    reader: EmbeddedReader, day: str, published: str | None, out: bool
) -> None:
    text = "Last month Bruun said that the harbour was closed."
    evidence = Evidence(Document("a.txt", text, None, published, None), tuple(split_sentences(text)), 0, 0, 1.0, 0.5)
    _, (candidate,) = reader.candidates(f"What did Bruun say on {day}?", [evidence])
    assert candidate.ruled_out is out


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did Bruun say on March 28?", "On March 28 Bruun said that prices had doubled in the last month."),
        ("What did Bruun say on March 28?", "Bruun said that prices had doubled since last month."),
        ("What did Bruun say on March 28?", "Last month’s rise was the last, Bruun said."),
        ("Did farmers march 40 kilometres?", "About 200 farmers marched 40 kilometres last month."),
    ],
)
def test_last_month_rules_out_only_what_it_dates(reader: EmbeddedReader, question: str, text: str) -> None:
    evidence = Evidence(Document("a.txt", text, None, "2025-03-30", None), tuple(split_sentences(text)), 0, 0, 1.0, 0.5)
    _, (candidate,) = reader.candidates(question, [evidence])
    assert not candidate.ruled_out


def test_a_pronoun_gives_the_reason_of_what_was_told_in_its_document(reader: EmbeddedReader) -> None:
    """It was named neither just before nor in the opening, so its names count as missing."""
    filler = "It rained. It was dark. Nobody came. Nobody spoke. "
    text = f"{filler}Mayor Ida Bruun resigned. {filler}She left because of a quarrel."
    sentences = tuple(split_sentences(text))
    evidence = Evidence(Document("a.txt", text, None, None, None), sentences, 9, 9, 1.0, 0.5)
    for told, out in (("Mayor Ida Bruun resigned. [1]", False), ("Carl Holm spoke of Ida Bruun. [1]", True)):
        _, (candidate,) = reader.candidates("Why did Ida Bruun resign?", [evidence], told=told)
        assert candidate.missing
        assert candidate.ruled_out is out


def test_a_reason_of_something_else_is_none_for_whoever_was_told_a_fact(reader: EmbeddedReader) -> None:
    text = "Because of the ice, the harbour was closed. There is no reason to doubt Bruun."
    sentences = tuple(split_sentences(text))
    evidence = Evidence(Document("a.txt", text, None, None, None), sentences, 0, 1, 1.0, 0.5)
    _, found = reader.candidates("Why did Holm resign?", [evidence], told="Holm resigned.")
    assert [candidate.ruled_out for candidate in found] == [True, True]
    _, found = reader.candidates("Why was the harbour closed?", [evidence], told="The harbour was closed.")
    assert [candidate.ruled_out for candidate in found] == [False, True]


@pytest.fixture(scope="module")
def reader() -> EmbeddedReader:
    return EmbeddedReader.load(Terms(), lambda _: 1.0)


def ruled_out(reader: EmbeddedReader, question: str, text: str) -> list[str]:
    sentences = tuple(split_sentences(text))
    evidence = Evidence(Document("a.txt", text, None, None, None), sentences, 0, len(sentences) - 1, 1.0, 0.5)
    _, found = reader.candidates(question, [evidence])
    return [candidate.text for candidate in found if candidate.ruled_out]


@pytest.mark.parametrize(
    ("question", "text", "out"),
    [
        ("What was the trade worth in 2024?", "It was worth $10 million in 2023.", True),
        ("What was the trade worth in 2024?", "It was worth $10 million in 2024.", False),
        ("What was the trade worth in 2024?", "It was worth $10 million.", False),
        ("What was built in 1994?", "The harbour was built from 1990 to 1997.", False),
        ("What was built in 1994?", "Built after 1990, the harbour was the first.", False),
        ("What was built since 1994?", "The harbour was built in 1997.", False),
        ("“We did not start it.” What was meant?", "“We did not start it.”", True),
        ("“We did not start it.” What was meant?", "“We did not start it,” Bruun said of the fire.", False),
        ("Does Bruun plan to close the harbour?", "Will Bruun close the harbour?", True),
        ("Does Bruun plan to close the harbour?", "“Why would I close the harbour?” said Bruun?", False),
        ("What does the article ask about Bruun?", "Will Bruun close the harbour?", False),
        ("When did Bruun speak in Osk?", "“We are in Osk,” Carl Holm said on Monday.", True),
        ("When did Bruun speak in Osk?", "“We are in Osk,” Carl Holm told her on Monday.", False),
        ("When did Bruun speak in Osk?", "“We are in Osk,” Carl Holm told Bruun on Monday.", False),
        ("When did Bruun speak in Osk?", "The meeting in Osk was on Monday.", False),
        ("When did Norway speak in Osk?", "“We are in Osk,” Carl Holm said on Monday.", False),
        ("How far did trade between Norway and the US grow?", "Trade between Oslo and Beijing grew by 3 %.", True),
        ("How far did trade between Norway and China grow?", "Trade between Oslo and Beijing grew by 3 %.", False),
        ("How far did trade between Norway and the US grow?", "Trade between the two grew by 3 %.", False),
        ("What was agreed between Norway and the US?", "Norway and the US will halt it between June and May.", False),
        ("What was agreed between Norway and the US?", "Talks between Bruun and Holm ended in a truce.", False),
        ("What was agreed between Norway and the US?", "A deal between Norway and Peru and the US.", False),
        ("What was agreed between Ida Bruun and Holm?", "A truce between Mayor Bruun and Carl Holm.", False),
        ("When did Boeing close the plant?", "“We closed the plant on Monday,” Carl Holm said.", False),
    ],
)
def test_what_cannot_answer_is_ruled_out(reader: EmbeddedReader, question: str, text: str, out: bool) -> None:
    assert ruled_out(reader, question, text) == ([text] if out else [])


def test_whoever_says_a_sentence_is_not_missing_in_it(reader: EmbeddedReader) -> None:
    """Though she was named some sentences before."""
    text = (
        "Ida Bruun said no. The sea was cold. The wind was strong. Nets tore. She declined to say more of the harbour."
    )
    sentences = tuple(split_sentences(text))
    evidence = Evidence(Document("a.txt", text, None, None, None), sentences, 4, 4, 1.0, 0.5)
    _, (candidate,) = reader.candidates("Did Ida Bruun say more of the harbour of Holm?", [evidence])
    assert candidate.missing == ("Holm",)


def test_who_publishes_a_file_is_not_missing_in_it(reader: EmbeddedReader) -> None:
    """By the name of its pages' address too."""
    text = "The piece was updated on 30 March."
    document = Document("a.txt", text, title=None, publisher="northnews.com", date=None)
    evidence = Evidence(document, tuple(split_sentences(text)), 0, 0, 1.0, 0.5)
    _, (candidate,) = reader.candidates("When was the NorthNews piece updated by Bruun?", [evidence])
    assert candidate.missing == ("Bruun",)


@pytest.mark.parametrize(("publisher", "meant"), [("North News", True), ("Osk Herald", False)])
def test_a_line_of_the_page_tells_of_its_own_document(reader: EmbeddedReader, publisher: str, meant: bool) -> None:
    text = "Updated: 30 March 2025"
    document = Document("a.txt", text, title=None, publisher=publisher, date=None)
    evidence = Evidence(document, tuple(split_sentences(text)), 0, 0, 1.0, 0.5)
    _, (candidate,) = reader.candidates("When was the North News piece updated?", [evidence])
    assert candidate.is_notice == meant


@pytest.mark.parametrize(
    ("question", "trusted_less"),
    [
        ("Has Ida Bruun opened the harbour?", True),
        ("Who has opened the harbour?", False),
        ("Does the Herald's article say that Ida Bruun opened the harbour?", False),
    ],
)
def test_a_question_for_yes_or_no_needs_a_surer_sentence(
    reader: EmbeddedReader, question: str, trusted_less: bool
) -> None:
    """All that it asks about is in the question, so what is only alike reads nearly as well as what answers.

    Not of an article: its publisher need not stand in its text.
    """
    text = "Ida Bruun opened the harbour in May."
    sentences = tuple(split_sentences(text))
    evidence = Evidence(Document("a.txt", text, None, None, None), sentences, 0, 0, 1.0, 0.5)
    fact = json.loads(WEIGHTS.read_text(encoding="utf-8"))["fact"]["threshold"]
    assert (reader.read(question, [evidence]).threshold > fact) == trusted_less


def test_a_name_that_is_nowhere_near_weighs_on_a_question_for_yes_or_no(reader: EmbeddedReader) -> None:
    text = "Ida Bruun opened the harbour in May."
    evidence = Evidence(Document("a.txt", text, None, None, None), tuple(split_sentences(text)), 0, 0, 1.0, 0.5)
    asked, (found,) = reader.candidates("Has Ida Bruun opened the harbour with Holm?", [evidence])
    assert asked.kind.answer_type == "yes-no"
    assert found.missing == ("Holm",)
    fitted = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    closed, fact = (Logistic.of(fitted[kind]["answer"]) for kind in ("closed", "fact"))
    named = replace(found, features=np.where(np.array(NAMES) == "missing", 0.0, found.features))
    assert closed.logit(found.features) < closed.logit(named.features)
    assert fact.logit(found.features) == fact.logit(named.features)
