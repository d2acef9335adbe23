"""Reading a folder: text as stored, and a reason for every file that is left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import CorpusError
from index.reading import read_folder, to_document


def test_text_is_the_file_decoded(tmp_path: Path) -> None:
    data = "\ufeffOne\r\ntwo\rthree\u2028four – “five”\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert to_document("a.txt", read_folder(tmp_path).files["a.txt"]).text == data.decode()


def test_each_unreadable_file_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Fine\n\nText.")
    (tmp_path / "empty.txt").write_bytes(b"\xef\xbb\xbf \r\n")
    (tmp_path / "latin.txt").write_bytes("café".encode("latin-1"))
    (tmp_path / "binary.txt").write_bytes(b"abc\0def")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / ".hidden.txt").write_text("no")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    folder = read_folder(tmp_path)
    assert list(folder.files) == ["good.md"]
    assert {s.source: s.reason for s in folder.skipped} == {
        "binary.txt": "holds NUL characters, so it is not a text file",
        "empty.txt": "empty",
        "latin.txt": "not UTF-8 at byte 3: save it as UTF-8",
        "link.txt": "a link to a file outside the folder",
        "pipe.txt": "not a regular file",
    }


def test_folders_are_read_below_each_other(tmp_path: Path) -> None:
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "d.txt").write_text("Deep.")
    (tmp_path / "a.txt").write_text("Top.")
    assert list(read_folder(tmp_path).files) == ["a.txt", "b/c/d.txt"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("missing", "There is no folder"), ("file.txt", "is a file; give the folder"), ("void", "holds no .txt or .md")],
)
def test_what_is_no_corpus(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "void").mkdir()
    with pytest.raises(CorpusError, match=sentence):
        read_folder(tmp_path / name)


def test_a_folder_of_unreadable_files_names_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(CorpusError, match=r"None of the 1 text files .* a.txt: not UTF-8"):
        read_folder(tmp_path)
