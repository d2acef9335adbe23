"""A server over canned answers, one over the seeds, and a browser that may go nowhere but there."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from rag import Corpus
from tests.web.browsing import CHROMIUM_FLAGS, Scheme, Visit, chromium, serving
from tests.web.fakes import fake

# Milliseconds that a busy machine may take for one step; a quick one waits for none of them.
PATIENCE = 60_000

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def fake_address() -> Iterator[str]:
    with serving(fake()) as address:
        yield address


@pytest.fixture(scope="session")
def seeds_address(seeds_corpus: Corpus) -> Iterator[str]:
    with serving(seeds_corpus) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if not executable:
        reason = "no chromium on PATH or in CHROMIUM, so the page was not tried in a browser"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens an address in a fresh session; afterwards nothing may have been asked of any other machine."""
    asked: list[str] = []
    problems: list[str] = []
    contexts = []

    def opening(address: str, width: int = 1280, scheme: Scheme = "light") -> Page:
        view: ViewportSize = {"width": width, "height": 800}
        context = browser.new_context(viewport=view, color_scheme=scheme, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(address)
        page.wait_for_selector("html[data-started]")
        return page

    yield opening
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []
    assert problems == []
