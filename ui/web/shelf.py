"""How the library looks: the filter, ways to add, every file with its state, and the work that goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from index.reading import MAX_BYTES, SUFFIXES
from rag.library import Work
from rag.listing import Entry
from ui.counting import counted
from ui.web.html import Attributes, Html, element, fragment
from ui.web.selection import Selection, title
from ui.web.wording import spoken_date

# Files listed at first, and by how many more at a time: enough to scroll, few enough to be drawn at once.
SHOWN = 100

STEPS = {
    "copying": "Copying files",
    "reading": "Reading files",
    "embedding": "Indexing by meaning",
    "storing": "Storing the index",
}
STATES = {
    "changed": "changed since it was indexed",
    "new": "not indexed yet",
    "removed": "removed; in the index until the next rebuild",
    "unread": "not read",
}


def controls(folders: bool) -> Html:
    """What stands above the list and is never drawn anew, so that nobody loses the place they type in.

    folders: whether a folder of this machine can be named.
    """
    return element(
        "section",
        {"class": "controls", "aria-label": "Change the library"},
        element("div", {"class": "top"}, element("h2", None, "Library"), _rebuild()),
        _drop(),
        _folder() if folders else None,
    )


def filters(selection: Selection, publishers: Iterable[str | None]) -> Html:
    """The form that narrows the list and with it the answers."""
    return element(
        "form",
        {"class": "filters", "role": "search", "aria-label": "Choose which articles are listed and asked"},
        _field("words", "Search", {"type": "search", "placeholder": "Title, publisher or file"}, selection.words),
        _publishers(selection.publisher, publishers),
        _field("since", "From", {"type": "date"}, selection.since),
        _field("until", "Until", {"type": "date"}, selection.until),
    )


def shelf(entries: Sequence[Entry], selection: Selection, shown: int, revision: int) -> Html:
    """The files that the selection lists, the first `shown` of them; QuestionError as `Selection.lists`.

    A file that is not in the index has no date or publisher to go by; it is listed unless those are asked for.
    """
    listed = [entry for entry in entries if _lists(selection, entry)]
    rows = [_row(entry, entry.source not in selection.left_out) for entry in listed[:shown]]
    rest = len(listed) - shown
    more: Attributes = {"type": "button", "class": "more", "data-shown": shown + SHOWN}
    return element(
        "section",
        {"class": "shelf", "aria-label": "Articles", "data-revision": revision, "data-shown": shown},
        element("h3", {"tabindex": -1}, _heading(len(listed), entries)),
        element("ul", None, *rows) if rows else element("p", {"class": "none"}, "No article fits; widen the filter."),
        element("button", more, f"Show {min(rest, SHOWN)} more of {rest}") if rest > 0 else None,
    )


def working(work: Work, revision: int, corpus: str) -> Html:
    """The work that goes on, with a bar, or how the last one ended; the rest is for the page's script."""
    attributes: Attributes = {
        "class": f"work {work.state}",
        "data-state": work.state,
        "data-revision": revision,
        "data-corpus": corpus,
    }
    if work.state != "working":
        ended = element("p", {"class": "ended", "role": "status"}, work.told) if work.told else None
        return element("div", attributes, ended)
    step = STEPS.get(work.step, work.step.capitalize() or "Beginning")
    share: Attributes = {"max": work.total or 1, "value": work.done if work.total else None, "aria-label": step}
    told = [f"{step}: {work.done:,} of {work.total:,}" if work.total else f"{step} …", _left(work.seconds_left)]
    return element(
        "div",
        attributes,
        element("p", {"class": "step"}, " · ".join(part for part in told if part)),
        element("progress", share),
        element("button", {"type": "button", "class": "cancel"}, "Stop"),
        element("p", {"class": "meanwhile"}, "Questions are answered from the last complete index meanwhile."),
    )


def told(sentences: Iterable[str], failed: bool) -> Html:
    """What came of something the visitor did."""
    lines = [element("p", {"dir": "auto"}, sentence) for sentence in sentences]
    if not lines:
        return fragment()
    attributes: Attributes = {
        "class": "outcome failed" if failed else "outcome",
        "role": "alert" if failed else "status",
    }
    return element("div", attributes, *lines)


def receipt(asked: str) -> Html:
    """Tells the page's script that the event which it named `asked` has been dealt with."""
    return element("div", {"class": "receipt", "data-asked": asked, "hidden": True})


def _heading(listed: int, entries: Sequence[Entry]) -> str:
    every = counted(len(entries), "file")
    return every if listed == len(entries) else f"{listed} of {every}"


def _lists(selection: Selection, entry: Entry) -> bool:
    if entry.document:
        return selection.lists(entry.document)
    by_name = all(word in entry.source.casefold() for word in selection.words.casefold().split())
    return by_name and not (selection.publisher or selection.since or selection.until)


def _row(entry: Entry, ticked: bool) -> Html:
    document = entry.document
    name = title(document) if document else entry.source
    tick: Attributes = {
        "type": "checkbox",
        "class": "tick",
        "data-source": entry.source,
        "checked": ticked and document is not None,
        "disabled": document is None,
        "aria-label": f"Answer from {name}",
    }
    return element(
        "li",
        {"class": f"entry {entry.state}", "data-source": entry.source},
        element("input", tick),
        element("div", {"class": "about"}, element("p", {"class": "title", "dir": "auto"}, name), _facts(entry)),
        _removal(entry, name),
    )


def _facts(entry: Entry) -> Html:
    document = entry.document
    facts: list[Html] = []
    if document and document.publisher:
        facts.append(element("span", {"class": "publisher", "dir": "auto"}, document.publisher))
    if document and document.date:
        facts.append(element("time", {"datetime": document.date}, spoken_date(document.date)))
    if document:
        facts.append(element("span", None, _words(len(document.text.split()))))
    facts.append(element("span", {"class": "source", "dir": "auto"}, entry.source))
    if entry.state in STATES:
        reason = f": {entry.reason}" if entry.reason else ""
        facts.append(element("span", {"class": "state"}, f"{STATES[entry.state]}{reason}"))
    else:
        facts.append(element("span", {"class": "state"}, "indexed"))
    return element("p", {"class": "facts"}, *facts)


def _removal(entry: Entry, name: str) -> Html | None:
    """The button and, hidden until it is pressed, the question whether it is meant."""
    if entry.state == "removed":
        return None
    ask: Attributes = {"type": "button", "class": "remove", "aria-label": f"Remove {name}"}
    sure: Attributes = {"class": "sure", "role": "group", "aria-label": f"Remove {name}?", "hidden": True}
    yes: Attributes = {"type": "button", "class": "yes", "data-source": entry.source}
    return element(
        "div",
        {"class": "removal"},
        element("button", ask, "Remove"),
        element(
            "div",
            sure,
            element("span", None, "Move this file out?"),
            element("button", yes, "Remove"),
            element("button", {"type": "button", "class": "no"}, "Keep"),
        ),
    )


def _rebuild() -> Html:
    hint = "Read every file again and make the index anew"
    return element("button", {"type": "button", "class": "rebuild", "title": hint}, "Rebuild the index")


def _drop() -> Html:
    kinds = sorted(SUFFIXES)
    choose: Attributes = {
        "type": "file",
        "id": "library-files",
        "multiple": True,
        "accept": ",".join(kinds),
        "data-limit": MAX_BYTES,
        "data-too-large": f"cannot be added: it is larger than {MAX_BYTES // 1_000_000} MB; split it.",
        "data-lost": "could not be sent: the server cannot be reached.",
    }
    label = element(
        "label", {"for": "library-files"}, element("span", {"class": "choose"}, "Choose files"), " or drop them here"
    )
    hint = f"{', '.join(kinds[:-1])} and {kinds[-1]}, up to {MAX_BYTES // 1_000_000} MB each"
    return element("div", {"class": "drop"}, element("input", choose), label, element("p", {"class": "hint"}, hint))


def _folder() -> Html:
    box: Attributes = {
        "id": "library-folder",
        "type": "text",
        "placeholder": "/home/you/articles",
        "autocomplete": "off",
        "dir": "ltr",
    }
    return element(
        "form",
        {"class": "folder"},
        element("label", {"for": "library-folder"}, "Or copy a folder of this machine"),
        element("div", {"class": "line"}, element("input", box), element("button", {"type": "submit"}, "Add")),
    )


def _field(name: str, label: str, attributes: Attributes, value: str) -> Html:
    identity = f"library-{name}"
    box: Attributes = {**attributes, "id": identity, "name": name, "value": value, "autocomplete": "off"}
    return element("div", {"class": f"field {name}"}, element("label", {"for": identity}, label), element("input", box))


def _publishers(chosen: str, publishers: Iterable[str | None]) -> Html:
    counts = Counter(publisher for publisher in publishers if publisher)
    options = [
        element("option", {"value": name, "selected": name == chosen}, f"{name} ({count})")
        for name, count in sorted(counts.items(), key=lambda item: item[0].casefold())
    ]
    every = element("option", {"value": ""}, "All publishers")
    box = element("select", {"id": "library-publisher", "name": "publisher"}, every, *options)
    return element(
        "div", {"class": "field publisher"}, element("label", {"for": "library-publisher"}, "Publisher"), box
    )


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count:,} words"


def _left(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    if seconds < 1:
        return "almost done"
    return (
        f"about {counted(round(seconds), 'second')} left"
        if seconds < 90
        else f"about {round(seconds / 60)} minutes left"
    )
