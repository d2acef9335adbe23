"""The view to ask in: the conversation, the box for the next question, and the cited articles beside them."""

from __future__ import annotations

import gradio as gr

from ui.web import shell
from ui.web.blocks import PRIVATE, block, script
from ui.web.conversation import Ongoing
from ui.web.handlers import Handlers
from ui.web.html import fragment

# The page and the endpoint share the places for answers made at once.
ANSWERING = "answering"


def build(handlers: Handlers, selection: gr.State) -> gr.HTML:
    """Put the chat into the Gradio block that is open, and wire its events.

    `selection` is the session's choice of articles to ask; gives the block that tells how many these are.
    """
    turns, ongoing = gr.State(()), gr.State(Ongoing())
    with gr.Column(elem_id="chat"):
        block("history", shell.drawer())
        with gr.Column(elem_id="scroll"):
            conversation = block("conversation", handlers.welcome())
            with gr.Column(elem_id="newest"):
                live = block("live", fragment())
                following = block("following", fragment())
        asking = block("asking", fragment())
        form = block("composer", shell.composer(handlers.corpus_name()), script("bridge.js"))
        parcel = block("parcel", fragment())
    pane = block("pane", fragment())
    # A new question may be asked while the server still notices that the one before was stopped.
    asked = form.ask(
        handlers.ask,
        [turns, ongoing, selection],
        [conversation, live, pane, turns, following],
        **PRIVATE,
        concurrency_id=ANSWERING,
        trigger_mode="multiple",
    )
    asked.failure(None, js="() => window.byline.settle()", api_visibility="private")
    # In no queue: it is refused at once where there is no time for it, and must not fill places that people wait for.
    asked.success(handlers.suggest, [turns, selection], following, **PRIVATE, queue=False)
    form.halt(handlers.stop, ongoing, [live, turns], **PRIVATE, queue=False)
    form.restore(handlers.restore, ongoing, [conversation, live, pane, turns, following], **PRIVATE, queue=False)
    form.sources(handlers.open, turns, pane, **PRIVATE, queue=False)
    form.export(handlers.export, turns, parcel, **PRIVATE, queue=False)
    form.feedback(handlers.feedback, turns, None, **PRIVATE, queue=False)
    return asking
