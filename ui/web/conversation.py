"""A conversation: its turns, and what the next question may lean on."""

from __future__ import annotations

from dataclasses import dataclass, field

from rag.contract import Answer


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that could not be answered, and the sentence that says why."""

    question: str
    message: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A question whose answer the reader stopped, with the words that had come by then."""

    question: str
    text: str = ""


Turn = Answer | Failure | Stopped
Turns = tuple[Turn, ...]


def history(turns: Turns) -> list[tuple[str, str]]:
    """The questions and answers that a follow-up may lean on, oldest first."""
    return [(said.question, said.text) for said in turns if isinstance(said, Answer)]


@dataclass(slots=True)
class Run:
    """An answer in the making: its question, the turns before it, and the text so far."""

    question: str
    before: Turns
    text: str = ""


@dataclass(slots=True)
class Ongoing:
    """What a session waits for, shared by the event that makes the answer and the one that stops it.

    Whoever takes a run away ends it, and only one can: a dictionary's `pop` is atomic.
    """

    _runs: dict[int, Run] = field(default_factory=dict)
    _halted: dict[int, Stopped] = field(default_factory=dict)
    _begun: int = 0

    def begin(self, question: str, before: Turns) -> int:
        """Start a run in the place of any before; gives the key that `take` asks for."""
        self.drop()
        self._begun += 1
        self._runs[self._begun] = Run(question, before)
        return self._begun

    def drop(self) -> None:
        """Forget what is going and what was stopped: something else takes its place."""
        self._runs.clear()
        self._halted.clear()

    def going(self, key: int) -> Run | None:
        """The run of that key, or None once it has been taken."""
        return self._runs.get(key)

    def take(self, key: int) -> Run | None:
        """End the run of that key; None when it has ended."""
        return self._runs.pop(key, None)

    def halt(self) -> tuple[Stopped, Turns] | None:
        """Stop the run that is going: its turn as far as it came, and those before it; None when there is none."""
        key = next(iter(self._runs), 0)
        run = self.take(key)
        if run is None:
            return None
        self._halted[key] = Stopped(run.question, run.text)
        return self._halted[key], run.before

    def halted(self, key: int) -> Stopped | None:
        """The turn of a run that was stopped, while nothing has taken its place."""
        return self._halted.get(key)
