"""The articles that one answer cites, as tabs beside the conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.documents import Document
from index.errors import BylineError
from rag.contract import Answer, Citation
from ui.web.article import article
from ui.web.html import Attributes, Html, element
from ui.web.wording import file_name, spoken_date

Find = Callable[[str], Document]

GONE = "This file is not among the articles any more; it was removed or renamed after the answer."
CHANGED = "This file has changed since the answer, so the quotes may not stand in it any more; ask again."


def shown(answer: Answer) -> tuple[Citation, ...]:
    """The citations an answer opens: its own, or the closest passages when it abstains."""
    return answer.citations or answer.closest


def sources(number: int, citations: Sequence[Citation], find: Find) -> Html:
    """Every cited article in full with its citations marked; `number` is the turn that cites them."""
    by_source: dict[str, list[Citation]] = {}
    for citation in citations:
        by_source.setdefault(citation.source, []).append(citation)
    groups = list(by_source.values())
    tabs = [_tab(i, group) for i, group in enumerate(groups)]
    panels = [_panel(i, group, find) for i, group in enumerate(groups)]
    attributes: Attributes = {
        "class": "sources",
        "data-turn": number,
        "data-count": len(citations),
        "aria-label": "Sources",
    }
    return element("section", attributes, _bar(tabs), *panels, _pager(len(citations)))


def _bar(tabs: Sequence[Html]) -> Html:
    listed = element("div", {"class": "tabs", "role": "tablist", "aria-label": "Cited articles"}, *tabs)
    return element("div", {"class": "bar"}, listed, _control("close", "Close the sources", "×"))


def _tab(index: int, citations: Sequence[Citation]) -> Html:
    first = citations[0]
    numbers = element("span", {"class": "numbers"}, ", ".join(str(c.number) for c in citations))
    known = first.publisher or first.title or file_name(first.source)
    name = element("span", {"class": "name", "dir": "auto"}, known)
    attributes: Attributes = {
        "type": "button",
        "role": "tab",
        "id": f"tab-{index}",
        "class": "tab",
        "aria-controls": f"panel-{index}",
        "aria-selected": "true" if index == 0 else "false",
        "tabindex": 0 if index == 0 else -1,
        "title": first.title or first.source,
    }
    return element("button", attributes, numbers, name)


def _panel(index: int, citations: Sequence[Citation], find: Find) -> Html:
    attributes: Attributes = {
        "role": "tabpanel",
        "id": f"panel-{index}",
        "class": "panel",
        "aria-labelledby": f"tab-{index}",
        "data-numbers": " ".join(str(c.number) for c in citations),
        "tabindex": 0,
        "hidden": index > 0,
    }
    return element("div", attributes, _head(citations[0]), _text(citations, find))


def _head(citation: Citation) -> Html:
    title = element("h2", {"dir": "auto"}, citation.title) if citation.title else None
    file = element("div", {"class": "whence"}, element("p", {"class": "file"}, citation.source), _original(citation))
    return element("div", {"class": "head"}, _kicker(citation), title, file)


def _original(citation: Citation) -> Html:
    label = f"Open the file {citation.source} in a new tab"
    attributes: Attributes = {
        "type": "button",
        "class": "original",
        "data-source": citation.source,
        "aria-label": label,
    }
    return element("button", attributes, "Open the file ↗")


def _kicker(citation: Citation) -> Html | None:
    if not citation.publisher and not citation.date:
        return None
    publisher = element("span", {"class": "publisher", "dir": "auto"}, citation.publisher)
    date = element("time", {"datetime": citation.date}, spoken_date(citation.date)) if citation.date else None
    return element("p", {"class": "kicker"}, publisher if citation.publisher else None, date)


def _text(citations: Sequence[Citation], find: Find) -> Html:
    """The article with its marks, or why it cannot be shown: the library may have changed since the answer."""
    try:
        text = find(citations[0].source).text
    except KeyError:
        return element("p", {"class": "failed", "role": "alert"}, GONE)
    except BylineError as error:
        return element("p", {"class": "failed", "role": "alert"}, str(error))
    if any(text[citation.start : citation.end] != citation.quote for citation in citations):
        return element("p", {"class": "failed", "role": "alert"}, CHANGED)
    return article(text, citations)


def _pager(count: int) -> Html:
    place = element("span", {"class": "place", "role": "status"}, f"1 of {count}")
    return element(
        "div",
        {"class": "pager"},
        _control("previous", "Previous citation (key p)", "‹"),
        place,
        _control("next", "Next citation (key n)", "›"),
    )


def _control(name: str, label: str, sign: str) -> Html:
    return element("button", {"type": "button", "class": name, "aria-label": label, "title": label}, sign)
