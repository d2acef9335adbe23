"""The events of an answer thinned out to what an eye can follow."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rag.contract import Answer, Delta, Event, Final, Provisional, Status

# Each update sends the text so far; 20 a second look fluent and keep the traffic small.
PACE = 0.05


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of an answer at one moment: the stage of the work and the text so far."""

    stage: str
    text: str


def frames(
    events: Iterable[Event], pace: float = PACE, clock: Callable[[], float] = time.monotonic
) -> Iterator[Frame | Answer]:
    """Frames at least `pace` seconds apart, and last the whole answer."""
    stage, written, text, due = "", "", "", clock()
    for event in events:
        match event:
            case Final(answer):
                yield answer
                return
            case Status():
                # A new stage after words: the model has failed, and what it wrote is withdrawn.
                stage, written = event.stage, ""
            case Provisional():
                written = event.text
            case Delta():
                text += event.text
        if clock() >= due:
            due = clock() + pace
            yield Frame(stage, text or written)
