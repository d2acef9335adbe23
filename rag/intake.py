"""Files on their way into the folder of documents, and out of it: whole or not at all, and never over another."""

from __future__ import annotations

import filecmp
import itertools
import os
import unicodedata
import uuid
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from index.errors import LibraryError
from index.publish import sync_folder
from index.reading import MAX_BYTES, SUFFIXES, read_file

# File systems take 255 bytes; the rest is left for a number and a temporary name.
LONGEST_NAME = 200

# Hidden, so that no index ever reads a file that has not wholly arrived.
_ARRIVING = ".byline-arriving-"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a file now stands. `new` is False when the folder held the very same file already."""

    path: Path
    new: bool


def checked_name(name: str) -> str:
    """`name` in Unicode's composed form, fit for a file in the folder; LibraryError says why it is not."""
    name = unicodedata.normalize("NFC", name)
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name[:60])
    if not name.strip(" ."):
        raise LibraryError("The file has no name; give it one.")
    if "/" in name or "\\" in name or name.startswith("."):
        raise LibraryError(f"{shown} cannot be added: a name has no slashes and no leading dot; rename the file.")
    # Among these are the marks that turn the direction of text and so disguise a name.
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in name):
        raise LibraryError(f"{shown} cannot be added: its name holds invisible characters; rename the file.")
    if len(name.encode()) > LONGEST_NAME:
        raise LibraryError(f"{shown}… cannot be added: its name is longer than {LONGEST_NAME} bytes; shorten it.")
    if Path(name).suffix.lower() not in SUFFIXES:
        raise LibraryError(f"{shown} cannot be added: only {_listed(sorted(SUFFIXES))} files can be read.")
    return name


def check_size(name: str, size: int) -> None:
    """LibraryError when a file of `size` bytes is too large to be read."""
    if size > MAX_BYTES:
        raise LibraryError(f"{name} cannot be added: it is larger than {MAX_BYTES // 1_000_000} MB; split it.")


class Arriving:
    """A file that is being written into the existing `folder` under a temporary name, until it is kept or given up.

    A context manager that gives the file up at its end unless it was kept. LibraryError from every step that fails.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = checked_name(name)
        self._folder = folder
        self._path = folder / f"{_ARRIVING}{uuid.uuid4().hex}{Path(name).suffix}"
        self._size = 0
        try:
            self._out = self._path.open("xb")
        except OSError as error:
            raise _unwritable(folder, error) from error

    def write(self, data: bytes) -> None:
        """The next bytes of the file."""
        self._size += len(data)
        check_size(self.name, self._size)
        try:
            self._out.write(data)
        except OSError as error:
            raise _unwritable(self._folder, error) from error

    def keep(self) -> Kept:
        """Give the complete file its name, numbered where another file has it already.

        LibraryError when the file is none that can be read, with the reason.
        """
        try:
            self._out.flush()
            os.fsync(self._out.fileno())
            self._out.close()
            content = read_file(self._path, self._folder)
            if isinstance(content, str):
                raise LibraryError(f"{self.name} cannot be added: {content}.")
            kept = _place(self._path, self._folder, self.name)
            sync_folder(self._folder)
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        return kept

    def __enter__(self) -> Arriving:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Give up what was not kept."""
        try:
            self._out.close()
        except OSError:
            # A full disk refuses the last bytes a second time; the file is removed all the same.
            pass
        finally:
            self._path.unlink(missing_ok=True)


def take_out(path: Path, to: Path) -> Path:
    """Move a file into the folder `to`, numbered where that has one of its name, and give its new path.

    It is copied whole before it goes: `to` may be on another disk. LibraryError when either cannot be done.
    """
    copy = to / f"{_ARRIVING}{uuid.uuid4().hex}"
    try:
        to.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, copy.open("xb") as out:
            for block in iter(lambda: source.read(1 << 20), b""):
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        kept = _place(copy, to, path.name)
        sync_folder(to)
    except OSError as error:
        raise _unwritable(to, error) from error
    finally:
        copy.unlink(missing_ok=True)
    try:
        path.unlink()
    except OSError as error:
        if kept.new:
            kept.path.unlink()
        raise _unwritable(path.parent, error) from error
    return kept.path


def clear_arriving(folder: Path) -> None:
    """Remove what a process that was killed left of files on their way."""
    for path in folder.glob(f"{_ARRIVING}*"):
        path.unlink(missing_ok=True)


def _place(arrived: Path, folder: Path, name: str) -> Kept:
    for number in itertools.count(1):
        path = folder / _numbered(name, number)
        try:
            # Taken before it is filled: of two files with one name that arrive together, one gets a number.
            path.open("xb").close()
        except FileExistsError:
            if path.is_file() and filecmp.cmp(path, arrived, shallow=False):
                arrived.unlink()
                return Kept(path, new=False)
            continue
        arrived.replace(path)
        return Kept(path, new=True)
    raise AssertionError("there is always a further number")


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return name if number == 1 else f"{path.stem} ({number}){path.suffix}"


def _unwritable(folder: Path, error: OSError) -> LibraryError:
    reason = error.strerror or error
    return LibraryError(f"{folder} cannot be changed ({reason}); see that it is there, has room and may be written.")


def _listed(items: list[str]) -> str:
    return f"{', '.join(items[:-1])} and {items[-1]}"
