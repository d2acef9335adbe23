"""Makes the pictures of the page in this folder: `python -m docs.screenshots` from the project's root.

`python -m docs.screenshots page library-dark` makes only those. They are taken of the seeds, on a server of their
own; the view of quality shows docs/eval.json.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from eval.last import keep
from eval.report import from_json
from rag.library import Library
from rag.settings import Settings
from tests.web.browsing import CHROMIUM_FLAGS, Scheme, ask, chromium, serving

DOCS = Path(__file__).parent
SEEDS = DOCS.parent / "seeds"

WIDE = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)

# Pictures in a README are shown at about half of this, and 256 colours tell text and paper apart as well as
# millions do, in a third of the space.
SCALE = 1.5
COLOURS = 256


@dataclass(frozen=True, slots=True)
class Picture:
    """One file in this folder, and how the page gets to what it shows."""

    name: str
    walk: Callable[[Page], None]
    scheme: Scheme = "light"
    phone: bool = False


def start(page: Page) -> None:
    """The page as it is found."""
    page.wait_for_selector(".welcome .example")


def answer(page: Page) -> None:
    """An answer and its sources."""
    ask(page, "What did Overchuk say about BRICS?")
    _open_source(page)


def conflict(page: Page) -> None:
    """Sources that disagree, below an earlier answer."""
    ask(page, "What did Overchuk say about BRICS?")
    ask(page, "On what day did Overchuk speak at the Boao Forum?")
    _open_source(page)


def talk(page: Page) -> None:
    """An answer alone."""
    ask(page, "What did Overchuk say about BRICS?")


def abstention(page: Page) -> None:
    """No answer, and what comes closest."""
    ask(page, "How much wheat does Russia sell to China?")


def library(page: Page) -> None:
    """The documents."""
    _show(page, "Library")


def quality(page: Page) -> None:
    """The figures of docs/eval.json."""
    _show(page, "Quality")


def pictures() -> tuple[Picture, ...]:
    """Every view wide and light; most also dark, and on a phone."""
    wide = {
        "page": conflict,
        "page-answer": answer,
        "page-start": start,
        "page-abstention": abstention,
        "page-library": library,
        "page-quality": quality,
    }
    light = [Picture(name, walk) for name, walk in wide.items()]
    dark = [replace(picture, name=f"{picture.name}-dark", scheme="dark") for picture in light]
    narrow = [
        Picture("page-phone", talk, phone=True),
        Picture("page-phone-source", answer, "dark", phone=True),
        Picture("page-phone-library", library, phone=True),
        Picture("page-phone-quality", quality, "dark", phone=True),
    ]
    return (*light, *dark, *narrow)


def main(names: Sequence[str]) -> None:
    """Serve the seeds, take the named pictures or all, and end."""
    with ExitStack() as stack:
        # Where the page looks for the eval's report too.
        os.environ["BYLINE_DATA"] = stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings.load(corpus=SEEDS)
        served = stack.enter_context(Library.open(settings=settings))
        keep(replace(from_json(DOCS / "eval.json"), folder=str(SEEDS)), settings.data)
        address = stack.enter_context(serving(served))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        for picture in pictures():
            if not names or picture.name in names:
                take(picture, browser, address)
        browser.close()


def take(picture: Picture, browser: Browser, address: str) -> None:
    """Save one picture as `docs/NAME.png`."""
    context = browser.new_context(
        viewport=PHONE if picture.phone else WIDE,
        color_scheme=picture.scheme,
        reduced_motion="reduce",
        device_scale_factor=SCALE,
        is_mobile=picture.phone,
        has_touch=picture.phone,
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_selector("html[data-started]")
    picture.walk(page)
    page.mouse.move(0, 0)
    # The last motions and typefaces settle.
    page.wait_for_timeout(1000)
    _save(page.screenshot(), DOCS / f"{picture.name}.png")
    context.close()


def _open_source(page: Page) -> None:
    page.locator("#live button.chip").first.click()
    page.locator("mark.current").first.wait_for()


def _show(page: Page, view: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=view).click()


def _save(png: bytes, file: Path) -> None:
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
