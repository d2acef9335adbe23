"""What happens when the page or a program asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import get_args

import gradio as gr

from index.errors import BylineError
from rag import Corpus
from rag.contract import Answer
from rag.suggesting import follow_ups, openers
from ui.feedback import Verdict, record
from ui.web import exporting, shell
from ui.web.conversation import Failure, Ongoing, Stopped, Turn, Turns, history
from ui.web.endpoint import pairs
from ui.web.html import Html, fragment
from ui.web.keeping import restored
from ui.web.leisure import Leisure
from ui.web.selection import Selection
from ui.web.sources import shown, sources
from ui.web.stream import Frame, frames
from ui.web.turn import arriving, turn

UNEXPECTED = "Something went wrong while answering; ask again, and see the server's log for what happened."

# Nobody waits for suggestions, and they are made only when nobody waits for an answer; in seconds.
SPARE = 4.0

# New values for the conversation, the turn in the making, the sources, the session's turns, and what to ask next.
Update = tuple[object, object, object, object, object]

log = logging.getLogger(__name__)


class Handlers:
    """The events of the chat; holds nothing of any session.

    `corpus` gives the corpus to ask. It is called at each use, since a rebuild puts a new one in its place.
    `data` is the folder where verdicts on answers are kept.
    What an event brings along comes from a browser and may be anything.
    """

    def __init__(self, corpus: Callable[[], Corpus], data: Path) -> None:
        self._corpus = corpus
        self._data = data
        self._leisure = Leisure()
        # Examples are tried before they are offered; they stay good for as long as the corpus does.
        self._examples = lru_cache(maxsize=1)(openers)

    def welcome(self) -> Html:
        """The first view of a conversation."""
        return shell.welcome(self._examples(self._corpus()))

    def corpus_name(self) -> str:
        """What the corpus is called: the name of its folder."""
        return self._corpus().folder.name

    def ask(self, event: gr.EventData, turns: Turns, ongoing: Ongoing, selection: Selection) -> Iterator[Update]:
        """The page, update by update, from a question to its finished turn.

        `event.keep` is how many turns stay before it, when an earlier question is asked anew; `event.asked`
        comes back on the turn, so that the browser knows its own question again.
        """
        question, asked = str(_given(event, "question")), _asked(event)
        before = turns[: _whole(event, "keep", len(turns))]
        number, run = len(before), ongoing.begin(question, before)
        waiting = str(arriving(number, question, "", "", asked))
        yield _conversation(before), waiting, gr.skip() if before == turns else "", before, ""
        for step in self._steps(question, before, selection):
            going = ongoing.going(run)
            if going and isinstance(step, Frame):
                going.text = step.text
                live = arriving(number, question, step.stage, step.text, asked)
                yield gr.skip(), str(live), gr.skip(), gr.skip(), gr.skip()
            elif not isinstance(step, Frame) and ongoing.take(run):
                told = str(turn(number, step, asked))
                yield gr.skip(), told, self._opened(number, step), (*before, step), gr.skip()
            else:
                yield from _ended(ongoing.halted(run), number, asked)
                return

    def stop(self, event: gr.EventData, ongoing: Ongoing) -> tuple[object, object]:
        """The turn as far as it came; the one who makes it notices at its next word and ends."""
        halted = ongoing.halt()
        if halted is None:
            return gr.skip(), gr.skip()
        said, before = halted
        return str(turn(len(before), said, _asked(event))), (*before, said)

    def restore(self, event: gr.EventData, ongoing: Ongoing) -> Update:
        """A conversation that the browser kept, as far as the documents still bear it out; of no turns, a new one."""
        ongoing.drop()
        turns = restored(_given(event, "turns"), self._corpus().document)
        if not turns:
            return str(self.welcome()), "", "", (), ""
        live = turn(len(turns) - 1, turns[-1], _asked(event))
        return _conversation(turns[:-1]), str(live), "", turns, ""

    def open(self, event: gr.EventData, turns: Turns) -> object:
        """The sources of the turn whose chip was clicked."""
        number = _whole(event, "turn", len(turns))
        said = turns[number] if number < len(turns) else None
        return str(self._sources(number, said)) if isinstance(said, Answer) else gr.skip()

    def suggest(self, turns: Turns, selection: Selection) -> str:
        """Questions that may follow the newest answer; none while others wait for theirs."""
        said, corpus = (turns[-1] if turns else None), self._corpus()
        with self._leisure.spare() as free:
            if not free or not isinstance(said, Answer):
                return ""
            try:
                within = selection.within(corpus.documents)
                questions = follow_ups(corpus, said, history(turns[:-1]), within, budget=SPARE)
            except BylineError:
                log.exception("no questions could be suggested")
                return ""
        return str(shell.follow_ups(said.question, questions))

    def feedback(self, event: gr.EventData, turns: Turns) -> None:
        """A verdict on an answer, and what the reader says to it."""
        number = _whole(event, "turn", len(turns))
        verdict: Verdict | None = next((each for each in get_args(Verdict) if each == _given(event, "verdict")), None)
        said = turns[number] if number < len(turns) else None
        if not isinstance(said, Answer) or verdict is None:
            return
        try:
            note = str(_given(event, "note") or "")
            record(self._data, self._corpus().folder, said, verdict, note, history(turns[:number]))
        except BylineError as error:
            gr.Warning(str(error))

    def export(self, event: gr.EventData, turns: Turns) -> str:
        """The conversation as a file for the browser to save."""
        corpus = self.corpus_name()
        if _given(event, "format") == "html":
            return str(shell.parcel("byline.html", "text/html", exporting.page(corpus, turns), _asked(event)))
        return str(shell.parcel("byline.md", "text/markdown", exporting.markdown(corpus, turns), _asked(event)))

    def chat(self, question: str, history: list[list[str]] | None = None) -> dict[str, object]:
        """Ask the articles; every sentence of the answer carries citations to exact characters of a file.

        `question` is plain words, `history` the earlier [question, answer] pairs of the conversation, oldest
        first. Gives an Answer as a dictionary: text, sentences, citations, closest passages, conflicts.
        """
        try:
            return self._corpus().answer(question, pairs(history or [])).to_dict()
        except BylineError as error:
            raise gr.Error(str(error), print_exception=False) from error
        except Exception as error:
            log.exception("a program's question could not be answered")
            raise gr.Error(UNEXPECTED, print_exception=False) from error

    def _steps(self, question: str, turns: Turns, selection: Selection) -> Iterator[Frame | Turn]:
        corpus = self._corpus()
        try:
            # Who drops this generator closes those below it, down to the connection of a language model.
            with self._leisure.answering():
                yield from frames(corpus.stream(question, history(turns), selection.within(corpus.documents)))
        except BylineError as error:
            yield Failure(question, str(error))
        except Exception:
            log.exception("a question could not be answered")
            yield Failure(question, UNEXPECTED)

    def _opened(self, number: int, said: Turn) -> object:
        # Where nothing was answered the pane empties: an earlier answer's mark "1" is not this turn's chip 1.
        opened = self._sources(number, said) if isinstance(said, Answer) and said.answered else fragment()
        return str(opened)

    def _sources(self, number: int, answer: Answer) -> Html:
        return sources(number, shown(answer), self._corpus().document)


def _conversation(turns: Turns) -> str:
    return str(fragment(*(turn(number, said) for number, said in enumerate(turns))))


def _ended(halted: Stopped | None, number: int, asked: str) -> Iterator[Update]:
    """What an event says last whose run was taken from it."""
    if halted:
        # What was on its way when the run was stopped may have come to the page after what `stop` showed.
        yield gr.skip(), str(turn(number, halted, asked)), gr.skip(), gr.skip(), gr.skip()
    # Gradio repeats the last update when an event ends: nothing, lest it undo what came since.
    yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()


def _given(event: gr.EventData, name: str) -> object:
    return getattr(event, name, None)


def _whole(event: gr.EventData, name: str, default: int) -> int:
    value = _given(event, name)
    return value if isinstance(value, int) and value >= 0 else default


def _asked(event: gr.EventData) -> str:
    return str(_given(event, "asked") or "")[:20]
