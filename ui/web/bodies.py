"""Reading the body of a request before the application does."""

from __future__ import annotations

from starlette.types import Message, Receive


async def read(receive: Receive) -> bytes:
    """The whole body, whose size the guard has capped."""
    message = await receive()
    parts = [message.get("body", b"")]
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


def given(body: bytes, receive: Receive) -> Receive:
    """What hands `body` to the application, and afterwards what `receive` tells."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
