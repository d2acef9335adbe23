"""What may reach the page: whose requests, which paths, how much; and what the browser may load with it."""

from __future__ import annotations

import base64
import binascii
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.reading import MAX_BYTES

# A question is at most a few thousand characters and a long history a few dozen kilobytes.
LARGEST_BODY = 256 * 1024

# Files for the library come here; ui/web/uploads.py takes them.
FILES = "/byline/library/"

# All that the page and the endpoint use; whatever else Gradio opens, now or in a later version, stays shut.
OPEN = frozenset({"/", "/config", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/mcp"})
ROOMS = (
    "/assets/",
    "/static/",
    "/byline/",
    *(f"/gradio_api/{room}" for room in "info heartbeat/ queue/ call/chat run/predict cancel reset".split()),
)

# Gradio needs inline and evaluated scripts; nothing may be loaded from, or sent to, anywhere else.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

# Ten guesses a minute make even a short password safe from guessing and forgive every typing error.
GUESSES = 10
WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that goes no further, with the sentence that says why."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = ()


class Gate:
    """Asks for the password (HTTP Basic, any user name) and slows down whoever guesses."""

    def __init__(self, password: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._password = password.encode()
        self._clock = clock
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)

    def refuse(self, address: str, authorization: str | None) -> Refusal | None:
        """None when the request from `address` may pass."""
        wrong = self._recent(address)
        if len(wrong) >= GUESSES:
            return Refusal(429, "Too many wrong passwords; wait a minute and try again.")
        if authorization and secrets.compare_digest(_given(authorization), self._password):
            return None
        if authorization:
            self._wrong[address].append(self._clock())
        challenge = ("www-authenticate", 'Basic realm="Byline", charset="UTF-8"')
        return Refusal(401, "This page asks for a password; any user name will do.", (challenge,))

    def _recent(self, address: str) -> deque[float]:
        wrong = self._wrong.pop(address, deque())
        while wrong and wrong[0] < self._clock() - WINDOW:
            wrong.popleft()
        if wrong:
            self._wrong[address] = wrong
        return wrong


class Guard:
    """ASGI middleware around the whole page.

    `hosts`: the names under which the page answers, against web sites that point their own name at this
    machine; None: any, when a password stands before it.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None, gate: Gate | None) -> None:
        self._app = app
        self._hosts = hosts
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            # Nothing here speaks it, so nothing of it needs guarding.
            await send({"type": "websocket.close"})
            return
        refusal = self._refusal(scope)
        if refusal:
            await _response(scope["path"], refusal)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        address = scope["client"][0] if scope["client"] else ""
        barred = self._gate and self._gate.refuse(address, headers.get("authorization"))
        return (
            barred
            or _wrong_host(headers, self._hosts)
            or _foreign(headers)
            or _closed(scope["path"])
            or _too_large(scope["method"], scope["path"], headers)
        )


def _response(path: str, refusal: Refusal) -> Response:
    headers = dict(refusal.headers)
    # The page shows what stands in `detail`.
    if path.startswith("/gradio_api/"):
        return JSONResponse({"detail": refusal.reason}, refusal.status, headers)
    return PlainTextResponse(refusal.reason + "\n", refusal.status, headers)


def _given(authorization: str) -> bytes:
    scheme, _, encoded = authorization.partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True) if scheme.lower() == "basic" else b""
    except binascii.Error:
        return b""
    return decoded.partition(b":")[2]


def _wrong_host(headers: Headers, hosts: frozenset[str] | None) -> Refusal | None:
    name = urlsplit(f"//{headers.get('host', '')}").hostname
    if hosts is None or name in hosts:
        return None
    return Refusal(421, "Byline answers here only under the address that it printed.")


def _foreign(headers: Headers) -> Refusal | None:
    origin = headers.get("origin")
    if origin is None or urlsplit(origin).netloc == headers.get("host"):
        return None
    return Refusal(403, "Another web site may not ask; a proxy has to pass the Host header on.")


def _closed(path: str) -> Refusal | None:
    return None if path in OPEN or path.startswith(ROOMS) else Refusal(404, "Nothing is served here.")


def _too_large(method: str, path: str, headers: Headers) -> Refusal | None:
    if method not in {"POST", "PUT", "PATCH"}:
        return None
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return Refusal(411, "A request with a body has to tell its length.")
    largest = MAX_BYTES if path.startswith(FILES) else LARGEST_BODY
    if int(length) > largest:
        return Refusal(413, f"A request may hold at most {largest // 1024} kilobytes.")
    return None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return sending
