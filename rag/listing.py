"""What a folder of documents holds, beside what its index knows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.documents import Document
from index.reading import Skipped, text_files

State = Literal["indexed", "changed", "new", "removed", "unread"]

Stamps = Mapping[str, tuple[int, int]]
"""Size in bytes and time of change in nanoseconds of each file, by source."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file.

    state: "indexed": questions are answered from it as it is; "changed" since it was indexed; "new": not yet indexed;
    "removed" from the folder, still in the index; "unread", for which `reason` tells why.
    document: what the index knows of it, if it does.
    """

    source: str
    state: State
    document: Document | None = None
    reason: str | None = None


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """The stamps of the text files below `folder`; CorpusError when it cannot be read."""
    found = {}
    for path in text_files(folder):
        try:
            status = path.stat()
        except OSError:
            # Gone since it was listed, or a link to nothing.
            continue
        found[path.relative_to(folder).as_posix()] = (status.st_size, status.st_mtime_ns)
    return found


def listing(documents: Iterable[Document], skipped: Iterable[Skipped], then: Stamps, now: Stamps) -> list[Entry]:
    """Every file, by name: `documents` and `skipped` out of the index, the stamps of when it was made and of now."""
    reasons = {file.source: file.reason for file in skipped}
    known = {document.source: document for document in documents}
    sources = sorted({*known, *now, *(source for source in reasons if source in now or source not in then)})
    return [_entry(source, known.get(source), reasons.get(source), then, now) for source in sources]


def _entry(source: str, document: Document | None, reason: str | None, then: Stamps, now: Stamps) -> Entry:
    if document and source not in now:
        return Entry(source, "removed", document)
    if then.get(source) != now.get(source):
        return Entry(source, "changed" if source in then else "new", document)
    return Entry(source, "indexed", document) if document else Entry(source, "unread", reason=reason)
