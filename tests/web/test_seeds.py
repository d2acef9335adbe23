"""The page over the seed articles, answered for real: every mark is the file's own characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag import Corpus
from tests.web.browsing import Visit, ask, in_view, marked
from ui.web.sources import shown

SEEDS = Path(__file__).parents[2] / "seeds"

QUESTIONS = [
    "What did Overchuk say about BRICS?",
    "On what day did Overchuk speak at the Boao Forum?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_chip_opens_the_exact_characters_of_its_file(
    visit: Visit, seeds_address: str, seeds_corpus: Corpus, question: str
) -> None:
    page = visit(seeds_address)
    ask(page, question)
    answer = seeds_corpus.answer(question)
    assert answer.answered
    for citation in answer.citations:
        page.locator(f'#live button.chip[data-n="{citation.number}"]').first.click()
        text = (SEEDS / citation.source).read_bytes().decode()
        assert marked(page, citation.number) == text[citation.start : citation.end]
        assert in_view(page.locator("mark.current").first)
        expect(page.locator(".panel:not([hidden]) .file")).to_have_text(citation.source)


def test_the_whole_article_can_be_read(visit: Visit, seeds_address: str) -> None:
    page = visit(seeds_address)
    ask(page, QUESTIONS[0])
    source = page.locator(".panel:not([hidden]) .file").inner_text()
    page.eval_on_selector_all(".ref", "labels => labels.forEach(label => label.remove())")
    text = page.locator(".panel:not([hidden]) .article").text_content()
    assert text == (SEEDS / source).read_bytes().decode()


def test_a_follow_up_carries_what_was_said(visit: Visit, seeds_address: str, seeds_corpus: Corpus) -> None:
    follow_up = "On what day did he speak?"
    said = seeds_corpus.answer(QUESTIONS[0])
    expected = shown(seeds_corpus.answer(follow_up, [(said.question, said.text)]))
    page = visit(seeds_address)
    ask(page, said.question)
    ask(page, follow_up)
    page.locator("#live button.chip").first.click()
    expect(page.locator(".place")).to_have_text(f"1 of {len(expected)}")
    assert marked(page, 1) == expected[0].quote


def test_a_question_beyond_the_articles_is_not_answered(visit: Visit, seeds_address: str) -> None:
    page = visit(seeds_address)
    ask(page, "What is the capital of Australia?")
    expect(page.locator("#live .abstained")).to_contain_text("No answer in these articles")
    page.locator("#live .passage").first.click()
    expect(page.locator("mark.current").first).to_be_visible()


def test_a_question_too_long_is_refused_kindly(visit: Visit, seeds_address: str) -> None:
    page = visit(seeds_address)
    page.fill("#question", "why " * 5000)
    page.press("#question", "Enter")
    expect(page.locator("#live [role=alert]")).to_contain_text("The question has 19999 characters")
    assert len(page.locator("#live .question").inner_text()) < 600


def test_the_examples_are_answered(visit: Visit, seeds_address: str, seeds_corpus: Corpus) -> None:
    """How many there is time to try depends on the machine; the first is there on any."""
    page = visit(seeds_address)
    first = page.locator(".example").first
    question = first.inner_text()
    assert seeds_corpus.answer(question).answered
    first.click()
    expect(page.locator("#live .answered .question")).to_have_text(question)
