"""Stopping an answer: whatever order the updates come in, the stopped turn is what stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import gradio as gr
import pytest

from rag import Corpus, Within
from rag.contract import Delta, Event, Final
from tests.web.fakes import FakeCorpus, canned
from ui.web.conversation import Ongoing, Stopped
from ui.web.exporting import STOPPED
from ui.web.handlers import Handlers, Update
from ui.web.selection import Selection

LIVE = 1
NOTHING = gr.skip()


class Telling(FakeCorpus):
    """Tells its answer word by word, and the last one only when all else is said."""

    def stream(
        self, question: str, history: Sequence[tuple[str, str]] = (), within: Within | None = None
    ) -> Iterator[Event]:
        yield from (Delta(word) for word in ("Moscow", " seeks"))
        yield Final(canned(question, history))


@pytest.fixture
def handlers(tmp_path: Path) -> Handlers:
    return Handlers(lambda: cast("Corpus", Telling()), tmp_path)


def event(**given: object) -> gr.EventData:
    return gr.EventData(None, given)


def asking(handlers: Handlers, ongoing: Ongoing) -> Iterator[Update]:
    return handlers.ask(event(question="brics", asked="one"), (), ongoing, Selection())


def shown(updates: Sequence[Update]) -> list[str]:
    return [str(update[LIVE]) for update in updates if update[LIVE] != NOTHING]


@pytest.mark.parametrize("steps", [1, 2])
def test_the_last_that_comes_is_the_stopped_turn_and_then_nothing(handlers: Handlers, steps: int) -> None:
    """A step that was on its way may reach the page after the answer to "stop"."""
    ongoing = Ongoing()
    updates = asking(handlers, ongoing)
    for _ in range(steps):
        next(updates)
    stopped, turns = handlers.stop(event(asked="one"), ongoing)
    rest = list(updates)
    assert shown(rest)[-1] == stopped
    assert STOPPED in str(stopped)
    assert set(map(str, rest[-1])) == {str(NOTHING)}
    assert isinstance(cast("tuple[object, ...]", turns)[-1], Stopped)


def test_a_later_question_is_not_overwritten(handlers: Handlers) -> None:
    ongoing = Ongoing()
    updates = asking(handlers, ongoing)
    next(updates)
    handlers.stop(event(asked="one"), ongoing)
    later = handlers.ask(event(question="when", asked="two"), (), ongoing, Selection())
    next(later)
    assert not shown(list(updates))


def test_a_conversation_that_is_reopened_is_not_overwritten(handlers: Handlers) -> None:
    ongoing = Ongoing()
    updates = asking(handlers, ongoing)
    next(updates)
    handlers.stop(event(asked="one"), ongoing)
    handlers.restore(event(turns=[], asked="two"), ongoing)
    assert not shown(list(updates))


def test_what_has_ended_cannot_be_stopped(handlers: Handlers) -> None:
    ongoing = Ongoing()
    told = shown(list(asking(handlers, ongoing)))
    assert STOPPED not in told[-1]
    assert handlers.stop(event(asked="one"), ongoing) == (NOTHING, NOTHING)
