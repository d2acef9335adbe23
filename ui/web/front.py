"""Puts the page's own stylesheet and scripts into Gradio's document, so that the first paint is already ours.

Gradio's `head` setting is applied by its script after everything has loaded, which shows as a flash.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Front:
    """ASGI middleware that writes `head` at the end of the `<head>` of the document at `/`."""

    def __init__(self, app: ASGIApp, head: str) -> None:
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through, with more in the head of `/`."""
        if scope["type"] == "http" and scope["path"] == "/" and scope["method"] == "GET":
            await self._app(_uncompressed(scope), receive, self._writing(send))
        else:
            await self._app(scope, receive, send)

    def _writing(self, send: Send) -> Send:
        held: list[Message] = []

        async def sending(message: Message) -> None:
            if message["type"] not in {"http.response.start", "http.response.body"}:
                await send(message)
                return
            held.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await self._release(held, send)

        return sending

    async def _release(self, held: list[Message], send: Send) -> None:
        start, *parts = held
        body = b"".join(part.get("body", b"") for part in parts)
        if Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            body = body.replace(b"</head>", self._head + b"</head>", 1)
        MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _uncompressed(scope: Scope) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": headers}
