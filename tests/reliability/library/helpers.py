"""Small articles, and what the tests do with a library of them."""

from __future__ import annotations

import threading
from pathlib import Path

from rag.library import Library, Work

RIVER = "The river Aa is two hundred kilometres long.\n"
MOUNTAIN = "The mountain Bee is three thousand metres high.\n"
LAKE = "The lake Cee is forty metres deep.\n"


class Gate:
    """Holds every build before it embeds, until it is opened; questions pass."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def close(self) -> None:
        self.reached.clear()
        self.open.clear()


def add(library: Library, name: str, content: bytes | str) -> Path:
    data = content.encode() if isinstance(content, str) else content
    with library.receive(name, len(data)) as arriving:
        arriving.write(data)
        return library.add(arriving).path


def finished(library: Library) -> Work:
    assert library.wait(120)
    return library.work


def sources(library: Library) -> list[str]:
    return [document.source for document in library.corpus().documents]


def states(library: Library) -> dict[str, str]:
    return {entry.source: entry.state for entry in library.listing()}


def answers_from(library: Library, question: str) -> set[str]:
    return {citation.source for citation in library.corpus().answer(question).citations}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
