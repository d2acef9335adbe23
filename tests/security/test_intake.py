"""What may come into the folder of documents, under which names, and how large."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.reading import MAX_BYTES, read_folder
from rag.intake import Arriving, Kept, check_size, take_out

TEXT = "The lake Cee is forty metres deep.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "river.txt").write_text("The river Aa.")
    return folder


def add(folder: Path, name: str, content: bytes | str = TEXT) -> Kept:
    with Arriving(folder, name) as arriving:
        arriving.write(content.encode() if isinstance(content, str) else content)
        return arriving.keep()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../etc/cron.d/x.txt", "no slashes"),
        ("..\\x.txt", "no slashes"),
        ("/etc/passwd.txt", "no slashes"),
        (".hidden.txt", "leading dot"),
        ("..txt", "leading dot"),
        ("", "no name"),
        (" . ", "no name"),
        ("a\0.txt", "invisible"),
        ("a\n.txt", "invisible"),
        ("txt.\u202eexe.txt", "invisible"),
        ("\ud800.txt", "invisible"),
        ("x" * 300 + ".txt", "longer than 200 bytes"),
        ("€" * 70 + ".txt", "longer than 200 bytes"),
        ("page.html", "only .md, .text and .txt"),
        ("script.txt.exe", "only .md, .text and .txt"),
        ("txt", "only .md, .text and .txt"),
    ],
)
def test_names_that_cannot_be(folder: Path, name: str, told: str) -> None:
    with pytest.raises(LibraryError, match=told) as caught:
        add(folder, name)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250
    assert names(folder.parent) == ["articles"]
    assert names(folder) == ["river.txt"]


@pytest.mark.parametrize(
    "name", ["<img src=x onerror=alert(1)>.txt", "Überblick 2025.MD", "a b; rm -rf ~.text", "-x.txt"]
)
def test_odd_names_are_only_names(folder: Path, name: str) -> None:
    add(folder, name)
    assert read_folder(folder).files[name] == TEXT.encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b" \n", "empty"), (b"\xff\xfe", "not UTF-8 at byte 0"), (b"a\0b", "NUL")],
)
def test_what_cannot_be_read_is_not_taken(folder: Path, content: bytes, told: str) -> None:
    with pytest.raises(LibraryError, match=f"bad.txt cannot be added: .*{told}"):
        add(folder, "bad.txt", content)
    assert names(folder) == ["river.txt"]


def test_a_huge_file_is_refused_by_its_size_and_by_its_content(folder: Path) -> None:
    with pytest.raises(LibraryError, match="larger than 32 MB"):
        check_size("huge.txt", MAX_BYTES + 1)
    with Arriving(folder, "huge.txt") as arriving, pytest.raises(LibraryError, match="larger than 32 MB"):
        arriving.write(b"x" * (MAX_BYTES + 1))
    assert names(folder) == ["river.txt"]


def test_a_file_that_never_wholly_arrives_is_none(folder: Path) -> None:
    with Arriving(folder, "lake.txt") as arriving:
        arriving.write(TEXT.encode())
        assert list(read_folder(folder).files) == ["river.txt"]
    assert names(folder) == ["river.txt"]


def test_one_name_for_many_is_numbered_for_each(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda n: add(folder, "report.txt", f"Report {n}"), range(20)))
    assert {one.path.read_text() for one in kept} == {f"Report {n}" for n in range(20)}
    assert "report (20).txt" in names(folder)


def test_the_same_file_again_changes_nothing(folder: Path) -> None:
    assert add(folder, "lake.txt").new
    assert add(folder, "lake.txt") == Kept(folder / "lake.txt", new=False)
    assert names(folder) == ["lake.txt", "river.txt"]


def test_what_is_taken_out_is_kept(folder: Path) -> None:
    kept = take_out(folder / "river.txt", folder.parent / "removed")
    assert (kept.name, kept.read_text(), names(folder)) == ("river.txt", "The river Aa.", [])


def test_a_link_does_not_lead_out_of_the_folder(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("Secret.")
    (folder / "lake.txt").symlink_to(folder.parent / "secret.txt")
    assert add(folder, "lake.txt").path.name == "lake (2).txt"
    assert (folder.parent / "secret.txt").read_text() == "Secret."
