"""The door of the public endpoint `chat`: what a program sends is looked at before it takes a place in the queue.

Gradio itself would take anything, and tell of a mistake only later and without a word.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from index.errors import QuestionError
from ui.web import bodies

CALL = "/gradio_api/call/chat"

FORM = 'Send {"data": [QUESTION, HISTORY]}: a text, and earlier [question, answer] pairs, which may be left out.'


class Endpoint:
    """ASGI middleware that answers 422 with one sentence where a call of `chat` is not what it should be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through but malformed calls."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"].rstrip("/") != CALL:
            await self._app(scope, receive, send)
            return
        try:
            asked = arguments(await bodies.read(receive))
        except QuestionError as error:
            await JSONResponse({"detail": str(error)}, 422)(scope, receive, send)
        else:
            # Nothing else goes on: no session, whose conversation is not the caller's, and no other function.
            await self._app(_json(scope), bodies.given(json.dumps({"data": asked}).encode(), receive), send)


def _json(scope: Scope) -> Scope:
    # What `curl -d` sends says that it is a form.
    headers = [(name, value) for name, value in scope["headers"] if name != b"content-type"]
    return {**scope, "headers": [*headers, (b"content-type", b"application/json")]}


def arguments(body: bytes) -> list[Any]:
    """The question and the history in the body of a call; QuestionError when it holds something else."""
    try:
        call = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise QuestionError(f"The body is not JSON. {FORM}") from error
    match call:
        case {"data": [str(question)]} | {"data": [str(question), None]}:
            return [question, []]
        case {"data": [str(question), history]}:
            return [question, pairs(history)]
    raise QuestionError(FORM)


def pairs(history: object) -> list[tuple[str, str]]:
    """The exchanges of an earlier conversation; QuestionError when they are something else."""
    exchanges = []
    for exchange in history if isinstance(history, list) else [history]:
        match exchange:
            case [str(question), str(answer)]:
                exchanges.append((question, answer))
            case _:
                raise QuestionError("The history has to be a list of [question, answer] pairs of text.")
    return exchanges
