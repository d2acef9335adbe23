"""axe-core (https://github.com/dequelabs/axe-core) finds nothing grave on any view, wide or narrow, light or dark."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web.browsing import Visit
from tests.web.views import CANNED, CHANGEABLE, Walk, changeable, measured

GRAVE = {"serious", "critical"}

WIDTHS = [1280, 360]


def test_nothing_grave_on_any_view(visit: Visit, fake_address: str) -> None:
    with measured():
        assert grave(visit(fake_address), CANNED) == {}


def test_nothing_grave_where_the_corpus_can_be_changed(visit: Visit, tmp_path: Path) -> None:
    with changeable(tmp_path) as address:
        assert grave(visit(address), CHANGEABLE) == {}


def test_what_is_grave_is_found(visit: Visit, fake_address: str) -> None:
    """A button without a name, to see that axe looks at all."""
    page = visit(fake_address)
    page.evaluate("document.querySelector('.send').replaceChildren()")
    assert any("Buttons must have discernible text" in told for told in violations(page))


def grave(page: Page, walks: Sequence[Walk]) -> dict[str, list[str]]:
    """What axe finds on each view, by its name, width and theme; the conversation grows from view to view."""
    found = {}
    for walk in walks:
        page.goto(page.url.partition("#")[0] + "#chat")
        walk(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for _ in range(2):
                page.locator("button.theme").dispatch_event("click")
                theme = page.locator("html").get_attribute("data-theme")
                found[f"{walk.__name__}, {theme}, {width} px"] = violations(page)
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    return {where: told for where, told in found.items() if told}


def violations(page: Page) -> list[str]:
    """The grave violations on a page, each with the elements that it is about."""
    found = Axe().run(page).response["violations"]
    return [_told(violation) for violation in found if violation["impact"] in GRAVE]


def _told(violation: dict[str, Any]) -> str:
    elements = [f"{node['html'][:200]} {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['impact']}: {violation['help']}", *elements])
