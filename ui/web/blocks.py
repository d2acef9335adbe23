"""What every view of the page is built with: blocks of our own HTML, and events that stay private."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from ui.web.html import Html

STATIC = Path(__file__).with_name("static")

# For every event: programs see none but the endpoint `chat`, and Gradio shows no progress of its own.
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}


def block(name: str, value: Html, bridge: str | None = None) -> gr.HTML:
    """HTML of ours as a component; `bridge` is a script that runs in it and triggers its events."""
    return gr.HTML(str(value), elem_id=name, apply_default_css=False, js_on_load=bridge)


def script(name: str) -> str:
    """The text of a script among the static files."""
    return (STATIC / name).read_text("utf-8")
