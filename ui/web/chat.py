"""The view to ask in: the conversation, the box for the next question, and the cited articles beside them."""

from __future__ import annotations

from collections.abc import Sequence

import gradio as gr

from ui.web import shell
from ui.web.blocks import PRIVATE, block, script
from ui.web.handlers import Handlers
from ui.web.html import fragment

# The page and the endpoint share the places for answers made at once.
ANSWERING = "answering"


def build(handlers: Handlers, examples: Sequence[str]) -> None:
    """Put the chat into the Gradio block that is open, and wire its events."""
    turns = gr.State(())
    with gr.Column(elem_id="chat"):
        with gr.Column(elem_id="scroll"):
            conversation = block("conversation", shell.welcome(examples))
            live = block("live", fragment())
        form = block("composer", shell.composer(), script("bridge.js"))
    pane = block("pane", fragment())
    asked = form.ask(handlers.ask, turns, [conversation, live, pane, turns], **PRIVATE, concurrency_id=ANSWERING)
    asked.failure(None, js="() => window.byline.settle()", api_visibility="private")
    form.sources(handlers.open, turns, pane, **PRIVATE, queue=False)
