"""Streaming: no more updates than an eye can follow, and never a word lost."""

from __future__ import annotations

from itertools import count

from rag.contract import Delta, Event, Final, Status
from tests.web.fakes import canned
from ui.web.stream import Frame, frames


def test_updates_come_at_the_pace_and_the_answer_last() -> None:
    answer = canned("brics", ())
    events: list[Event] = [Status("reading"), *(Delta(letter) for letter in "abcdefghij"), Final(answer)]
    ticks = count()
    # The clock ticks with each reading: twice for an update, once for an event held back.
    seen = list(frames(events, pace=3, clock=lambda: next(ticks)))
    assert seen[-1] == answer
    shown = [step for step in seen[:-1] if isinstance(step, Frame)]
    assert shown[0] == Frame("reading", "")
    assert 2 <= len(shown) < 8
    assert all("abcdefghij".startswith(step.text) for step in shown)


def test_without_a_pace_every_event_is_an_update() -> None:
    events: list[Event] = [Status("searching"), Delta("a"), Delta("b"), Final(canned("brics", ()))]
    assert list(frames(events, pace=0, clock=lambda: 0.0))[:3] == [
        Frame("searching", ""),
        Frame("searching", "a"),
        Frame("searching", "ab"),
    ]
