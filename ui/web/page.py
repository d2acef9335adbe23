"""The Gradio app: a masthead, the views under it, and one public endpoint."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr
from gradio.events import api

from rag import Corpus
from ui.web import chat, shell
from ui.web.blocks import block
from ui.web.examples import examples
from ui.web.handlers import Handlers

# Answers made at once, and how many more may wait before a visitor is told that the page is busy.
CONCURRENT = 8
WAITING = 128

# The name of each view, which its column has as `elem_id` and the address after "#", and its label.
VIEWS = {"chat": "Chat"}


def build(corpus: Callable[[], Corpus]) -> gr.Blocks:
    """The page over what `corpus` gives, ready to be mounted; every visitor has a conversation of their own.

    `corpus` is called at each use: a rebuild may put a new corpus in the place of the one before.
    """
    handlers = Handlers(corpus)
    page = gr.Blocks(title="Byline", analytics_enabled=False, fill_width=True)
    with page:
        block("masthead", shell.masthead(corpus().folder.name, len(corpus().documents), VIEWS))
        with gr.Row(elem_id="desk"):
            chat.build(handlers, examples(corpus()))
        # Every other view: `with gr.Column(elem_id=name, elem_classes="view"): module.build(...)`, and a line in VIEWS.
        api(handlers.chat, api_name="chat", concurrency_id=chat.ANSWERING)
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, api_open=False)
    return page
