"""Every view of the page, as a walk from the page as it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from eval.last import keep, last_file
from rag.library import Library
from rag.settings import Settings
from tests.web.browsing import ask, serving
from tests.web.fakes import FakeCorpus
from tests.web.test_quality import REPORT

Walk = Callable[[Page], None]


def welcome(page: Page) -> None:
    """The page as it is found."""
    expect(page.locator("#question")).to_be_visible()


def answer(page: Page) -> None:
    """An answer whose sources are open beside it, or over it on a phone."""
    ask(page, "brics")
    page.locator("#live button.chip").first.click()
    expect(page.locator("mark.current").first).to_be_visible()


def prose(page: Page) -> None:
    """A model's answer with a sentence that nothing supports."""
    ask(page, "prose")


def conflict(page: Page) -> None:
    """Two sides."""
    ask(page, "when")


def hostile(page: Page) -> None:
    """A document of markup that would load things from elsewhere, cited and opened."""
    ask(page, "hostile")
    page.locator("#live button.chip").first.click()
    expect(page.locator("mark.current").first).to_be_visible()


def abstention(page: Page) -> None:
    """No answer, and the closest passages."""
    ask(page, "unknown")


def failure(page: Page) -> None:
    """A question that went wrong."""
    ask(page, "crash")


def tip(page: Page) -> None:
    """What a chip stands for, shown beside it."""
    ask(page, "when")
    page.locator("#live button.chip").first.hover()
    expect(page.locator(".tip")).to_be_visible()


def quality(page: Page) -> None:
    """The figures of an eval, a miss opened."""
    page.get_by_role("navigation").get_by_role("button", name="Quality").click()
    page.locator("#quality summary").first.click()


def library(page: Page) -> None:
    """The documents, one of which could not be read."""
    page.get_by_role("navigation").get_by_role("button", name="Library").click()
    expect(page.locator(".shelf h3")).to_be_visible()


# Those of the canned answers, and those of a corpus that can be changed.
CANNED: tuple[Walk, ...] = (welcome, answer, prose, conflict, hostile, abstention, failure, tip, quality)
CHANGEABLE: tuple[Walk, ...] = (library,)


@contextmanager
def measured() -> Iterator[None]:
    """Meanwhile the page over canned answers finds an eval's report."""
    data = Settings.load().data
    keep(replace(REPORT, folder=str(FakeCorpus.folder)), data)
    try:
        yield
    finally:
        last_file(data, FakeCorpus.folder).unlink(missing_ok=True)


@contextmanager
def changeable(place: Path) -> Iterator[str]:
    """The address of a page over two small documents that can be changed, and one that cannot be read."""
    folder = place / "articles"
    folder.mkdir()
    (folder / "lake.txt").write_text(
        "The lake Cee is forty metres deep.\n\nPublisher: Lake Gazette\n", encoding="utf-8"
    )
    (folder / "hall.txt").write_text("The old hall burnt down in May 1931.\n", encoding="utf-8")
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    settings = Settings.load(corpus=folder, data=place / "data")
    with Library.open(settings=settings) as opened, serving(opened) as address:
        yield address
