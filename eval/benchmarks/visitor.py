"""Somebody on the page, as far as the server can tell: the requests that a browser makes, without the browser."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx

# A finished turn as the page writes it: its question, and what each of its chips says it stands for.
_QUESTION = re.compile(r'<h2 class="question"[^>]*>(.*?)</h2>', re.DOTALL)
_STATE = re.compile(r'<article class="turn [^"]*"[^>]* data-state="(\w+)"')
_ABOUT = re.compile(r' data-about="([^"]*)"')


class VisitError(Exception):
    """The server did not give an answer; the message says what it gave."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page after a question.

    `questions`: those of the conversation so far, the newest last; `state` of the newest: "answered",
    "abstained" or "failed"; `cited`: the file names behind its chips; `refused`: how often it had to be sent again.
    """

    questions: tuple[str, ...]
    state: str
    cited: tuple[str, ...]
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """Where the page's questions go: the number of the function, of the component, and how many inputs it has."""

    function: int
    trigger: int
    inputs: int

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Form:
        """The form in a page's `/config`."""
        for function in config["dependencies"]:
            for component, event in function["targets"]:
                if event == "ask":
                    return cls(function["id"], component, len(function["inputs"]))
        raise VisitError("the page has no form to ask in")


class Visitor:
    """One session with a conversation of its own."""

    def __init__(self, client: httpx.AsyncClient, form: Form) -> None:
        self._client = client
        self._form = form
        self._session = secrets.token_hex(6)
        self._conversation = ""

    async def ask(self, question: str) -> Shown:
        """Ask, wait as long as the server wants, and read what it shows; VisitError when that is no turn."""
        body = {
            "data": [None] * self._form.inputs,
            "event_data": {"question": question},
            "fn_index": self._form.function,
            "trigger_id": self._form.trigger,
            "session_hash": self._session,
        }
        refused = 0
        while (joined := await self._client.post("/gradio_api/queue/join", json=body)).status_code == 429:
            refused += 1
            await asyncio.sleep(float(joined.headers["retry-after"]))
        if joined.status_code != 200:
            raise VisitError(f"status {joined.status_code}")
        return self._shown(await self._updates(), refused)

    async def _updates(self) -> list[Any]:
        """The values of the outputs when the answer is finished."""
        address = f"/gradio_api/queue/data?session_hash={self._session}"
        async with self._client.stream("GET", address) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                self._note(message)
                if message.get("msg") == "process_completed":
                    if not message["success"]:
                        raise VisitError(str(message["output"].get("error")))
                    values: list[Any] = message["output"]["data"]
                    return values
        raise VisitError("the stream ended without an answer")

    def _note(self, message: Mapping[str, Any]) -> None:
        # The conversation so far is sent once, as the first output of the first update; the rest is the live turn.
        if message.get("msg") == "process_generating" and isinstance(message["output"]["data"][0], str):
            self._conversation = message["output"]["data"][0]

    def _shown(self, values: list[Any], refused: int) -> Shown:
        live = next((value for value in values if isinstance(value, str) and _STATE.search(value)), "")
        if not live:
            raise VisitError("no turn is shown")
        asked = _QUESTION.findall(self._conversation) + _QUESTION.findall(live)
        cited = (unescape(about).rpartition(" · ")[2] for about in _ABOUT.findall(live))
        return Shown(tuple(map(unescape, asked)), _STATE.findall(live)[-1], tuple(cited), refused)
