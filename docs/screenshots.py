"""Makes the pictures of the page in this folder: `python -m docs.screenshots` from the project's root."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from rag import Corpus
from tests.web.browsing import CHROMIUM_FLAGS, Scheme, ask, chromium, serving

DOCS = Path(__file__).parent
SEEDS = DOCS.parent / "seeds"

WIDE = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


@dataclass(frozen=True, slots=True)
class Picture:
    """One file in this folder: what is asked before it is taken, and whether a citation is then opened."""

    name: str
    questions: tuple[str, ...] = ()
    scheme: Scheme = "light"
    phone: bool = False
    opened: bool = False


BRICS = ("What did Overchuk say about BRICS?",)

PICTURES = (
    Picture("page", (*BRICS, "On what day did Overchuk speak at the Boao Forum?"), opened=True),
    Picture("page-dark", ("What do the articles say about sanctions?",), "dark", opened=True),
    Picture("page-start"),
    Picture("page-abstention", ("How much wheat does Russia sell to China?",)),
    Picture("page-phone", BRICS, phone=True),
    Picture("page-phone-source", BRICS, "dark", phone=True, opened=True),
)


def main() -> None:
    """Serve the seeds, take every picture, and end."""
    with Corpus.open(SEEDS) as corpus, serving(corpus) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for picture in PICTURES:
            take(picture, browser, address)
        browser.close()


def take(picture: Picture, browser: Browser, address: str) -> None:
    """Save one picture as `docs/NAME.png`."""
    context = browser.new_context(
        viewport=PHONE if picture.phone else WIDE,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        device_scale_factor=1.5,
        is_mobile=picture.phone,
        has_touch=picture.phone,
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#question")
    for question in picture.questions:
        ask(page, question)
    if picture.opened:
        page.locator("#live button.chip").first.click()
        page.mouse.move(0, 0)
    # The last motions and typefaces settle.
    page.wait_for_timeout(600)
    page.screenshot(path=DOCS / f"{picture.name}.png")


if __name__ == "__main__":
    main()
