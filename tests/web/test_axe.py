"""axe-core (https://github.com/dequelabs/axe-core) finds nothing grave on any view, wide or narrow, light or dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.web.browsing import Scheme, Visit
from tests.web.views import CANNED, CHANGEABLE, Walk, changeable, measured

GRAVE = {"serious", "critical"}

SCHEMES: list[Scheme] = ["light", "dark"]
WIDTHS = [360, 1280]


@pytest.fixture(scope="module")
def changeable_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with changeable(tmp_path_factory.mktemp("library")) as address:
        yield address


@pytest.mark.parametrize("walk", CANNED, ids=lambda walk: walk.__name__)
def test_nothing_grave_on_a_view(visit: Visit, fake_address: str, walk: Walk) -> None:
    with measured():
        assert grave(visit, fake_address, walk) == {}


@pytest.mark.parametrize("walk", CHANGEABLE, ids=lambda walk: walk.__name__)
def test_nothing_grave_where_the_corpus_can_be_changed(visit: Visit, changeable_address: str, walk: Walk) -> None:
    assert grave(visit, changeable_address, walk) == {}


def test_what_is_grave_is_found(visit: Visit, fake_address: str) -> None:
    """A button without a name, to see that axe looks at all."""
    page = visit(fake_address)
    page.evaluate("document.querySelector('.send').replaceChildren()")
    assert any("Buttons must have discernible text" in told for told in violations(page))


def grave(visit: Visit, address: str, walk: Walk) -> dict[str, list[str]]:
    """What axe finds on a view, for each width and scheme where it finds something."""
    found = {}
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = visit(address, width, scheme)
            walk(page)
            found[f"{width} {scheme}"] = violations(page)
            page.close()
    return {where: told for where, told in found.items() if told}


def violations(page: Page) -> list[str]:
    """The grave violations on a page, each with the elements that it is about."""
    found = Axe().run(page).response["violations"]
    return [_told(violation) for violation in found if violation["impact"] in GRAVE]


def _told(violation: dict[str, Any]) -> str:
    elements = [f"{node['html'][:200]} {node['failureSummary']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['impact']}: {violation['help']}", *elements])
