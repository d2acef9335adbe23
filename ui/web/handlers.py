"""What happens when the page or a program asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import gradio as gr

from index.errors import BylineError, QuestionError
from rag import Corpus
from rag.contract import Answer
from ui.web.html import Html, fragment
from ui.web.sources import shown, sources
from ui.web.stream import Frame, frames
from ui.web.turn import Failure, Turn, arriving, turn

UNEXPECTED = "Something went wrong while answering; ask again, and see the server's log for what happened."

Turns = tuple[Turn, ...]
# New values for the conversation, the turn in the making, the sources, and the session's turns.
Update = tuple[object, object, object, object]

log = logging.getLogger(__name__)


class Handlers:
    """The events of the chat; holds nothing of any session.

    `corpus` gives the corpus to ask. It is called at each use, since a rebuild puts a new one in its place.
    """

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
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
            return self._corpus().answer(question, _pairs(history or [])).to_dict()
        except BylineError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def _steps(self, question: str, turns: Turns) -> Iterator[Frame | Turn]:
        try:
            yield from frames(self._corpus().stream(question, _history(turns)))
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
        return sources(number, shown(answer), self._corpus().document)


def _conversation(turns: Turns) -> str:
    return str(fragment(*(turn(number, said) for number, said in enumerate(turns))))


def _history(turns: Turns) -> list[tuple[str, str]]:
    return [(said.question, said.text) for said in turns if isinstance(said, Answer)]


def _pairs(history: list[list[str]]) -> list[tuple[str, str]]:
    if not all(isinstance(pair, list) and [type(item) for item in pair] == [str, str] for pair in history):
        raise QuestionError("The history has to be a list of [question, answer] pairs of text.")
    return [(question, text) for question, text in history]
