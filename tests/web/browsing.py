"""Serving the page from this process, and what a test does on it in a browser."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Literal, Protocol

from playwright.sync_api import Locator, Page

from rag import Corpus
from rag.library import Library
from ui.web.server import Server, app, listen

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Scheme = Literal["light", "dark"]


class Visit(Protocol):
    """Opens an address in a session of its own."""

    def __call__(self, address: str, width: int = 1280, scheme: Scheme = "light") -> Page: ...


def chromium() -> str | None:
    """The browser to test in: the one named by CHROMIUM, or the first on PATH."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def serving(
    corpus: Corpus | Library, host: str = "127.0.0.1", password: str | None = None, mcp: bool = False
) -> Iterator[str]:
    """The address of a page over `corpus` as set up for `host`, served from this process until the context ends."""
    with closing(listen("127.0.0.1", 0)) as listening:
        running = Server(app(corpus, host, password, mcp))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            running.should_exit = True
            thread.join()


def ask(page: Page, question: str) -> None:
    """Type a question, send it with Enter, and wait until its turn is finished."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(
        "question => { const turn = document.querySelector('#live .turn:not(.arriving)');"
        " const { busy } = document.documentElement.dataset;"
        " return busy === undefined && turn?.querySelector('.question').textContent === question }",
        arg=question,
    )


def marked(page: Page, number: int) -> str:
    """The characters that the pane marks for a citation, once it marks any."""
    marks = page.locator(f'.panel:not([hidden]) mark[data-n~="{number}"]')
    marks.first.wait_for()
    return "".join(marks.all_text_contents())


def in_view(mark: Locator) -> bool:
    """Whether a mark lies within the part of its panel that is on the screen."""
    corners = "(e => { const { top, bottom } = e.getBoundingClientRect(); return [top, bottom] })"
    top, bottom = mark.evaluate(corners)
    panel_top, panel_bottom = mark.locator("xpath=ancestor::*[@role='tabpanel']").evaluate(corners)
    return bool(panel_top <= top and bottom <= panel_bottom)
