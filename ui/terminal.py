"""Answers in a terminal: text with its quotes under it, a bar while an index builds, and a conversation.

What comes out of documents is data: it is never read as markup, and no control character of it is written.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text

from index.errors import BylineError
from rag.contract import MARKER, Answer, Citation, Conflict, Delta, Event, Final, Origin, Provisional, Status
from ui.clean import clean
from ui.counting import counted
from ui.screen import NUMBER, QUIET, WARNING, screen
from ui.web.wording import spoken_date, standing

if TYPE_CHECKING:
    from rag import Corpus


# What people type to leave other tools of the terminal.
_LEAVING = frozenset({"exit", "quit", "/exit", "/quit", ":q", "exit()", "quit()"})


def follow(events: Iterable[Event], console: Console) -> Answer:
    """The answer at the end of `events`; on a terminal, what is known of it is shown until then."""
    with Live(console=console, transient=True, auto_refresh=False) as live:
        known, written = "", ""
        for event in events:
            match event:
                case Final(answer):
                    return answer
                case Delta(text):
                    written += text
                case Provisional(text):
                    known = text or known
                case Status(stage):
                    known = f"{stage} …"
            if console.is_interactive:
                live.update(Text(clean(written or known)), refresh=True)
    raise EOFError("the answer ended without its last event")


def show(answer: Answer, console: Console) -> None:
    """Print an answer with its quotes, or an abstention with the closest passages."""
    console.print(_answer_text(answer))
    for line in _notes(answer, console):
        console.print(line)


class Bar:
    """An `index.progress.Progress` on standard error: bars on a terminal, a line a step elsewhere.

    Used as a context; it shows nothing unless it is called, which an index that is up to date does not.
    """

    def __init__(self) -> None:
        self._console = screen(sys.stderr)
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            console=self._console, transient=True,
        )  # fmt: skip
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_interactive:
            self._progress.stop()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that `done` of `total` items of `step` are done."""
        if step not in self._tasks:
            self._begin(step, total)
        self._progress.update(self._tasks[step], completed=done, total=total)

    def _begin(self, step: str, total: int) -> None:
        self._tasks[step] = self._progress.add_task(step, total=total)
        if self._console.is_interactive:
            self._progress.start()
        else:
            self._console.print(f"{step} {total} …")


def converse(corpus: Corpus) -> None:
    """Answer questions typed one a line, each with the conversation before it, up to its end or one of `_LEAVING`."""
    console = screen()
    known = f"{counted(len(corpus.documents), 'document')} in {corpus.folder}"
    console.print(Text(clean(f"{known}. “exit” or Ctrl-D ends."), QUIET))
    history: list[tuple[str, str]] = []
    for question in _typed():
        try:
            answer = follow(corpus.stream(question, history), console)
        except BylineError as error:
            console.print(clean(str(error)), style=WARNING)
        except KeyboardInterrupt:
            console.print("Stopped.", style=QUIET)
        else:
            show(answer, console)
            history.append((question, answer.text))
        console.print()


def _typed() -> Iterator[str]:
    """The lines of the input that are not blank; on a terminal with a prompt and line editing."""
    prompt = ""
    if sys.stdin.isatty():
        prompt = "> "
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - being imported gives `input` its editing and recall
    with contextlib.suppress(EOFError):
        while (question := input(prompt).strip()).lower() not in _LEAVING:
            if question:
                yield question


def _answer_text(answer: Answer) -> Text:
    if not answer.answered:
        return Text(clean(answer.text), WARNING)
    text = Text()
    for sentence in answer.sentences:
        unsupported = sentence.support == "unsupported"
        text.append(" " if text else "").append(_marked(sentence.marked(), QUIET if unsupported else ""))
        text.append(" (not supported by the sources)" if unsupported else "", WARNING)
    return text


def _marked(text: str, style: str = "") -> Text:
    marked = Text(clean(text), style)
    marked.highlight_regex(MARKER, NUMBER)
    return marked


def _notes(answer: Answer, console: Console) -> Iterator[Text]:
    if answer.closest and not answer.citations:
        yield from (Text(), Text("The closest passages:"))
    for citation in answer.citations or answer.closest:
        yield from (Text(), *_quote(citation, console))
    for conflict in answer.conflicts:
        yield from (Text(), *_conflict(conflict, console))
    yield Text()
    for origin in answer.origins:
        if len(origin.sources) > 1:
            yield from _indented(_origin(origin), console)
    if answer.notice:
        yield Text(clean(answer.notice), WARNING)
    yield Text(clean(" · ".join(standing(answer))), QUIET)


def _quote(citation: Citation, console: Console) -> Iterator[Text]:
    label = Text(f"[{citation.number}] ", NUMBER)
    first, *rest = _indented(Text(_one_line(citation.quote)), console, len(label))
    yield from (label + first[len(label) :], *rest)
    place = f"{citation.source}, characters {citation.start}–{citation.end}"
    for about in filter(None, (_about(citation), place)):
        yield from _indented(Text(_one_line(about), QUIET), console, len(label))


def _about(citation: Citation) -> str:
    said = f"{citation.speaker} says" if citation.speaker else None
    date = spoken_date(citation.date) if citation.date else None
    return " · ".join(item for item in (said, citation.title, citation.publisher, date) if item)


def _conflict(conflict: Conflict, console: Console) -> Iterator[Text]:
    yield from _indented(
        Text(f"The sources {'' if conflict.surely else 'may '}disagree: {_one_line(conflict.about)}", WARNING), console
    )
    for side in conflict.sides:
        markers = "".join(f"[{number}]" for number in side.citations)
        yield from _indented(_marked(f"– {_one_line(side.value)} {markers}"), console, 2)


def _origin(origin: Origin) -> Text:
    files = ", ".join(origin.sources)
    return Text(_one_line(f"One report in {len(origin.sources)} files ({files}): {origin.evidence}"), QUIET)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _indented(text: Text, console: Console, indent: int = 0) -> Iterator[Text]:
    """`text` broken into lines that fit the console, each with `indent` spaces before it."""
    for line in text.wrap(console, max(20, console.width - indent)):
        line.rstrip()
        yield Text(" " * indent) + line
