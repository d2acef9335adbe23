"""What a reader takes away: the quotes come along, and a document's words stay words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from tests.web.fakes import HOSTILE, canned
from ui.web.conversation import Failure, Stopped, Turns
from ui.web.exporting import markdown, page, plain
from ui.web.html import document, element

TURNS: Turns = (
    canned("when", ()),
    canned("hostile", ()),
    canned("prose", ()),
    canned("unknown", ()),
    Stopped("<i>stopped</i>", "half"),
    Failure("failed", "It <b>failed</b>."),
)


class Reader(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"} or name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_answer_is_copied_with_its_footnotes() -> None:
    assert plain(canned("when", ())) == (
        "He told an audience Friday in Hainan. [1] On March 27 he spoke [2]\n\n"
        "[1] “He told an audience Friday in Hainan.” — Bloomberg · 2025 · news/000 bloomberg.txt · characters 51–88\n"
        "[2] “On March 27 he spoke” — 30 March 2025 · news/001.txt · characters 0–20\n"
    )


def test_what_nothing_supports_is_marked_wherever_it_goes() -> None:
    told = "It always did by 30 %. (not supported by the articles: “30 %” is not in the cited text)"
    assert told in plain(canned("prose", ()))
    assert told in Reader(page("seeds", TURNS)).text


def test_an_abstention_is_copied_with_the_closest_passages() -> None:
    assert plain(canned("unknown", ())).startswith("Nothing answers this after 0 turns.\n\n[1] “He told")


def test_the_page_holds_every_quote_and_loads_nothing() -> None:
    read = Reader(page("seeds", TURNS))
    for said in (canned("when", ()), canned("hostile", ()), canned("prose", ())):
        assert all(citation.quote in read.text for citation in said.citations)
    assert read.links == []
    assert not read.tags & {"script", "img", "iframe", "a", "i", "b", "link"}
    assert HOSTILE[5:-5] in read.text
    assert "<i>stopped</i>" in read.text


def test_the_markdown_holds_every_quote_and_no_markup_of_a_document() -> None:
    told = markdown("seeds", TURNS)
    assert told.startswith("# Byline: seeds\n\n## when\n\n")
    assert "1. “He told an audience Friday in Hainan.” — `news/000 bloomberg.txt`, characters 51–88" in told
    assert "*quoted by the reader · 0.2 s · 2 sources · 1 origin (Bloomberg)*" in told
    assert "<script" not in told.replace("\\<", "")
    assert "![a](" not in told
    assert "## \\<i\\>stopped\\</i\\>" in told


def test_a_conversation_of_nothing_can_be_saved() -> None:
    assert markdown("seeds", ()) == "# Byline: seeds\n"
    assert Reader(page("seeds", ())).text.count("Byline: seeds") == 2


def test_a_stylesheet_cannot_end_its_element() -> None:
    with pytest.raises(ValueError, match="holds no <"):
        document("t", "</style><script>", element("p"))


def test_a_title_is_text() -> None:
    assert "<title>&lt;b&gt;</title>" in document("<b>", "", element("p"))
