"""Which articles one visitor wants to be listed, and so answered from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.documents import Document
from rag import Within
from ui.counting import counted
from ui.web.html import Attributes, Html, element, fragment
from ui.web.wording import shortened, spoken_date

# No publisher and no title is longer; what is comes from no form of ours.
LONGEST = 300

TITLE_LIMIT = 120


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of the title, publisher or file name; a publisher; two ISO dates; and the sources that are left out."""

    words: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""
    left_out: frozenset[str] = frozenset()

    @classmethod
    def given(cls, form: object, left_out: object) -> Selection:
        """What the filter's form holds and which sources are not ticked; both come from a browser."""
        fields = form if isinstance(form, dict) else {}
        words, publisher, since, until = (
            str(fields.get(name) or "").strip()[:LONGEST] for name in ("words", "publisher", "since", "until")
        )
        sources = left_out if isinstance(left_out, list) else []
        return cls(words, publisher, since, until, frozenset(map(str, sources)))

    def lists(self, document: Document) -> bool:
        """Whether the filter lets the document through; QuestionError for dates that are none."""
        within = Within(since=self.since or None, until=self.until or None)
        return (
            (not self.publisher or self.publisher == document.publisher)
            and all(word in _told(document) for word in self.words.casefold().split())
            and within.holds(document)
        )

    def within(self, documents: Iterable[Document]) -> Within | None:
        """What a question is put to: None for all documents. QuestionError for dates that are none."""
        if self == Selection():
            return None
        return Within(sources=frozenset(d.source for d in documents if d.source not in self.left_out and self.lists(d)))


def title(document: Document) -> str:
    """What a document is called: its title, or how it begins."""
    return document.title or shortened(document.text[: 4 * TITLE_LIMIT].lstrip("\ufeff"), TITLE_LIMIT)


def note(selection: Selection, documents: tuple[Document, ...]) -> Html:
    """How many articles are asked, where it is not all of them, with the way back; QuestionError as `within`."""
    within = selection.within(documents)
    if within is None or within.sources is None or len(within.sources) == len(documents):
        return fragment()
    asked = f"Asking {len(within.sources) or 'none'} of {counted(len(documents), 'article')}"
    clear: Attributes = {"type": "button", "class": "clear-selection", "aria-label": "Ask all articles again"}
    return element("p", {"class": "selection", "role": "status"}, asked, " · ", element("button", clear, "Clear"))


def _told(document: Document) -> str:
    date = f"{document.date} {spoken_date(document.date)}" if document.date else ""
    return " ".join([title(document), document.publisher or "", document.source, date]).casefold()
