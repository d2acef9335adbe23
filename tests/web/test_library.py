"""The library in a browser: files come and go, the filter restricts answers, hostile names are only names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FilePayload, Page, expect
from starlette.testclient import TestClient

from index.documents import Document
from index.embedding import Embedder
from index.reading import MAX_BYTES
from rag import Settings
from rag.library import Library
from rag.reader.cross_encoder import CrossEncoder
from tests.conftest import SEEDS
from tests.web.browsing import Visit, ask, serving
from ui.web.server import app
from ui.web.sources import sources

LAKE = "The lake Cee is forty metres deep. Divers measured it in May.\n\nPublisher: Lake Gazette\n"
DEEP = "How deep is the lake Cee?"
BRICS = "What did Overchuk say about BRICS?"
HOSTILE = "<img src=x onerror='window.pwned = true'>.txt"


@pytest.fixture(scope="module", autouse=True)
def models() -> Iterator[None]:
    """The real models, loaded once for all libraries of this file."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (Embedder, CrossEncoder):
            patch.setattr(model, "load", cache(model.load))
        yield


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    folder = tmp_path / "articles"
    folder.mkdir()
    for seed in SEEDS.glob("*.txt"):
        (folder / seed.name).write_bytes(seed.read_bytes())
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    with Library.open(settings=Settings.load(corpus=folder, data=tmp_path / "data")) as library:
        yield library


@pytest.fixture
def address(library: Library) -> Iterator[str]:
    with serving(library) as address:
        yield address


def opened(visit: Visit, address: str, width: int = 1280) -> Page:
    page = visit(address, width)
    show(page, "Library")
    expect(page.locator(".shelf h3")).to_be_visible()
    return page


def show(page: Page, view: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=view).click()


def sent(name: str, text: str = LAKE) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def indexed(page: Page, files: int) -> None:
    expect(page.locator(".work")).to_have_attribute("data-state", "done")
    expect(page.locator(".shelf h3")).to_have_text(f"{files} files")
    expect(page.locator(".entry.new, .entry.removed")).to_have_count(0)


def test_every_file_is_shown_with_what_is_known_of_it(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    expect(page.locator(".shelf h3")).to_have_text("6 files")
    bloomberg = page.locator(".entry").first
    for told in ("Russia says it wants", "Bloomberg L.P.", "2025", "355 words", "000_43acd167014c595c.txt", "indexed"):
        expect(bloomberg).to_contain_text(told)
    expect(page.locator(".entry.unread")).to_contain_text("not read: not UTF-8 at byte 3: save it as UTF-8")


def test_an_added_file_is_asked_and_a_removed_one_is_not(visit: Visit, address: str, library: Library) -> None:
    page = opened(visit, address)
    page.set_input_files("#library-files", [sent("lake.txt"), sent("script.js")])
    expect(page.locator(".outcome")).to_contain_text("lake.txt is added.")
    expect(page.locator(".outcome")).to_contain_text("script.js cannot be added: only .md, .text and .txt files")
    indexed(page, 7)
    expect(page.locator("#masthead .corpus")).to_have_text("articles · 6 articles")
    show(page, "Chat")
    ask(page, DEEP)
    expect(page.locator("#live .answered")).to_contain_text("forty metres deep")
    expect(page.locator("#live button.chip").first).to_have_attribute("data-about", "Lake Gazette · lake.txt")
    show(page, "Library")
    row = page.locator(".entry", has_text="lake.txt")
    row.get_by_role("button", name="Remove The lake Cee").click()
    expect(row.get_by_role("button", name="Keep")).to_be_focused()
    row.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".outcome")).to_contain_text("lake.txt is removed, and kept as /")
    indexed(page, 6)
    show(page, "Chat")
    ask(page, f"{DEEP} Tell me.")
    expect(page.locator("#live .abstained")).to_be_visible()
    assert not (library.folder / "lake.txt").exists()


def test_a_file_that_has_changed_or_gone_is_not_marked(library: Library) -> None:
    citation = library.corpus().answer(BRICS).citations[0]
    changed = Document(citation.source, "Something else. " * 400)
    assert "has changed since the answer" in str(sources(0, [citation], lambda source: changed))
    assert "not among the articles any more" in str(sources(0, [citation], dict[str, Document]().__getitem__))
    assert "<mark" in str(sources(0, [citation], library.corpus().document))


def test_keeping_a_file_changes_nothing(visit: Visit, address: str, library: Library) -> None:
    page = opened(visit, address)
    row = page.locator(".entry").first
    row.get_by_role("button", name="Remove").click()
    page.keyboard.press("Escape")
    expect(row.get_by_role("button", name="Remove")).to_be_focused()
    expect(row.get_by_role("button", name="Keep")).to_be_hidden()
    assert library.work.state == "idle"


def test_the_filter_restricts_the_list_and_the_answers(visit: Visit, address: str) -> None:
    page, other = opened(visit, address), opened(visit, address)
    page.get_by_label("Publisher", exact=True).select_option("hnewswire.com")
    expect(page.locator(".shelf h3")).to_have_text("1 of 6 files")
    show(page, "Chat")
    expect(page.locator(".selection")).to_contain_text("Asking 1 of 5 articles")
    ask(page, BRICS)
    page.wait_for_selector("#live .standing")
    for chip in page.locator("#live button.chip").all():
        assert "hnewswire.com" in str(chip.get_attribute("data-about"))
    page.get_by_role("button", name="Ask all articles again").click()
    expect(page.locator(".selection")).to_have_count(0)
    ask(page, f"{BRICS} Please.")
    expect(page.locator("#live .answered")).to_contain_text("Bloomberg")
    expect(other.locator(".shelf h3")).to_have_text("6 files")
    expect(other.locator(".selection")).to_have_count(0)


def test_words_dates_and_ticks_choose_articles(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.get_by_label("Search", exact=True).fill("KREMLIN seeking")
    expect(page.locator(".shelf h3")).to_have_text("1 of 6 files")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    page.get_by_label("Search", exact=True).fill("")
    page.get_by_label("From", exact=True).fill("2025-03-01")
    expect(page.locator(".shelf h3")).to_have_text("2 of 6 files")
    page.get_by_label("Until", exact=True).fill("2024-03-01")
    expect(page.locator(".outcome")).to_have_text("No day lies between 2025-03-01 and 2024-03-01; swap the two dates.")
    page.get_by_label("Until", exact=True).fill("")
    page.get_by_label("From", exact=True).fill("")
    expect(page.locator(".shelf h3")).to_have_text("6 files")
    for tick in page.locator(".tick:enabled").all():
        tick.uncheck()
    show(page, "Chat")
    expect(page.locator(".selection")).to_contain_text("Asking none of 5 articles")
    ask(page, BRICS)
    expect(page.locator("#live .failed .failed")).to_contain_text("No document is in the selection")


def test_a_folder_of_this_machine_is_copied(visit: Visit, address: str, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "lake.txt").write_text(LAKE)
    page = opened(visit, address)
    box = page.get_by_label("Or copy a folder of this machine")
    box.fill("/nowhere")
    box.press("Enter")
    expect(page.locator(".outcome")).to_contain_text("There is no folder /nowhere")
    box.fill(str(tmp_path / "more"))
    box.press("Enter")
    expect(page.locator(".ended")).to_have_text("1 copied. 6 articles are indexed.")
    expect(page.locator(".entry", has_text="more/lake.txt")).to_be_visible()


def test_rebuilding_is_seen_by_all_visitors(visit: Visit, address: str, library: Library) -> None:
    page, other = opened(visit, address), opened(visit, address)
    (library.folder / "lake.txt").write_text(LAKE)
    page.get_by_role("button", name="Rebuild the index").click()
    indexed(page, 7)
    expect(other.locator(".shelf h3")).to_have_text("7 files")
    expect(other.locator(".ended")).to_have_text("6 articles are indexed.")


def test_hostile_names_and_texts_are_only_words(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.set_input_files("#library-files", [sent(HOSTILE, f"# <b>{HOSTILE}</b> and four words\n\nPublisher: <i>x</i>")])
    expect(page.locator(".outcome")).to_have_text(f"{HOSTILE} is added.")
    indexed(page, 7)
    row = page.locator(".entry", has_text="onerror").first
    expect(row.locator(".source")).to_have_text(HOSTILE)
    expect(row.locator(".title")).to_contain_text("<b>")
    expect(page.get_by_label("Publisher", exact=True).locator("option").nth(1)).to_have_text("<i>x</i> (1)")
    assert page.locator("#library img, #library b, #library i").count() == 0
    assert page.evaluate("window.pwned") is None


def test_no_width_scrolls_sideways(visit: Visit, address: str) -> None:
    page = opened(visit, address)
    page.locator(".entry").first.get_by_role("button", name="Remove").click()
    for width in (360, 768, 2560):
        page.set_viewport_size({"width": width, "height": 800})
        box = page.locator("#library")
        assert box.evaluate("e => e.scrollWidth <= e.clientWidth"), width


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    with TestClient(app(library), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("..%2F..%2Fetc%2Fcron.txt", "no slashes"),
        ("%2e%2e%2fx.txt", "no slashes"),
        ("%2Fetc%2Fpasswd.txt", "no slashes"),
        (".hidden.txt", "leading dot"),
        ("a%00.txt", "invisible"),
        ("x" * 300 + ".txt", "longer than"),
        ("library.js", "only .md"),
    ],
)
def test_hostile_names_are_refused(client: TestClient, library: Library, name: str, told: str) -> None:
    before = sorted(path.name for path in library.folder.parent.rglob("*.txt"))
    response = client.put(f"/byline/library/{name}", content=LAKE)
    assert (response.status_code, told in response.text) == (400, True), response.text
    assert sorted(path.name for path in library.folder.parent.rglob("*.txt")) == before


def test_files_come_only_from_this_page_and_no_larger_than_can_be_read(client: TestClient, library: Library) -> None:
    foreign = {"Origin": "https://evil.example"}
    assert client.put("/byline/library/lake.txt", content=LAKE, headers=foreign).status_code == 403
    assert client.put("/byline/library/lake.txt", content=iter([b"x"])).status_code == 411
    assert client.put("/byline/library/lake.txt", headers={"Content-Length": str(MAX_BYTES + 1)}).status_code == 413
    assert client.put("/byline/page.js", content="x").status_code == 405
    assert not (library.folder / "lake.txt").exists()
    assert client.put("/byline/library/lake.txt", content=LAKE).status_code == 201
    assert client.put("/byline/library/lake.txt", content=LAKE).status_code == 200
    again = client.put("/byline/library/lake.txt", content="Another lake.")
    assert again.text == "lake.txt is added as lake (2).txt, since another file has its name."
    assert library.wait(120)


def test_a_file_that_breaks_off_is_not_kept(address: str, library: Library) -> None:
    def half() -> Iterator[bytes]:
        yield b"The lake"
        raise OSError("the sender is gone")

    with pytest.raises(OSError, match="the sender is gone"):
        httpx.put(f"{address}/byline/library/lake.txt", content=half(), headers={"Content-Length": "100"})
    assert httpx.put(f"{address}/byline/library/sea.txt", content=LAKE).status_code == 201
    assert library.wait(120)
    assert not (library.folder / "lake.txt").exists()


def test_who_is_not_at_the_server_names_no_folder(library: Library) -> None:
    with TestClient(app(library, "0.0.0.0", "sesame"), base_url="http://example.org") as client:
        config = client.get("/config", auth=("anyone", "sesame")).text
        assert "library-folder" not in config
        assert "library-files" in config
