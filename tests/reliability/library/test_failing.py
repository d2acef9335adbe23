"""A folder or disk that takes nothing, a process killed midway, and another that builds."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from index.errors import BylineError, LibraryError
from index.publish import Home
from rag import Settings
from rag.library import Library
from tests.reliability.library.helpers import (
    LAKE,
    add,
    answers_from,
    finished,
    names,
    sources,
)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write where nobody else can")
def test_a_folder_that_cannot_be_written_is_told(library: Library) -> None:
    library.folder.chmod(0o500)
    with pytest.raises(LibraryError, match="Permission denied"):
        add(library, "lake.txt", LAKE)
    with pytest.raises(LibraryError, match="Permission denied"):
        library.remove("river.txt")
    assert names(library.folder) == ["mountain.txt", "river.txt"]
    library.folder.chmod(0o700)


@contextmanager
def small_files() -> Iterator[None]:
    """No file may grow beyond a few bytes, as on a full disk; the test's own report has to be written after it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_disk_that_takes_no_more(library: Library, settings: Settings) -> None:
    (library.folder / "lake.txt").write_text(LAKE * 100)
    with small_files():
        with pytest.raises(LibraryError, match="cannot be changed"):
            add(library, "sea.txt", LAKE * 100)
        library.rebuild()
        work = finished(library)
        assert (work.state, "\n" in work.told) == ("failed", False)
        assert names(library.folder) == ["lake.txt", "mountain.txt", "river.txt"]
        assert answers_from(library, "How long is the river Aa?") == {"river.txt"}
        assert len(list(Home(settings.data, library.folder).folder.glob("builds/*"))) == 1


ADD_AND_DIE = """
import sys
from rag import Settings
from rag.library import Library
library = Library.open(settings=Settings.load(corpus=sys.argv[1], data=sys.argv[2]))
for name in ("lake", "sea"):
    with library.receive(f"{name}.txt", 10) as arriving:
        arriving.write(f"The {name} Cee is forty metres deep.".encode())
        library.add(arriving)
arriving = library.receive("bay.txt", 10)
arriving.write(b"The bay")
print("building", flush=True)
library.wait()
print("built", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("moment", ["building", "built"])
def test_killed_in_the_middle(settings: Settings, moment: str) -> None:
    command = [sys.executable, "-c", ADD_AND_DIE, str(settings.corpus), str(settings.data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        while process.stdout.readline().strip() != moment:
            assert process.poll() is None
        process.kill()
    assert any(name.startswith(".byline-arriving") for name in names(settings.corpus))
    with Library.open(settings=settings) as library:
        assert sources(library) == ["lake.txt", "mountain.txt", "river.txt", "sea.txt"]
        assert "lake.txt" in answers_from(library, "How deep is the lake Cee?")
        assert names(settings.corpus) == ["lake.txt", "mountain.txt", "river.txt", "sea.txt"]


def test_another_process_that_builds_is_told(library: Library, settings: Settings) -> None:
    with Home(settings.data, library.folder).building():
        library.rebuild()
        assert finished(library).state == "failed"
    assert "Another process is building" in library.work.told
    assert isinstance(LibraryError("x"), BylineError)
