"""A conversation in a browser: stopped, asked anew, kept over a reload, left and reopened, taken away, judged."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, expect

from rag import Corpus, Settings, Within
from rag.contract import Delta, Event, Status
from tests.web.browsing import Visit, ask, marked, serving
from tests.web.fakes import HOSTILE, FakeCorpus, canned
from ui.feedback import feedback_file, read
from ui.web.exporting import plain

Told = Sequence[tuple[str, str]]


class Dictating(FakeCorpus):
    """Says a few words and then nothing more, without end; knows when somebody has hung up on it."""

    def __init__(self) -> None:
        self.hung_up = threading.Event()

    def stream(self, question: str, history: Told = (), within: Within | None = None) -> Iterator[Event]:
        if question != "dictate":
            yield from super().stream(question, history, within)
            return
        try:
            yield Status("writing")
            yield Delta("Moscow seeks")
            while True:
                time.sleep(0.05)
                yield Delta("")
        finally:
            self.hung_up.set()


@pytest.fixture(scope="module")
def dictating() -> Iterator[tuple[str, Dictating]]:
    corpus = Dictating()
    with serving(cast("Corpus", corpus)) as address:
        yield address, corpus


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_an_answer_can_be_stopped(visit: Visit, dictating: tuple[str, Dictating], way: str) -> None:
    address, corpus = dictating
    corpus.hung_up.clear()
    page = visit(address)
    ask(page, "brics")
    page.fill("#question", "dictate")
    page.press("#question", "Enter")
    expect(page.locator("#live .words")).to_have_text("Moscow seeks")
    page.get_by_role("button", name="Stop", exact=True).click() if way == "button" else page.keyboard.press("Escape")
    expect(page.locator("#live .stopped .halted")).to_have_text("Stopped before it was answered.")
    expect(page.locator("#live .words")).to_have_text("Moscow seeks")
    assert corpus.hung_up.wait(60)
    ask(page, "unknown")
    # The stopped turn stays to be seen, and is nothing that a follow-up leans on.
    expect(page.locator("#live .reason")).to_have_text("Nothing answers this after 1 turns.")
    assert page.locator("#conversation .question").all_text_contents() == ["brics", "dictate"]


def test_a_question_can_be_changed_and_asked_again(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    for question in ("brics", "when", "unknown"):
        ask(page, question)
    page.locator('.turn[data-turn="1"]').get_by_role("button", name="Change the question").click()
    expect(page.locator("#question")).to_have_value("when")
    expect(page.locator(".editing")).to_be_visible()
    ask(page, "hostile")
    assert page.locator(".turn .question").all_text_contents() == ["brics", "hostile"]
    expect(page.locator(".editing")).to_be_hidden()
    assert marked(page, 1) == HOSTILE[5:-5]
    ask(page, "unknown")
    expect(page.locator("#live .reason")).to_have_text("Nothing answers this after 2 turns.")


def test_a_change_can_be_given_up(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    page.get_by_role("button", name="Change the question").click()
    page.keyboard.press("Escape")
    expect(page.locator(".editing")).to_be_hidden()
    expect(page.locator("#question")).to_have_value("")
    ask(page, "when")
    assert page.locator(".turn .question").all_text_contents() == ["brics", "when"]


def test_a_failed_question_can_be_asked_again(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "crash")
    page.get_by_role("button", name="Ask again", exact=True).click()
    expect(page.locator("#live .failed").first).to_be_visible()
    expect(page.locator(".turn")).to_have_count(1)


def reload(page: Page) -> None:
    page.reload()
    page.wait_for_selector("#live .turn")


def test_a_conversation_survives_a_reload(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    ask(page, "when")
    reload(page)
    assert page.locator(".turn .question").all_text_contents() == ["brics", "when"]
    page.locator('#conversation button.chip[data-turn="0"]').click()
    assert marked(page, 1) == canned("brics", ()).citations[0].quote
    page.locator('#live button.chip[data-n="2"]').click()
    assert marked(page, 2) == "On March 27 he spoke"
    ask(page, "unknown")
    expect(page.locator("#live .reason")).to_have_text("Nothing answers this after 2 turns.")


def test_conversations_can_be_left_reopened_and_deleted(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#pane")).to_be_hidden()
    ask(page, "when")
    page.get_by_role("button", name="History").click()
    rows = page.locator(".past-row:not([hidden])")
    expect(rows.locator(".name")).to_have_text(["when", "brics"])
    rows.nth(1).locator(".reopen").click()
    expect(page.locator("#live .question")).to_have_text("brics")
    page.get_by_role("button", name="History").click()
    page.get_by_role("button", name="Delete: when").click()
    page.get_by_role("button", name="Delete: when").click()
    expect(rows.locator(".name")).to_have_text(["brics"])
    page.keyboard.press("Escape")
    expect(page.locator(".drawer")).to_be_hidden()
    expect(page.locator(".tool.past")).to_be_focused()


def test_what_was_tampered_with_is_not_shown(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    forge = "localStorage.setItem(KEY, localStorage.getItem(KEY).replaceAll('fine', 'dark'))"
    page.evaluate(forge.replace("KEY", "'byline-conversations'"))
    reload(page)
    expect(page.locator("#live .failed").last).to_contain_text("The articles have changed since")
    assert page.locator(".chip").count() == 0


@pytest.mark.parametrize("junk", ["{", "7", '[{"id": 3}]', json.dumps([{"turns": "x"}])])
def test_junk_in_the_storage_is_no_conversation(visit: Visit, fake_address: str, junk: str) -> None:
    page = visit(fake_address)
    page.evaluate("junk => localStorage.setItem('byline-conversations', junk)", junk)
    page.reload()
    page.wait_for_selector("html[data-started]")
    page.get_by_role("button", name="History").click()
    expect(page.locator(".none")).to_be_visible()


def test_an_answer_is_copied_with_its_footnotes(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "hostile")
    page.get_by_role("button", name="Copy the answer").click()
    expect(page.locator(".told")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == plain(canned("hostile", ()))


@pytest.mark.parametrize(("label", "name"), [("Markdown", "byline.md"), ("HTML", "byline.html")])
def test_a_conversation_is_saved(visit: Visit, fake_address: str, tmp_path: Path, label: str, name: str) -> None:
    page = visit(fake_address)
    ask(page, "hostile")
    ask(page, "when")
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label).click()
    assert waiting.value.suggested_filename == name
    saved = tmp_path / name
    waiting.value.save_as(saved)
    assert "He told an audience Friday in Hainan." in saved.read_text("utf-8")
    if name.endswith("html"):
        opened = page.context.new_page()
        opened.goto(saved.as_uri())
        assert opened.locator("blockquote").first.text_content() == HOSTILE[5:-5]
        assert opened.locator("script, img, iframe, a, b").count() == 0
        assert opened.evaluate("window.pwned") is None


def test_a_verdict_and_its_note_are_kept(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    ask(page, "brics")
    ask(page, "when")
    down = page.locator("#live").get_by_role("button", name="A bad answer")
    down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("He spoke twice.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator("#live .remark")).to_be_hidden()
    page.wait_for_function("document.querySelector('.told').textContent === 'Thank you.'")
    ask(page, "unknown")
    expect(page.locator('.action.down[data-turn="1"]')).to_have_attribute("aria-pressed", "true")
    last = read(feedback_file(Settings.load().data)).feedback[-1]
    assert (last.question, last.verdict, last.note) == ("when", "down", "He spoke twice.")
    assert last.history == (("brics", canned("brics", ()).text),)


def test_questions_to_ask_next_come_after_the_answer(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.web.handlers.follow_ups", lambda *_, **__: ["when", "<b>unknown</b>"])
    with serving(cast("Corpus", FakeCorpus())) as address:
        page = visit(address)
        ask(page, "brics")
        expect(page.locator(".follow-up")).to_have_text(["when", "<b>unknown</b>"])
        page.get_by_role("button", name="when", exact=True).click()
        expect(page.locator("#live .answered .question")).to_have_text("when")
        assert page.locator(".turn .question").all_text_contents() == ["brics", "when"]


def test_the_view_stays_in_the_address(visit: Visit, fake_address: str) -> None:
    page = visit(fake_address)
    chat = page.get_by_role("navigation", name="Views").get_by_role("button", name="Chat")
    expect(chat).to_have_attribute("aria-current", "page")
    page.evaluate("location.hash = '#quality'")
    expect(page.locator("#desk")).to_be_hidden()
    page.reload()
    page.wait_for_selector("html[data-started]", state="attached")
    expect(page.locator("#desk")).to_be_hidden()
    page.go_back()
    expect(page.locator("#desk")).to_be_visible()
    page.evaluate("location.hash = '#nowhere'")
    expect(page.locator("#desk")).to_be_visible()
    chat.press("Enter")
    assert page.evaluate("location.hash") == "#chat"
