"""Reading a folder's files into documents, with a reason for every file that could not be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.documents import Document
from index.errors import CorpusError
from index.metadata import find_date, find_publisher, find_title
from index.sentences import split_sentences

SUFFIXES = frozenset({".txt", ".text", ".md"})

# A text of this size is a book of 10,000 pages; what is larger is a log or a dump, and would fill the memory.
MAX_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The readable files of a corpus: bytes by source, in the order of their names, and what was skipped."""

    files: Mapping[str, bytes]
    skipped: tuple[Skipped, ...]

    def digests(self) -> dict[str, str]:
        """The sha256 of every file, by source."""
        return {source: hashlib.sha256(data).hexdigest() for source, data in self.files.items()}


def read_folder(folder: Path) -> Folder:
    """Read every text file below `folder`; CorpusError when it is no folder or holds nothing to read."""
    if not folder.exists():
        raise CorpusError(f"There is no folder {folder}; give the path of a folder with .txt or .md files.")
    if not folder.is_dir():
        raise CorpusError(f"{folder} is a file; give the folder that holds it.")
    files: dict[str, bytes] = {}
    skipped: list[Skipped] = []
    for path in text_files(folder):
        source = path.relative_to(folder).as_posix()
        data = read_file(path, folder)
        if isinstance(data, bytes):
            files[source] = data
        else:
            skipped.append(Skipped(source, data))
    if not files:
        raise CorpusError(_nothing_to_read(folder, skipped))
    return Folder(files, tuple(skipped))


def to_document(source: str, data: bytes) -> Document:
    """The document in a file's bytes, which are UTF-8."""
    text = data.decode()
    sentences = split_sentences(text)
    return Document(source, text, find_title(text, sentences), find_date(text), find_publisher(text))


def text_files(folder: Path) -> Iterator[Path]:
    """The files below `folder` that are to be read, in the order of their names; hidden ones are not.

    CorpusError for a folder that cannot be entered.
    """

    def refuse(error: OSError) -> None:
        raise CorpusError(f"The folder {error.filename} cannot be read ({error.strerror}); check its permissions.")

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent, name)


def read_file(path: Path, folder: Path) -> bytes | str:
    """The bytes of a file below `folder`, or the reason why they cannot be used."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return "a link to a file outside the folder"
        # A pipe or a device would block or never end.
        if not path.is_file():
            return "not a regular file"
        size = path.stat().st_size
        if size > MAX_BYTES:
            return f"larger than {MAX_BYTES // 1_000_000} MB ({size // 1_000_000} MB): split it"
        data = path.read_bytes()
        path.name.encode()
        text = data.decode()
    except UnicodeEncodeError:
        return "its name is not UTF-8: rename it"
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start}: save it as UTF-8"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if "\0" in text:
        return "holds NUL characters, so it is not a text file"
    return data if text.strip("\ufeff \t\r\n") else "empty"


def _nothing_to_read(folder: Path, skipped: list[Skipped]) -> str:
    if skipped:
        first = skipped[0]
        return f"None of the {len(skipped)} text files in {folder} can be read; {first.source}: {first.reason}."
    return f"{folder} holds no .txt or .md files; put the documents there or name another folder."
