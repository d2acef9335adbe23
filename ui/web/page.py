"""The Gradio app: a masthead, the views under it, and one public endpoint."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr
from gradio.events import api

from rag import Corpus, Settings
from rag.library import Library
from ui.web import chat, quality, shell
from ui.web import library as library_view
from ui.web.blocks import block
from ui.web.handlers import Handlers
from ui.web.selection import Selection

# Answers made at once, and how many more may wait before a visitor is told that the page is busy.
CONCURRENT = 8
WAITING = 128

# The name of each view, which its column has as `elem_id` and the address after "#", and its label.
VIEWS = {"chat": "Chat", "library": "Library", "quality": "Quality"}


def build(corpus: Callable[[], Corpus], library: Library | None = None, local: bool = False) -> gr.Blocks:
    """The page over what `corpus` gives, ready to be mounted; every visitor has a conversation of their own.

    `corpus` is called at each use: a rebuild may put a new corpus in the place of the one before.
    library: what `corpus` comes from, where it can be changed; local: whether only this machine can reach the page.
    """
    handlers = Handlers(corpus, Settings.load().data)
    page = gr.Blocks(title="Byline", analytics_enabled=False, fill_width=True)
    with page:
        selection = gr.State(Selection())
        views = {name: label for name, label in VIEWS.items() if library or name != "library"}
        block("masthead", shell.masthead(corpus().folder.name, len(corpus().documents), views))
        with gr.Row(elem_id="desk"):
            asking = chat.build(handlers, selection)
        if library:
            with gr.Column(elem_id="library", elem_classes="view"):
                library_view.build(library, local, selection, asking)
        with gr.Column(elem_id="quality", elem_classes="view"):
            quality.build(corpus, Settings.load().data)
        # Every other view: `with gr.Column(elem_id=name, elem_classes="view"): module.build(...)`, and a line in VIEWS.
        api(handlers.chat, api_name="chat", concurrency_id=chat.ANSWERING)
    # Not open: by default a program could ask past the queue.
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, api_open=False)
    return page
