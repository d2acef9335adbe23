"""No view asks anything of another machine, nor tries to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.web.conftest import PATIENCE
from tests.web.views import CANNED, CHANGEABLE, changeable, measured

# What the content security policy stops is no request yet, but somebody tried.
WATCH = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.blockedURI));"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(accept_downloads=True, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    yield context
    context.close()


def everything_asked(context: BrowserContext) -> list[str]:
    """The addresses that any page of the context asks, from now on."""
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("page", lambda page: page.on("websocket", lambda socket: asked.append(socket.url)))
    return asked


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-started]")
    return page


def elsewhere(asked: list[str], address: str) -> list[str]:
    """The addresses of other machines; what a page holds itself (data: and blob:) is of none."""
    return [url for url in asked if urlsplit(url).scheme not in {"data", "blob"} and not url.startswith(f"{address}/")]


def test_a_whole_conversation_asks_nothing_of_others(context: BrowserContext, fake_address: str) -> None:
    """Through every view, one after the other on one page, hostile document and all."""
    asked = everything_asked(context)
    with measured():
        page = opened(context, fake_address)
        for walk in CANNED:
            page.goto(f"{fake_address}/#chat")
            walk(page)
    assert len(asked) > 50
    assert elsewhere(asked, fake_address) == []
    assert page.evaluate("window.refused") == []


def test_changing_the_corpus_asks_nothing_of_others(context: BrowserContext, tmp_path: Path) -> None:
    asked = everything_asked(context)
    with changeable(tmp_path) as address:
        page = opened(context, address)
        for walk in CHANGEABLE:
            walk(page)
        assert elsewhere(asked, address) == []
        assert page.evaluate("window.refused") == []


def test_what_would_leave_is_stopped_and_seen(context: BrowserContext, fake_address: str) -> None:
    """An image of another machine, to see that this file looks at all."""
    page = opened(context, fake_address)
    page.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.2:9/a.png' }))")
    page.wait_for_function("window.refused.length > 0")
    assert page.evaluate("window.refused") == ["http://127.0.0.2:9/a.png"]
