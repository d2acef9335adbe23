"""Killed, raced or damaged, an index is whole or is made anew."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.embedding import Embedder
from index.errors import IndexBusyError, SettingsError
from index.lexical import Terms
from index.opening import open_index
from index.publish import Home
from index.reading import read_folder

OPEN = """
import sys
from pathlib import Path
from index.embedding import Embedder
from index.lexical import Terms
from index.opening import open_index
index = open_index(Path(sys.argv[1]), Path(sys.argv[2]), Embedder.load(), Terms())
index.check()
print(len(index.passages))
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(3):
        lines = [f"Sentence {n} of report {number} speaks of river {n * number} in the north." for n in range(12)]
        (folder / f"{number}.txt").write_text("\n".join(lines))
    return folder


def _process(corpus: Path, data: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OPEN, str(corpus), str(data)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_killed_build_leaves_the_one_before(corpus: Path, tmp_path: Path) -> None:
    data, embedder, terms = tmp_path / "data", Embedder.load(), Terms()
    first = open_index(corpus, data, embedder, terms)
    first.close()
    before = Home(data, corpus).current()
    for seconds in (0.5, 1.5, 2.5):
        (corpus / "0.txt").write_text(f"Changed after {seconds} seconds.")
        process = _process(corpus, data)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        current = Home(data, corpus).current()
        assert current is not None and (current == before or (current / "manifest.json").is_file())
        before = current
    index = open_index(corpus, data, embedder, terms)
    index.check()
    assert index.documents["0.txt"].text == "Changed after 2.5 seconds."
    index.close()


def test_two_processes_at_once_make_one_index(corpus: Path, tmp_path: Path) -> None:
    processes = [_process(corpus, tmp_path / "data") for _ in range(3)]
    results = [(process.communicate(), process.returncode) for process in processes]
    told = [out.strip() for (out, _), status in results if status == 0]
    refused = [error for (_, error), status in results if status != 0]
    assert told and len(set(told)) == 1
    assert all("Another process is building" in error for error in refused)
    assert len(list((tmp_path / "data").glob("*/builds/*"))) == 1


def test_the_loser_is_told_so(corpus: Path, tmp_path: Path) -> None:
    with Home(tmp_path, corpus).building(), pytest.raises(IndexBusyError, match="Another process is building"):
        open_index(corpus, tmp_path, Embedder.load(), Terms())


@pytest.mark.parametrize(
    "victim", ["manifest.json", "documents.jsonl", "chroma/chroma.sqlite3", "bm25/data.csc.index.npy", "chroma/*/*.bin"]
)
@pytest.mark.parametrize("damage", ["empty", "gone"])
def test_a_damaged_build_is_made_anew(corpus: Path, tmp_path: Path, victim: str, damage: str) -> None:
    embedder, terms = Embedder.load(), Terms()
    open_index(corpus, tmp_path / "data", embedder, terms).close()
    build = Home(tmp_path / "data", corpus).current()
    assert build is not None
    for file in build.glob(victim):
        file.unlink() if damage == "gone" else file.write_bytes(b"")
    index = open_index(corpus, tmp_path / "data", embedder, terms)
    index.check()
    assert set(index.documents) == set(read_folder(corpus).files)
    index.close()


def test_many_threads_read_one_index(corpus: Path, tmp_path: Path) -> None:
    embedder = Embedder.load()
    index = open_index(corpus, tmp_path / "data", embedder, Terms())
    vectors = embedder.embed([f"river {n}" for n in range(32)])
    alone = [index.vectors.nearest(vector, 5) for vector in vectors]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda vector: index.vectors.nearest(vector, 5), vectors)) == alone
    index.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write where nobody else can")
def test_a_data_folder_that_cannot_be_written(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o500)
    with pytest.raises(SettingsError, match="BYLINE_DATA"):
        open_index(corpus, tmp_path / "data", Embedder.load(), Terms())


def test_a_data_folder_that_is_a_file(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingsError, match="set BYLINE_DATA"):
        open_index(corpus, tmp_path / "data", Embedder.load(), Terms())
