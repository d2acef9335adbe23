"""Turns as a browser keeps them, and back again: what comes from a browser is checked, never trusted."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, cast, get_args

from index.documents import Document
from index.errors import BylineError
from rag.citing import shown
from rag.contract import Answer, Citation, Conflict, Origin, Sentence, Side, Support
from ui.web.conversation import Failure, Stopped, Turn

Find = Callable[[str], Document]

# Nobody scrolls through more, and the server renders them all at once.
MOST_TURNS = 100

CHANGED = "The articles have changed since this was answered. Ask again to read what they say now."
UNREADABLE = "This part of the conversation could not be read back."
UNANSWERED = "This question was not answered. Ask it again."


class _RefusedError(Exception):
    """A kept answer that is not what the documents and the contract allow."""


def kept(said: Turn) -> str:
    """A turn as JSON; of words that never became an answer only the question is kept."""
    if isinstance(said, Answer):
        return json.dumps({"answer": said.to_dict()})
    kind = "stopped" if isinstance(said, Stopped) else "failed"
    return json.dumps({kind: said.question})


def restored(lines: object, find: Find) -> tuple[Turn, ...]:
    """The turns that a browser kept as `lines`, one for each, the newest `MOST_TURNS` of them.

    An answer comes back only when each of its quotes still stands at its place in its document; title, date and
    publisher are the document's own, whatever the browser says.
    """
    given = lines if isinstance(lines, list) else []
    return tuple(_restored(line, find) for line in given[-MOST_TURNS:])


def _restored(line: object, find: Find) -> Turn:
    data: Any
    try:
        data = json.loads(line) if isinstance(line, str) else None
    except (ValueError, RecursionError):
        data = None
    match data:
        case {"answer": {"question": str(question)}}:
            return _answer_or_note(question, data["answer"], find)
        case {"stopped": str(question)}:
            return Stopped(question)
        case {"failed": str(question)}:
            return Failure(question, UNANSWERED)
    return Failure("", UNREADABLE)


def _answer_or_note(question: str, data: Mapping[str, Any], find: Find) -> Turn:
    try:
        return _answer(question, data, find)
    except (_RefusedError, BylineError, KeyError, TypeError, ValueError, AttributeError, OverflowError):
        return Failure(question, CHANGED)


def _answer(question: str, data: Mapping[str, Any], find: Find) -> Answer:
    citations = tuple(_citation(item, find) for item in data["citations"])
    return Answer(
        question=question,
        text=_text(data["text"]),
        answered=data["answered"] is True,
        sentences=tuple(_sentence(item, citations) for item in data["sentences"]),
        citations=citations,
        closest=tuple(_citation(item, find) for item in data["closest"]),
        origins=tuple(_origin(item, find) for item in data["origins"]),
        conflicts=tuple(_conflict(item) for item in data["conflicts"]),
        mode=_text(data["mode"]),
        seconds=_seconds(data["seconds"]),
        notice=_text(data["notice"]) if data.get("notice") else None,
    )


def _citation(data: Mapping[str, Any], find: Find) -> Citation:
    document = find(_text(data["source"]))
    start, end, number = (_whole(data[name]) for name in ("start", "end", "number"))
    if not 0 <= start < end or document.text[start:end] != data["quote"]:
        raise _RefusedError(f"{document.source} does not say so at {start}:{end}")
    return Citation.cut(document, start, end, number, _speaker(data.get("speaker"), document))


def _speaker(name: object, document: Document) -> str | None:
    """A name is shown as who said the words, so it has to stand in the article."""
    return name if isinstance(name, str) and name in document.text else None


def _sentence(data: Mapping[str, Any], citations: tuple[Citation, ...]) -> Sentence:
    text, support = _text(data["text"]), data["support"]
    numbers = _numbers(data["citations"])
    if support not in get_args(Support):
        raise _RefusedError(f"{support} is no support")
    if support == "verbatim" and not any(text in shown(c.quote) for c in citations if c.number in numbers):
        raise _RefusedError("a quotation that its citations do not hold")
    missing = tuple(_text(item) for item in data.get("missing", ()))
    return Sentence(text, numbers, cast("Support", support), missing)


def _origin(data: Mapping[str, Any], find: Find) -> Origin:
    return Origin(tuple(find(_text(source)).source for source in data["sources"]), _text(data["evidence"]))


def _conflict(data: Mapping[str, Any]) -> Conflict:
    sides = (Side(_text(side["value"]), _numbers(side["citations"])) for side in data["sides"])
    return Conflict(_text(data["about"]), tuple(sides), data.get("surely") is not False)


def _numbers(data: object) -> tuple[int, ...]:
    return tuple(_whole(number) for number in data) if isinstance(data, list) else ()


def _whole(value: object) -> int:
    if type(value) is not int:
        raise _RefusedError(f"{value!r} is no whole number")
    return value


def _seconds(value: object) -> float:
    if type(value) not in (int, float) or not math.isfinite(seconds := float(cast("float", value))) or seconds < 0:
        raise _RefusedError(f"{value!r} is no time")
    return seconds


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _RefusedError(f"{value!r} is no text")
    return value
