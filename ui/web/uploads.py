"""The address to which the page sends files for the library. Its own, as Gradio's knows no sentences and no limits."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from index.errors import LibraryError
from rag.intake import Arriving, Kept, checked_name
from rag.library import Library
from ui.web.guard import FILES


def routes(library: Library) -> APIRouter:
    """`PUT /byline/library/NAME` adds the body as a file of that name and answers with a sentence.

    201: added; 200: the very file was there already; 400: refused, for the reason given. The guard has made sure
    that the request comes from the page and tells its length.
    """
    router = APIRouter()

    @router.put(FILES + "{name:path}")
    async def add(name: str, request: Request) -> Response:
        """Take one file."""
        try:
            kept = await _taken(library, name, request)
        except LibraryError as error:
            return PlainTextResponse(str(error), 400)
        except ClientDisconnect:
            return PlainTextResponse("The file did not arrive whole.", 400)
        return PlainTextResponse(_told(name, kept), 201 if kept.new else 200)

    return router


async def _taken(library: Library, name: str, request: Request) -> Kept:
    size = int(request.headers["content-length"])
    arriving: Arriving = await run_in_threadpool(library.receive, name, size)
    with arriving:
        async for data in request.stream():
            await run_in_threadpool(arriving.write, data)
        return await run_in_threadpool(library.add, arriving)


def _told(name: str, kept: Kept) -> str:
    if not kept.new:
        return f"{kept.path.name} is in the library already."
    if kept.path.name != checked_name(name):
        return f"{name} is added as {kept.path.name}, since another file has its name."
    return f"{name} is added."
