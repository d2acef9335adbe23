"""The Gradio app: an event to ask, one to open the sources of an earlier turn, and one public endpoint."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
from gradio.events import api

from index.errors import BylineError, QuestionError
from rag import Corpus
from rag.contract import Answer
from ui.web import shell
from ui.web.examples import examples
from ui.web.html import Html, fragment
from ui.web.sources import shown, sources
from ui.web.stream import Frame, frames
from ui.web.turn import Failure, Turn, arriving, turn

STATIC = Path(__file__).with_name("static")

# Answers made at once, and how many more may wait before a visitor is told that the page is busy.
CONCURRENT = 8
WAITING = 128

# The page and the endpoint share the places above.
ANSWERING = "answering"

PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}

UNEXPECTED = "Something went wrong while answering; ask again, and see the server's log for what happened."

Turns = tuple[Turn, ...]
# New values for the conversation, the turn in the making, the sources, and the session's turns.
Update = tuple[object, object, object, object]

log = logging.getLogger(__name__)


class Handlers:
    """What happens when the page or a program asks; holds the corpus and nothing of any session."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def ask(self, event: gr.EventData, turns: Turns) -> Iterator[Update]:
        """The page, update by update, from a question to its finished turn."""
        question, number = str(event.question), len(turns)
        yield _conversation(turns), str(arriving(number, question, "", "")), gr.skip(), gr.skip()
        for step in self._steps(question, turns):
            if isinstance(step, Frame):
                live = arriving(number, question, step.stage, step.text)
                yield gr.skip(), str(live), gr.skip(), gr.skip()
            else:
                yield gr.skip(), str(turn(number, step)), self._opened(number, step), (*turns, step)

    def open(self, event: gr.EventData, turns: Turns) -> object:
        """The sources of the turn whose chip was clicked."""
        number = event.turn
        if not isinstance(number, int) or not 0 <= number < len(turns):
            return gr.skip()
        said = turns[number]
        return str(self._sources(number, said)) if isinstance(said, Answer) else gr.skip()

    def chat(self, question: str, history: list[list[str]] | None = None) -> dict[str, object]:
        """Ask the articles; every sentence of the answer carries citations to exact characters of a file.

        `question` is plain words, `history` the earlier [question, answer] pairs of the conversation, oldest
        first. Gives an Answer as a dictionary: text, sentences, citations, closest passages, conflicts.
        """
        try:
            return self._corpus.answer(question, _pairs(history or [])).to_dict()
        except BylineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _steps(self, question: str, turns: Turns) -> Iterator[Frame | Turn]:
        try:
            yield from frames(self._corpus.stream(question, _history(turns)))
        except BylineError as error:
            yield Failure(question, str(error))
        except Exception:
            log.exception("a question could not be answered")
            yield Failure(question, UNEXPECTED)

    def _opened(self, number: int, said: Turn) -> object:
        # An abstention leaves the pane as it is: the reader may still be in an earlier answer's article.
        if isinstance(said, Failure) or not said.answered:
            return gr.skip()
        return str(self._sources(number, said))

    def _sources(self, number: int, answer: Answer) -> Html:
        return sources(number, shown(answer), self._corpus.document)


def build(corpus: Corpus) -> gr.Blocks:
    """The page over `corpus`, ready to be mounted; every visitor has a conversation of their own."""
    handlers = Handlers(corpus)
    page = gr.Blocks(title="Byline", analytics_enabled=False, fill_width=True)
    with page:
        turns = gr.State(())
        _html("masthead", shell.masthead(corpus.folder.name, len(corpus.documents)))
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat"):
                with gr.Column(elem_id="scroll"):
                    conversation = _html("conversation", shell.welcome(examples(corpus)))
                    live = _html("live", fragment())
                form = _html("composer", shell.composer(), (STATIC / "bridge.js").read_text("utf-8"))
            pane = _html("pane", fragment())
        asked = form.ask(handlers.ask, turns, [conversation, live, pane, turns], **PRIVATE, concurrency_id=ANSWERING)
        asked.failure(None, js="() => window.byline.settle()", api_visibility="private")
        form.sources(handlers.open, turns, pane, **PRIVATE, queue=False)
        api(handlers.chat, api_name="chat", concurrency_id=ANSWERING)
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING)
    return page


def _html(name: str, value: Html, script: str | None = None) -> gr.HTML:
    return gr.HTML(str(value), elem_id=name, apply_default_css=False, js_on_load=script)


def _conversation(turns: Turns) -> str:
    return str(fragment(*(turn(number, said) for number, said in enumerate(turns))))


def _history(turns: Turns) -> list[tuple[str, str]]:
    return [(said.question, said.text) for said in turns if isinstance(said, Answer)]


def _pairs(history: list[list[str]]) -> list[tuple[str, str]]:
    if not all(isinstance(pair, list) and [type(item) for item in pair] == [str, str] for pair in history):
        raise QuestionError("The history has to be a list of [question, answer] pairs of text.")
    return [(question, text) for question, text in history]
