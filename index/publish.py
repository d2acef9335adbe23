"""Builds appear whole or not at all, and stay as long as somebody reads them.

    <data>/<corpus>/lock            held by the one process that builds
    <data>/<corpus>/CURRENT         the id of the published build, replaced in one step
    <data>/<corpus>/builds/<id>/    a build; its `lease` is held by every process that reads it

The operating system releases both kinds of lock when a process dies, so a kill leaves no stale state.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, ReadWriteLock, Timeout

from index.errors import IndexBusyError, IndexDamagedError, SettingsError


class Home:
    """The folder in which the builds of one corpus live."""

    def __init__(self, data: Path, corpus: Path) -> None:
        identity = hashlib.sha256(os.fsencode(corpus)).hexdigest()[:12]
        self.folder = data / f"{corpus.name or 'root'}-{identity}"

    def current(self) -> Path | None:
        """The folder of the published build, or None before the first."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise IndexDamagedError(f"{self.folder / 'CURRENT'} cannot be read ({error}); delete it.") from error
        build = self.folder / "builds" / Path(name).name
        return build if name and build.is_dir() else None

    @contextlib.contextmanager
    def building(self) -> Iterator[None]:
        """Hold the lock of the one builder; IndexBusyError when another process has it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise IndexBusyError(
                f"Another process is building the index in {self.folder}; ask again when it has finished."
            ) from error
        except OSError as error:
            raise SettingsError(
                f"The index folder {self.folder} cannot be written ({error.strerror}); "
                "set BYLINE_DATA to a folder that can."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def new_build(self) -> Path:
        """An empty folder for a build; call it with the lock held."""
        folder = self.folder / "builds" / uuid.uuid4().hex[:12]
        folder.mkdir(parents=True)
        return folder

    def publish(self, build: Path) -> None:
        """Make `build` the current one in a single step; call it with the lock held."""
        pointer = self.folder / "CURRENT.new"
        with pointer.open("w", encoding="utf-8") as out:
            out.write(build.name)
            out.flush()
            os.fsync(out.fileno())
        pointer.replace(self.folder / "CURRENT")
        sync_folder(self.folder)

    def remove_unread(self) -> None:
        """Delete the builds that are neither current nor being read; call it with the lock held."""
        current = self.current()
        for build in (self.folder / "builds").iterdir():
            if build != current:
                _remove_unless_leased(build)


@contextlib.contextmanager
def lease(build: Path) -> Iterator[None]:
    """Keep `build` from being removed; IndexDamagedError when it has already gone."""
    try:
        lock = ReadWriteLock(build / "lease", is_singleton=False)
        lock.acquire_read(timeout=1)
    except Exception as error:  # filelock keeps its lease in SQLite, whose errors come through
        raise IndexDamagedError(f"The build {build} has been replaced.") from error
    try:
        yield
    finally:
        # Forced, since a build that one thread has opened may be closed by another.
        lock.release(force=True)
        lock.close()


def _remove_unless_leased(build: Path) -> None:
    lock = ReadWriteLock(build / "lease", is_singleton=False)
    try:
        lock.acquire_write(timeout=0)
    except (Timeout, sqlite3.OperationalError):
        lock.close()
        return
    except sqlite3.DatabaseError:  # a damaged lease is nobody's
        lock.close()
        shutil.rmtree(build, ignore_errors=True)
        return
    shutil.rmtree(build, ignore_errors=True)
    lock.release()
    lock.close()


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk: a new or replaced one survives a power cut only then."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
