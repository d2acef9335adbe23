"""Files that come and go, and paths that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LibraryError
from rag.library import Library
from tests.reliability.library.helpers import (
    LAKE,
    MOUNTAIN,
    RIVER,
    add,
    answers_from,
    finished,
    names,
    sources,
    states,
)


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
