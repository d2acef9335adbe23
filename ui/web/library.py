"""The view of the library: its list, its filter, and what a visitor can do to it."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from index.errors import CorpusError, LibraryError, QuestionError
from rag.library import Library
from ui.counting import counted
from ui.web import shelf
from ui.web.blocks import PRIVATE, block, script
from ui.web.html import Html, fragment
from ui.web.selection import Selection, note

# Files that were added are named up to so many, those that were refused up to so many.
NAMED = 5
MOST_TOLD = 50
LONGEST_TOLD = 400

FORBIDDEN = "Only somebody at the server itself may name its folders; send the files instead."


def build(library: Library, local: bool, selection: gr.State, asking: gr.HTML) -> None:
    """Put the library into the Gradio block that is open, and wire its events.

    local: whether only this machine can reach the page; else no folder of the server may be named.
    asking: where the chat tells how many articles it asks.
    """
    view = LibraryView(library, local)
    controls = block("library-controls", shelf.controls(local), script("library-bridge.js"))
    outcome = block("library-outcome", fragment())
    work = block("library-work", Html(view.working()))
    filters = block("library-filters", view.filters(Selection()))
    files = block("library-list", fragment())
    heard = block("library-heard", fragment())
    controls.poll(view.working, None, work, **PRIVATE, queue=False)
    controls.cancel(view.cancel, None, work, **PRIVATE, queue=False)
    # "multiple": by default Gradio drops an event that comes before it has quite done with the one before.
    # The page's script sees to it that of those which tell all there is to tell only one is on its way.
    every = "multiple"
    changed = [outcome, work, files, asking]
    chosen = [outcome, files, asking, selection]
    controls.look(view.look, selection, [work, filters, files, asking], **PRIVATE, queue=False, trigger_mode=every)
    controls.filter(view.filter, None, [heard, *chosen], **PRIVATE, queue=False, trigger_mode=every)
    controls.everything(view.everything, None, [filters, *chosen], **PRIVATE, queue=False, trigger_mode=every)
    controls.sent(view.sent, selection, [heard, *changed], **PRIVATE, queue=False, trigger_mode=every)
    for name, change in {"folder": view.folder, "remove": view.remove, "rebuild": view.rebuild}.items():
        getattr(controls, name)(change, selection, changed, **PRIVATE, queue=False, trigger_mode=every)


class LibraryView:
    """The events of the library; what they bring along comes from a browser and may be anything."""

    def __init__(self, library: Library, local: bool) -> None:
        self._library = library
        self._local = local

    def working(self) -> str:
        """The work that goes on."""
        corpus = self._library.corpus()
        told = f"{corpus.folder.name} · {counted(len(corpus.documents), 'article')}"
        return str(shelf.working(self._library.work, self._library.revision, told))

    def filters(self, selection: Selection) -> Html:
        """The filter with the publishers that there are."""
        return shelf.filters(selection, (document.publisher for document in self._library.corpus().documents))

    def look(self, event: gr.EventData, selection: Selection) -> tuple[str, ...]:
        """Everything as it is now: work, filter, list and note."""
        return self.working(), str(self.filters(selection)), *self._listed(selection, _shown(event))

    def filter(self, event: gr.EventData) -> tuple[object, ...]:
        """Receipt, outcome, list, note and selection after the filter's form or a tick has changed."""
        selection = Selection.given(getattr(event, "form", None), getattr(event, "left_out", None))
        try:
            return _receipt(event), "", *self._listed(selection, shelf.SHOWN), selection
        except QuestionError as error:
            return _receipt(event), _outcome([str(error)], failed=True), gr.skip(), gr.skip(), gr.skip()

    def everything(self) -> tuple[object, ...]:
        """Filter, outcome, list, note and selection when all articles are asked again."""
        return str(self.filters(Selection())), "", *self._listed(Selection(), shelf.SHOWN), Selection()

    def sent(self, event: gr.EventData, selection: Selection) -> tuple[str, ...]:
        """What became of files that were sent to the address for them, in that address's own words."""
        good, bad = _lines(event, "good"), _lines(event, "bad")
        added = good if len(good) <= NAMED else [f"{len(good)} files are in the library."]
        return _receipt(event), *self._changed(selection, [*bad[:MOST_TOLD], *added], failed=bool(bad))

    def folder(self, event: gr.EventData, selection: Selection) -> tuple[str, ...]:
        """Copy a folder of this machine."""
        if not self._local:
            return self._changed(selection, [FORBIDDEN], failed=True)
        return self._do(selection, lambda: self._library.add_folder(_text(event, "folder")))

    def remove(self, event: gr.EventData, selection: Selection) -> tuple[str, ...]:
        """Move a file out."""

        def removed() -> str:
            source = _text(event, "source")
            kept = self._library.remove(source)
            return f"{source} is removed, and kept as {kept if self._local else kept.name}."

        return self._do(selection, removed)

    def rebuild(self, selection: Selection) -> tuple[str, ...]:
        """Make the index anew."""
        return self._do(selection, self._library.rebuild)

    def cancel(self) -> str:
        """Stop the work."""
        self._library.cancel()
        return self.working()

    def _do(self, selection: Selection, change: Callable[[], str | None]) -> tuple[str, ...]:
        try:
            told = change()
        except LibraryError as error:
            return self._changed(selection, [str(error)], failed=True)
        return self._changed(selection, [told] if told else [], failed=False)

    def _changed(self, selection: Selection, sentences: list[str], failed: bool) -> tuple[str, ...]:
        """Outcome, work, list and note."""
        return _outcome(sentences, failed), self.working(), *self._listed(selection, shelf.SHOWN)

    def _listed(self, selection: Selection, shown: int) -> tuple[str, str]:
        """The list, or why there is none, and the note in the chat; QuestionError for dates that are none."""
        # Before the list is made: a change meanwhile then makes the page look again.
        revision = self._library.revision
        try:
            entries = self._library.listing()
        except CorpusError as error:
            return _outcome([str(error)], failed=True), self._note(selection)
        return str(shelf.shelf(entries, selection, shown, revision)), self._note(selection)

    def _note(self, selection: Selection) -> str:
        return str(note(selection, self._library.corpus().documents))


def _outcome(sentences: list[str], failed: bool) -> str:
    return str(shelf.told(sentences, failed))


def _receipt(event: gr.EventData) -> str:
    return str(shelf.receipt(_text(event, "asked")[:20]))


def _lines(event: gr.EventData, name: str) -> list[str]:
    lines = getattr(event, name, None)
    return [str(line)[:LONGEST_TOLD] for line in lines] if isinstance(lines, list) else []


def _text(event: gr.EventData, name: str) -> str:
    return str(getattr(event, name, None) or "")


def _shown(event: gr.EventData) -> int:
    shown = getattr(event, "shown", None)
    return shown if isinstance(shown, int) and shown > 0 else shelf.SHOWN
