"""An article on the page holds every character of its file, and its marks exactly the cited ones."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from rag.contract import Citation
from tests.web.fakes import DOCUMENTS, HOSTILE, cite
from ui.web.article import article, paragraphs, segments

# NUL has no form in HTML and a lone surrogate none in UTF-8.
ANY = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
TEXT = st.text(st.sampled_from(" \n\r.a<&[1]“ש") | ANY, min_size=1, max_size=120)


class Marks(HTMLParser):
    """The text of an article, and under each mark's number its characters; the small labels left out."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags = "", set[str]()
        self.marked: dict[int, str] = {}
        self.labels: list[str] = []
        self._numbers: list[int] = []
        self._label = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "mark":
            self._numbers = [int(number) for number in (dict(attrs)["data-n"] or "").split()]
        self._label = tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._numbers = []
        self._label = False

    def handle_data(self, data: str) -> None:
        if self._label:
            self.labels += data.split()
            return
        self.text += data
        for number in self._numbers:
            self.marked[number] = self.marked.get(number, "") + data


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, list[Citation]]:
    """A text and up to five spans of it, which may overlap, nest, touch or be the same."""
    text = draw(TEXT)
    starts = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(starts, st.integers(1, len(text))), max_size=5))
    document = Document("a.txt", text)
    numbered = enumerate(spans, 1)
    return text, [Citation.cut(document, start, max(start + 1, end), n) for n, (start, end) in numbered]


@given(cited())
def test_every_character_and_every_span_is_kept(case: tuple[str, list[Citation]]) -> None:
    text, citations = case
    read = Marks(str(article(text, citations)))
    assert read.text == text
    assert read.marked == {citation.number: citation.quote for citation in citations}
    assert sorted(read.labels) == sorted(str(citation.number) for citation in citations)


def test_overlapping_spans_share_a_mark() -> None:
    document = Document("a.txt", "abcdef")
    citations = [Citation.cut(document, 0, 4, 1), Citation.cut(document, 2, 6, 2)]
    assert [(s.start, s.end, s.numbers) for s in segments(0, 6, citations)] == [
        (0, 2, (1,)),
        (2, 4, (1, 2)),
        (4, 6, (2,)),
    ]


def test_a_hostile_document_adds_no_element() -> None:
    hostile = DOCUMENTS[2]
    read = Marks(str(article(HOSTILE, [cite(hostile, HOSTILE[5:-5])])))
    assert read.tags == {"div", "p", "span", "mark", "sup"}
    assert read.text == HOSTILE


def test_wrapped_lines_run_on_until_a_blank_one() -> None:
    text = "A line that was\nwrapped by hand.\n \nNext."
    assert [text[start:end] for start, end, _ in paragraphs(text)] == [
        "A line that was\nwrapped by hand.",
        "Next.",
    ]


def test_lines_are_paragraphs_where_one_is_too_long_to_be_wrapped() -> None:
    text = "Update: 3/30/25\n" + "word " * 30 + "\nNext."
    assert [text[start:end] for start, end, _ in paragraphs(text)] == [
        "Update: 3/30/25",
        ("word " * 30).strip(),
        "Next.",
    ]


def test_text_without_a_line_break_is_one_paragraph() -> None:
    assert paragraphs("Just this.") == [(0, 10, 10)]
    assert paragraphs("") == []
