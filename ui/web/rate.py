"""How often a visitor may ask, so that one visitor's flood never keeps the others waiting."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.counting import counted
from ui.web import bodies


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` questions at once, and one more every `every` seconds."""

    burst: int
    every: float


# One a second is faster than anybody reads; twenty at once forgive impatience, and are answered within the
# few seconds that the others can wait.
VISITOR = Allowance(burst=20, every=1.0)

# Behind one address there may be a whole school or a proxy: a hundred people with two questions each at once.
ADDRESS = Allowance(burst=200, every=0.1)

# Visitors remembered before those who have been quiet are forgotten; each takes about 200 bytes.
REMEMBERED = 10_000

# The page makes names of a dozen characters; a program may send any, and needs no more to be told apart.
LONGEST_NAME = 64

JOIN, CALL = "/gradio_api/queue/join", "/gradio_api/call/"

BUSY = "Byline is busy: many questions are waiting already. Ask again in a moment."


class Meter:
    """Counts what each visitor asks and tells who has to wait.

    A leaky bucket as a virtual schedule (GCRA, https://www.itu.int/rec/T-REC-I.371): all that is kept of a
    visitor is the moment at which everything they were given is earned back.
    """

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._clock = clock
        self._earned: dict[str, float] = {}

    def wait(self, visitor: str) -> float:
        """Seconds until the visitor may ask, 0.0 for now; asking costs nothing until `count`."""
        owed = self._earned.get(visitor, -math.inf) - self._clock()
        return max(0.0, owed - (self._allowance.burst - 1) * self._allowance.every)

    def count(self, visitor: str) -> None:
        """Note that the visitor has asked."""
        now = self._clock()
        if len(self._earned) >= REMEMBERED:
            self._earned = {name: earned for name, earned in self._earned.items() if earned > now}
        self._earned[visitor] = max(self._earned.get(visitor, now), now) + self._allowance.every


class Limits:
    """What one visitor may ask, and what all those behind one address may."""

    def __init__(
        self, visitor: Allowance = VISITOR, address: Allowance = ADDRESS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._visitors = Meter(visitor, clock)
        self._addresses = Meter(address, clock)

    def ask(self, address: str, session: str = "") -> float:
        """Count a question and give 0.0, or give the seconds to wait before it would be taken.

        Pages are told apart by their session; programs, which have none, by their address.
        """
        visitor = f"{address} {session[:LONGEST_NAME]}"
        wait = max(self._visitors.wait(visitor), self._addresses.wait(address))
        if wait == 0:
            self._visitors.count(visitor)
            self._addresses.count(address)
        return wait


class Turnstile:
    """ASGI middleware before Gradio's queue: who asks too often never gets a place in it.

    `asking`: the numbers of Gradio's functions that answer questions. Refusals are JSON, whose `detail` the
    page shows.
    """

    def __init__(self, app: ASGIApp, asking: Collection[int], limits: Limits) -> None:
        self._app = app
        self._asking = asking
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through unless it is a question too many."""
        if scope["type"] != "http" or scope["method"] != "POST" or not scope["path"].startswith((JOIN, CALL)):
            await self._app(scope, receive, send)
            return
        body = await bodies.read(receive)
        session = self._session(scope["path"], body)
        wait = 0.0 if session is None else self._limits.ask(scope["client"][0] if scope["client"] else "", session)
        if wait:
            await _refusal(too_often(wait), math.ceil(wait))(scope, receive, send)
        else:
            await self._app(scope, bodies.given(body, receive), _telling_busy(scope, receive, send))

    def _session(self, path: str, body: bytes) -> str | None:
        """Whose question this is, "" for a program's; None when it is none."""
        if path.startswith(CALL):
            return ""
        try:
            asked = json.loads(body)
        except (ValueError, RecursionError):
            return ""
        if not isinstance(asked, dict):
            return ""
        number, session = asked.get("fn_index"), asked.get("session_hash")
        if type(number) is int and number not in self._asking:
            return None
        return session if isinstance(session, str) else ""


def too_often(wait: float) -> str:
    """The sentence for a visitor who has to wait."""
    return f"You ask faster than Byline may answer; ask again in {counted(math.ceil(wait), 'second')}."


def _refusal(reason: str, seconds: int) -> JSONResponse:
    # Never 503, for which Gradio's page has words of its own.
    return JSONResponse({"detail": reason}, 429, {"retry-after": str(seconds)})


def _telling_busy(scope: Scope, receive: Receive, send: Send) -> Send:
    """Puts our sentence in the place of what Gradio answers when its queue is full."""
    full = False

    async def sending(message: Message) -> None:
        nonlocal full
        if message["type"] == "http.response.start" and message["status"] == 503:
            full = True
            await _refusal(BUSY, 5)(scope, receive, send)
        elif not full:
            await send(message)

    return sending
