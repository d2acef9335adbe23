"""A server on loopback that plays a script byte by byte, and keeps what it was asked."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Part = bytes | float
Reply = Sequence[Part]
"""Bytes to send and pauses in seconds; the connection is closed after the last."""

DONE = b"data: [DONE]\n\n"


@dataclass(slots=True)
class Request:
    """What a client sent: the first line, its headers in lower case, and the JSON of its body."""

    line: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(slots=True)
class Server:
    """A running script: the n-th request gets the n-th of `replies`, and the last is repeated."""

    url: str
    replies: Sequence[Reply]
    requests: list[Request] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def play(self, *replies: Reply) -> None:
        """Begin another script, with no request counted yet; what is still being sent ends."""
        self.stop.set()
        self.stop, self.replies, self.requests = threading.Event(), replies, []


@contextmanager
def serving(*replies: Reply) -> Iterator[Server]:
    """Serve a script on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(f"http://127.0.0.1:{listening.getsockname()[1]}/v1", replies)
        closed = threading.Event()
        thread = threading.Thread(target=_accept, args=(listening, server, closed), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stop.set()
            closed.set()
            # A blocked accept is woken by a connection.
            with suppress(OSError):
                socket.create_connection(listening.getsockname(), 1).close()
            thread.join(5)


def _accept(listening: socket.socket, server: Server, closed: threading.Event) -> None:
    while not closed.is_set():
        connection, _ = listening.accept()
        threading.Thread(target=_serve, args=(connection, server), daemon=True).start()


def _serve(connection: socket.socket, server: Server) -> None:
    stop = server.stop
    with connection, suppress(OSError):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        request = _read(connection)
        if request is None:
            return
        server.requests.append(request)
        for part in server.replies[min(len(server.requests), len(server.replies)) - 1]:
            if isinstance(part, bytes):
                connection.sendall(part)
            elif stop.wait(part):
                return


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Request(line, headers, json.loads(body or b"{}"))


def response(body: bytes, status: str = "200 OK", kind: str = "application/json", **headers: str) -> Reply:
    """A whole reply with its length."""
    extra = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{extra}\r\n"
    )
    return [head.encode() + body]


def error(status: str, message: str = "no", code: str | None = None, **headers: str) -> Reply:
    """An error as OpenAI tells it."""
    told = {"error": {"message": message, "type": code, "param": None, "code": code}}
    return response(json.dumps(told).encode(), status, **headers)


def head(kind: str = "text/event-stream") -> bytes:
    """The beginning of a reply of unknown length."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()


def part(data: bytes) -> bytes:
    """One chunk of such a reply; the empty one ends it."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def event(text: str | None = None, finish: str | None = None) -> bytes:
    """One event of a stream of chat completions."""
    delta = {} if text is None else {"content": text}
    told = {
        "id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip
    return b"data: " + json.dumps(told).encode() + b"\n\n"


def stream(*texts: str, finish: str | None = "stop") -> Reply:
    """A whole streamed answer, a chunk of HTTP for each text."""
    ending = event(finish=finish) if finish else b""
    return [head(), *(part(event(text)) for text in texts), part(ending + DONE), part(b"")]
