"""The files themselves, as they lie in the corpus folder: only those that the index holds, and never as a web page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from fastapi import APIRouter
from starlette.responses import FileResponse, PlainTextResponse, Response

from rag import Corpus

GONE = "This file is not among the documents (any more).\n"


def routes(corpus: Callable[[], Corpus]) -> APIRouter:
    """`GET /byline/file/SOURCE` answers with the file of that document; 404 when there is none."""
    router = APIRouter()

    @router.get("/byline/file/{source:path}")
    def original(source: str) -> Response:
        """One file, to be read in a tab of its own."""
        file = _file(corpus(), source)
        if file is None:
            return PlainTextResponse(GONE, 404)
        # A document that is HTML would run its scripts in the name of this page; as plain text it runs nothing.
        kind = "application/pdf" if file.suffix.lower() == ".pdf" else "text/plain; charset=utf-8"
        return FileResponse(file, media_type=kind, filename=file.name, content_disposition_type="inline")

    return router


def _file(corpus: Corpus, source: str) -> Path | None:
    """The file of a document; what is no document of the index is not looked for on the disk."""
    if source not in {document.source for document in corpus.documents}:
        return None
    file = corpus.folder.joinpath(*PurePosixPath(source).parts)
    return file if file.is_file() else None
