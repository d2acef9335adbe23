"""Serving the page on one address until Ctrl-C."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import socket
import threading
import webbrowser
from collections.abc import Callable

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from index.errors import BylineError, SettingsError
from rag import Corpus
from rag.library import Library
from ui.web import originals, uploads
from ui.web.blocks import STATIC
from ui.web.chat import ANSWERING
from ui.web.endpoint import Endpoint
from ui.web.front import Front
from ui.web.guard import Gate, Guard
from ui.web.page import build
from ui.web.rate import Limits, Turnstile

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def serve(
    corpus: Corpus | Library,
    host: str = "127.0.0.1",
    port: int = 7860,
    password: str | None = None,
    open_browser: bool = False,
    mcp: bool = False,
) -> None:
    """Serve the page and print its address; returns after Ctrl-C.

    corpus: what is asked; a Library can also be changed on the page. mcp: whether assistants may ask too, at /mcp.
    SettingsError: an address that others can reach, without a password; or no package for `mcp`.
    BylineError: the address or the port cannot be had.
    """
    require_password(host, password)
    if mcp:
        require_mcp()
    with contextlib.suppress(KeyboardInterrupt), listen(host, port) as listening:
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        application = app(corpus, host, password, mcp)
        Server(application, lambda: _announce(address, open_browser, mcp)).run(sockets=[listening])


def app(corpus: Corpus | Library, host: str = "127.0.0.1", password: str | None = None, mcp: bool = False) -> FastAPI:
    """The page as an ASGI application, behind its guard; with `mcp` also the tool for assistants."""
    library = corpus if isinstance(corpus, Library) else None
    current = _current(corpus)
    # Behind a password there may be a proxy, and whoever comes through it looks as if they sat here.
    limits, page = Limits(), build(current, library, local=_is_loopback(host) and not password)
    application = _base(current, limits, mcp)
    if library:
        application.include_router(uploads.routes(library))
    application.include_router(originals.routes(current))
    application.mount("/byline", StaticFiles(directory=STATIC))
    gr.mount_gradio_app(
        application,
        page,
        "/",
        theme=gr.themes.Base(font=["Libre Franklin", "sans-serif"], font_mono=["monospace"]),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size="1kb",
    )
    application.add_middleware(Front, head=(STATIC / "head.html").read_text("utf-8"))
    asking = frozenset(number for number, function in page.fns.items() if function.concurrency_id == ANSWERING)
    application.add_middleware(Turnstile, asking=asking, limits=limits)
    application.add_middleware(Endpoint)
    hosts = None if password else LOOPBACK_NAMES | {host}
    application.add_middleware(Guard, hosts=hosts, gate=Gate(password) if password else None)
    return application


def _current(corpus: Corpus | Library) -> Callable[[], Corpus]:
    return corpus.corpus if isinstance(corpus, Library) else lambda: corpus


def _base(corpus: Callable[[], Corpus], limits: Limits, mcp: bool) -> FastAPI:
    """What the page is mounted on: nothing, or the tool for assistants."""
    if not mcp:
        return FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    from ui.web import mcp as assistants

    tool = assistants.server(corpus, limits)
    return FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None, routes=tool.routes, lifespan=tool.router.lifespan_context
    )


class Server(uvicorn.Server):
    """A quiet server that hangs up on its visitors when it ends: their pages hold streams that never do.

    `started` is called once it answers.
    """

    def __init__(self, application: FastAPI, started: Callable[[], None] = lambda: None) -> None:
        super().__init__(uvicorn.Config(application, log_level="warning", server_header=False))
        self._announce = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as usual, then tell."""
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close every connection, then end as usual."""
        for connection in self.server_state.connections:
            connection.transport.close()
        await super().shutdown(sockets)


def require_password(host: str, password: str | None) -> None:
    """SettingsError unless `host` is this machine alone or a password is set."""
    if not password and not _is_loopback(host):
        raise SettingsError(
            f"Other machines can reach {host}, so it needs a password: give one with --password, or serve on 127.0.0.1."
        )


def require_mcp() -> None:
    """SettingsError unless the package that serves assistants is installed."""
    if not importlib.util.find_spec("mcp"):
        raise SettingsError("--mcp needs the package mcp, which is not installed: pip install 'mcp>=2' adds it.")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; BylineError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise BylineError(_unavailable(host, port)) from error


def _announce(address: str, open_browser: bool, mcp: bool) -> None:
    print(f"Byline is open at {address} (Ctrl-C ends it)", flush=True)
    if mcp:
        print(f"Assistants can ask it at {address}/mcp", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _unavailable(host: str, port: int) -> str:
    return f"Port {port} on {host} cannot be had, perhaps because another program uses it: choose another with --port."


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
