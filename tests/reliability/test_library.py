"""A folder that changes while it is asked: nothing is lost, and questions go to the last complete index."""

from __future__ import annotations

import gc
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.embedding import Embedder
from index.errors import BylineError, LibraryError
from index.progress import Progress, silent
from index.publish import Home
from rag import Settings
from rag.contract import Status
from rag.library import Library, Work
from rag.pace import Pace
from rag.reader.cross_encoder import CrossEncoder

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


@pytest.fixture(scope="module", autouse=True)
def models() -> Iterator[None]:
    """The real models, loaded once for all libraries of this file."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (Embedder, CrossEncoder):
            patch.setattr(model, "load", cache(model.load))
        yield


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    gate.open.set()
    embed = Embedder.embed

    def held(self: Embedder, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        if progress is not silent:
            gate.reached.set()
            gate.open.wait(60)
        return embed(self, texts, progress)

    monkeypatch.setattr(Embedder, "embed", held)
    yield gate
    gate.open.set()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER)
    (folder / "mountain.txt").write_text(MOUNTAIN)
    return Settings.load(corpus=folder, data=tmp_path / "data")


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with Library.open(settings=settings) as library:
        yield library


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


def test_what_is_added_is_answered_and_what_is_removed_is_not(library: Library) -> None:
    question = "How deep is the lake Cee?"
    assert answers_from(library, question) == set()
    add(library, "lake.txt", LAKE)
    assert finished(library) == Work("done", told="3 articles are indexed.")
    assert answers_from(library, question) == {"lake.txt"}
    kept = library.remove("lake.txt")
    assert kept.read_text() == LAKE
    assert kept.parent.name == "removed"
    assert finished(library).told == "2 articles are indexed."
    assert answers_from(library, question) == set()
    assert names(library.folder) == ["mountain.txt", "river.txt"]


def test_questions_go_to_the_last_complete_index_while_the_next_is_made(library: Library, gate: Gate) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    assert library.work.state == "working"
    assert states(library)["lake.txt"] == "new"
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: answers_from(library, "How long is the river Aa?"), range(8)))
    assert found == [{"river.txt"}] * 8
    assert answers_from(library, "How deep is the lake Cee?") == set()
    gate.open.set()
    assert finished(library).state == "done"
    assert set(states(library).values()) == {"indexed"}
    assert answers_from(library, "How deep is the lake Cee?") == {"lake.txt"}


def test_an_answer_that_has_begun_is_finished_on_the_index_it_began_with(library: Library, settings: Settings) -> None:
    before = Home(settings.data, library.folder).current()
    assert before is not None
    stream = library.corpus().stream("How long is the river Aa?")
    assert next(stream) == Status("searching")
    for name in ("lake", "sea", "bay"):
        add(library, f"{name}.txt", LAKE.replace("lake", name))
        finished(library)
    assert before.is_dir()
    *_, last = stream
    assert "two hundred kilometres" in str(last)
    del stream, last
    gc.collect()
    library.rebuild()
    assert finished(library).state == "done"
    assert not before.exists()
    assert len(list(before.parent.iterdir())) <= 2


def test_stopping_keeps_the_index_before_and_the_files(library: Library, gate: Gate, settings: Settings) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    library.cancel()
    gate.open.set()
    assert finished(library).state == "cancelled"
    assert sources(library) == ["mountain.txt", "river.txt"]
    assert states(library)["lake.txt"] == "new"
    assert len(list(Home(settings.data, library.folder).folder.glob("builds/*"))) == 1
    library.rebuild()
    assert finished(library).state == "done"
    assert "lake.txt" in sources(library)


def test_what_is_wanted_during_a_build_comes_with_the_next(library: Library, gate: Gate) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    add(library, "sea.txt", LAKE)
    library.remove("river.txt")
    gate.open.set()
    assert finished(library).state == "done"
    assert sources(library) == ["lake.txt", "mountain.txt", "sea.txt"]


def test_what_is_wanted_after_stopping_is_done(library: Library, gate: Gate) -> None:
    gate.close()
    library.rebuild()
    assert gate.reached.wait(60)
    library.cancel()
    add(library, "lake.txt", LAKE)
    gate.open.set()
    assert finished(library).state == "done"
    assert "lake.txt" in sources(library)


def test_many_at_once_lose_nothing(library: Library) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add(library, "report.txt", f"Report {n} speaks of the town number {n}."), range(12)))
    assert finished(library).state == "done"
    texts = {document.text for document in library.corpus().documents}
    assert {f"Report {n} speaks of the town number {n}." for n in range(12)} <= texts
    assert "report (12).txt" in names(library.folder)


def test_the_same_file_again_changes_nothing(library: Library) -> None:
    with library.receive("river.txt", len(RIVER)) as arriving:
        arriving.write(RIVER.encode())
        assert not library.add(arriving).new
    finished(library)
    assert names(library.folder) == ["mountain.txt", "river.txt"]


def test_a_file_of_the_same_name_is_numbered(library: Library) -> None:
    assert add(library, "river.txt", LAKE).name == "river (2).txt"
    assert (library.folder / "river.txt").read_text() == RIVER
    library.remove("river.txt")
    add(library, "river.txt", MOUNTAIN)
    assert library.remove("river.txt").name == "river (2).txt"


def test_a_full_library_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.library.MOST_BYTES", 120)
    with pytest.raises(LibraryError, match="remove something first"):
        add(library, "lake.txt", LAKE)


def test_a_folder_is_copied_with_what_lies_in_it(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "news"
    (other / "deep").mkdir(parents=True)
    (other / "deep" / "lake.txt").write_text(LAKE)
    (other / "sea.md").write_text("The sea Dee is wide.")
    (other / "bad.txt").write_bytes(b"\xff")
    (other / "bell\a.txt").write_text("Ding.")
    (other / "picture.png").write_bytes(b"PNG")
    library.add_folder(str(other))
    told = finished(library).told
    assert told.startswith("2 copied; left out bad.txt (not UTF-8 at byte 0: save it as UTF-8), bell")
    assert told.endswith("4 articles are indexed.")
    assert sorted(sources(library)) == ["mountain.txt", "news/deep/lake.txt", "news/sea.md", "river.txt"]
    library.add_folder(f" {other}/ ")
    assert finished(library).told.startswith("0 copied, 2 there already")
    assert (other / "deep" / "lake.txt").is_file()


@pytest.mark.parametrize("path", ["", "news", "\0", "/nowhere/at/all", "{articles}/river.txt", "{articles}", "/", "~"])
def test_paths_that_cannot_be_added(library: Library, path: str) -> None:
    with pytest.raises(LibraryError) as caught:
        library.add_folder(path.format(articles=library.folder) if path != "~" else str(library.folder.parent))
    assert "\n" not in str(caught.value)
    assert library.work.state == "idle"


def test_a_folder_without_text_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    library.add_folder(str(tmp_path / "empty"))
    assert finished(library).state == "failed"
    assert "holds no .txt or .md files" in library.work.told
    assert sources(library) == ["mountain.txt", "river.txt"]


@pytest.mark.parametrize("source", ["../data", "unknown.txt", "", "river.txt/", "/etc/passwd"])
def test_only_files_of_the_library_are_removed(library: Library, source: str) -> None:
    with pytest.raises(LibraryError, match="not in the library"):
        library.remove(source)


def test_the_last_article_stays(library: Library) -> None:
    library.remove("river.txt")
    finished(library)
    with pytest.raises(LibraryError, match="only article"):
        library.remove("mountain.txt")


def test_every_file_is_listed_with_its_state(library: Library) -> None:
    (library.folder / "bad.txt").write_bytes(b"\xff")
    library.rebuild()
    finished(library)
    (library.folder / "river.txt").write_text(LAKE)
    (library.folder / "mountain.txt").unlink()
    (library.folder / "lake.txt").write_text(LAKE)
    assert states(library) == {
        "bad.txt": "unread", "lake.txt": "new", "mountain.txt": "removed", "river.txt": "changed",
    }  # fmt: skip
    assert {entry.source: entry.reason for entry in library.listing()}[
        "bad.txt"
    ] == "not UTF-8 at byte 0: save it as UTF-8"


def test_a_folder_that_has_gone_leaves_the_index(library: Library) -> None:
    library.folder.rename(library.folder.with_name("elsewhere"))
    with pytest.raises(LibraryError, match="cannot be"):
        add(library, "lake.txt", LAKE)
    library.rebuild()
    assert finished(library).state == "failed"
    assert answers_from(library, "How long is the river Aa?") == {"river.txt"}
    assert not library.folder.exists()


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


def test_the_time_left_follows_the_pace() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])
    assert pace.left("embedding", 10, 100) is None
    now[0] = 5.0
    assert pace.left("embedding", 20, 100) == pytest.approx(40)
    now[0] = 6.0
    assert pace.left("storing", 1, 2) is None
    now[0] = 7.0
    assert pace.left("storing", 2, 2) == 0


def test_progress_tells_step_and_count(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Work] = []
    report = Library._report

    def watched(self: Library, step: str, done: int, total: int, pace: Pace) -> None:
        report(self, step, done, total, pace)
        seen.append(self.work)

    monkeypatch.setattr(Library, "_report", watched)
    revision = library.revision
    add(library, "lake.txt", LAKE)
    assert finished(library).state == "done"
    assert [(work.step, work.done, work.total) for work in seen] == [
        ("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3), ("embedding", 1, 1), ("storing", 3, 3),
    ]  # fmt: skip
    assert library.revision > revision
