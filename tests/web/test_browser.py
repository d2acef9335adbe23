"""The page in a browser, over canned answers: chips, pane, keys, sessions, hostile text, narrow screens."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import cast

import pytest
from playwright.sync_api import expect

from rag import Corpus, Within
from rag.contract import Event, Status
from tests.web.browsing import Scheme, Visit, ask, in_view, marked, serving
from tests.web.fakes import DOCUMENTS, HOSTILE, FakeCorpus, canned

STANDING = "quoted by the reader · 0.2 s · 2 sources · 1 origin (Bloomberg)"

WIDTHS = [360, 768, 1280, 2560]


def test_the_first_view_offers_a_box_to_ask_in(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    expect(page.get_by_role("heading", name="Byline")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    expect(page.locator("#pane")).to_be_hidden()


def test_an_answer_opens_its_sources_at_the_cited_words(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "when")
    expect(page.locator("#live .standing")).to_have_text(STANDING)
    expect(page.locator("#question")).to_have_value("")
    for chip in page.locator("#live button.chip").all():
        chip.click()
        number = int(chip.inner_text())
        assert marked(page, number) == canned("when", ()).citations[number - 1].quote
        assert in_view(page.locator("mark.current").first)
        expect(page.locator(".place")).to_have_text(f"{number} of 2")


def test_overlapping_citations_each_keep_their_own_words(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "overlap")
    for citation in canned("overlap", ()).citations:
        page.locator("#live button.chip").nth(citation.number - 1).click()
        assert marked(page, citation.number) == citation.quote
        assert "".join(page.locator("mark.current").all_text_contents()) == citation.quote


def test_previous_and_next_go_round_the_citations(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "when")
    place = page.locator(".place")
    expect(place).to_have_text("1 of 2")
    page.get_by_role("button", name="Next citation").click()
    expect(place).to_have_text("2 of 2")
    page.get_by_role("button", name="Next citation").click()
    expect(place).to_have_text("1 of 2")
    page.get_by_role("button", name="Previous citation").click()
    expect(place).to_have_text("2 of 2")


def test_chips_of_earlier_answers_still_open_their_own_source(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    ask(page, "when")
    page.locator('#conversation button.chip[data-turn="0"]').click()
    expect(page.locator(".sources")).to_have_attribute("data-turn", "0")
    assert marked(page, 1) == canned("brics", ()).citations[0].quote
    page.locator('#live button.chip[data-n="2"]').click()
    expect(page.locator(".sources")).to_have_attribute("data-turn", "1")
    assert marked(page, 2) == "On March 27 he spoke"


def test_an_abstention_looks_different_and_opens_its_closest_passages(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "unknown")
    expect(page.locator("#live .abstained")).to_contain_text("No answer in these articles")
    expect(page.locator("#pane")).to_be_hidden()
    page.locator("#live .passage").nth(1).click()
    assert page.locator(".place").inner_text() == "2 of 2"
    assert marked(page, 2) == "On March 27 he spoke"


def test_a_follow_up_carries_the_conversation(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    ask(page, "unknown")
    expect(page.locator("#live .reason")).to_have_text("Nothing answers this after 1 turns.")
    assert page.locator("#conversation .question").all_text_contents() == ["brics"]


def test_sessions_do_not_hear_each_other(visit: Visit, fake_address: str) -> None:
    first, second = visit(fake_address), visit(fake_address)
    ask(first, "brics")
    ask(second, "unknown")
    expect(second.locator("#live .reason")).to_have_text("Nothing answers this after 0 turns.")
    ask(first, "unknown")
    expect(first.locator("#live .reason")).to_have_text("Nothing answers this after 1 turns.")
    assert second.locator("#conversation .turn").count() == 0


def test_an_unexpected_failure_is_told_in_a_sentence(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "crash")
    expect(page.locator("#live .failed .failed")).to_contain_text("Something went wrong while answering")
    assert "secret" not in page.content()
    ask(page, "brics")
    expect(page.locator("#live button.chip")).to_have_count(1)


def test_an_empty_question_is_not_sent(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    page.fill("#question", "  \n ")
    page.press("#question", "Enter")
    ask(page, "brics")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_hostile_document_is_only_text(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    tags = "[...new Set([...document.querySelectorAll('#desk *')].map(e => e.tagName))].sort()"
    before = page.evaluate(tags)
    ask(page, "hostile")
    page.locator("#live button.chip").click()
    assert marked(page, 1) == HOSTILE[5:-5]
    page.eval_on_selector_all(".ref", "labels => labels.forEach(label => label.remove())")
    assert page.locator(".panel:not([hidden]) .article").text_content() == HOSTILE
    assert set(page.evaluate(tags)) <= {*before, "SPAN"}
    assert page.evaluate("window.pwned") is None
    assert page.locator(".head h2").text_content() == DOCUMENTS[2].title
    assert page.locator("#live button.chip").count() == 1


def test_everything_can_be_done_from_the_keyboard(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    page.keyboard.type("when")
    page.keyboard.press("Enter")
    page.wait_for_selector("#live .answered")
    chips = page.locator("#live button.chip")
    for action in ("A bad answer", "A good answer", "Change the question and ask again", "Copy the answer"):
        page.keyboard.press("Shift+Tab")
        expect(page.locator("#live").get_by_role("button", name=action)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(chips.nth(1)).to_be_focused()
    expect(page.locator(".tip")).to_contain_text("On March 27 he spoke")
    expect(page.locator(".tip")).to_contain_text("30 March 2025 · 001.txt")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("mark.current")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(".place")).to_have_text("1 of 2")
    page.keyboard.press("p")
    expect(page.locator(".place")).to_have_text("2 of 2")
    page.keyboard.press("Escape")
    expect(page.locator("#pane")).to_be_hidden()
    expect(chips.nth(1)).to_be_focused()


def test_tabs_follow_the_arrow_keys(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "when")
    page.get_by_role("tab").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab").nth(1)).to_be_focused()
    expect(page.get_by_role("tab", selected=True)).to_contain_text("001.txt")
    expect(page.get_by_role("tabpanel")).to_contain_text("On March 27")


def test_no_width_scrolls_sideways(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    for question in ("when", "hostile", "unknown"):
        ask(page, question)
    page.locator("#live button.chip").first.click()
    page.wait_for_selector("mark.current")
    boxes = "[document.documentElement, ...document.querySelectorAll('#scroll, .panel:not([hidden])')]"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(f"{boxes}.filter(e => e.scrollWidth > e.clientWidth).length") == 0, width


def test_on_a_phone_the_sources_slide_over_the_chat(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address, 360)
    ask(page, "brics")
    expect(page.locator("#pane")).to_be_hidden()
    page.locator("#live button.chip").click()
    expect(page.locator("#pane")).to_be_in_viewport(ratio=1)
    assert in_view(page.locator("mark.current"))
    page.get_by_role("button", name="Close the sources").click()
    expect(page.locator("#pane")).to_be_hidden()
    expect(page.locator("#live button.chip")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_follows_the_system_and_the_switch(visit: Visit, fake_address: str, scheme: Scheme) -> None:
    page = visit(fake_address, scheme=scheme)
    other = "light" if scheme == "dark" else "dark"
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", other)
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", other)


class SlowCorpus(FakeCorpus):
    """Searches until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None
    ) -> Iterator[Event]:
        yield Status("searching")
        self.let_go.wait(20)
        yield from super().stream(question, history, within)


def test_a_full_house_is_told_kindly(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.web.page.CONCURRENT", 1)
    monkeypatch.setattr("ui.web.page.WAITING", 1)
    corpus = SlowCorpus()
    with serving(cast("Corpus", corpus)) as address:
        asking, waiting, turned_away = visit(address), visit(address), visit(address)
        for page in (asking, waiting, turned_away):
            page.fill("#question", "brics")
            page.press("#question", "Enter")
            if page is asking:
                expect(page.locator("#live .stage")).to_have_text("searching …")
        expect(turned_away.locator(".toast-body")).to_contain_text("busy")
        expect(turned_away.locator("#question")).to_have_value("brics")
        corpus.let_go.set()
        for page in (asking, waiting):
            expect(page.locator("#live .answered")).to_be_visible()
        ask(turned_away, "brics")
