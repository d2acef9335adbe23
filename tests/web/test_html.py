"""HTML comes from one builder that lets text be nothing but text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.web.html import element, escape, fragment, join

# NUL has no form in HTML and a lone surrogate none in UTF-8.
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


class Reader(HTMLParser):
    """Collects the tags and the text of a document."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@given(TEXT)
def test_text_is_never_markup(text: str) -> None:
    read = Reader(str(element("p", {"title": text}, text)))
    assert (read.tags, read.text, read.attributes) == (["p"], text, [("title", text)])


def test_built_markup_is_nested_as_it_stands() -> None:
    inner = element("mark", {"data-n": 1}, "a < b")
    assert str(element("p", None, "“", inner, None, "”")) == '<p>“<mark data-n="1">a &lt; b</mark>”</p>'


def test_attributes_that_are_off_are_left_out() -> None:
    assert str(element("div", {"hidden": True, "id": None, "dir": False, "tabindex": 0})) == (
        '<div hidden tabindex="0"></div>'
    )


@pytest.mark.parametrize(
    "tag",
    ["script", "img", "iframe", "a", "style", "use", "image", "foreignObject", "animate", "set", "p onclick=x", "P"],
)
def test_no_tag_that_could_act(tag: str) -> None:
    with pytest.raises(ValueError, match="is not a tag"):
        element(tag)


@pytest.mark.parametrize(
    "name", ["onclick", "src", "href", "xlink:href", "style", "action", 'class="x" onload', "data-"]
)
def test_no_attribute_that_could_act(name: str) -> None:
    with pytest.raises(ValueError, match="is not an attribute"):
        element("p", {name: "x"})


def test_carriage_returns_survive_the_parser_of_browsers() -> None:
    assert escape("a\r\nb\0") == "a&#13;\nb\ufffd"


def test_join_puts_escaped_text_between() -> None:
    assert str(join(["a", element("p"), None], "<")) == "a&lt;<p></p>&lt;"
    assert str(fragment()) == ""
