"""A folder of documents that can be changed while it is asked.

Questions always go to the last complete index. A change to the folder takes effect at once on the disk; copying a
folder and indexing, which take time, go on in the background, one at a time.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from index.errors import BylineError, CorpusError, LibraryError
from index.progress import Progress
from index.publish import Home
from index.reading import Skipped, read_folder
from rag.corpus import Corpus
from rag.intake import Arriving, Kept, check_size, checked_name, clear_arriving, take_out
from rag.listing import Entry, Stamps, listing, stamps
from rag.pace import Pace
from rag.settings import Settings

# The index keeps every text in memory; a gigabyte of it is some 150,000 articles.
MOST_BYTES = 1_000_000_000

# Of the files that were left out of a copied folder, so many are named; the sentence has to stay readable.
_NAMED = 3

log = logging.getLogger(__name__)


class _CancelledError(BylineError):
    """Somebody has stopped the work."""


@dataclass(frozen=True, slots=True)
class Work:
    """What goes on in the background, or how it ended.

    step: "copying", "reading", "embedding" or "storing", with how many items of it are done and how many there are;
    seconds_left: until the step is through, None while it cannot be told; told: how it ended, in a sentence.
    """

    state: Literal["idle", "working", "done", "failed", "cancelled"] = "idle"
    step: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Work that waits: folders to copy, and whether to build although nothing may have changed."""

    folders: tuple[Path, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _Published:
    """A complete corpus and the stamps of its files."""

    corpus: Corpus
    stamps: Stamps


class Library:
    """A folder, the corpus of its last complete index, and the work on the next. Thread-safe."""

    def __init__(self, corpus: Corpus, data: Path, then: Stamps) -> None:
        _clear(corpus.folder)
        self.folder = corpus.folder
        self._data = data
        self._published = _Published(corpus, then)
        self._work = Work()
        self._revision = 0
        self._wanted: _Wanted | None = None
        self._worker: threading.Thread | None = None
        self._cancel = threading.Event()
        self._lock = threading.Lock()  # of the fields above
        self._changing = threading.Lock()  # of the folder

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str] | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress | None = None,
    ) -> Library:
        """The library of `folder`, its index built or refreshed where needed; arguments and errors as `Corpus.open`."""
        settings = settings or Settings.load()
        where = Path(folder).expanduser().resolve() if folder else settings.corpus
        then = stamps(where) if where.is_dir() else {}
        corpus = Corpus.open(folder, settings=settings, progress=progress)
        return cls(corpus, settings.data, then)

    def corpus(self) -> Corpus:
        """The corpus of the last complete index. Ask for it anew for every question, and hold it no longer.

        After a rebuild another takes its place; this one closes when nobody holds it any more.
        """
        return self._published.corpus

    @property
    def work(self) -> Work:
        """What goes on in the background, or how the last work ended."""
        return self._work

    @property
    def revision(self) -> int:
        """A number that grows with every change to the folder or the index."""
        return self._revision

    def listing(self) -> list[Entry]:
        """Every file of the folder and of the index with its state, by name; CorpusError as `Corpus.open`."""
        published = self._published
        corpus = published.corpus
        return listing(corpus.documents, corpus.skipped, published.stamps, stamps(self.folder))

    def receive(self, name: str, size: int) -> Arriving:
        """Begin to add a file of `size` bytes: write its content to what this gives, then `add` that.

        LibraryError for a name or size that cannot be, a full library, or a folder that cannot be written.
        """
        check_size(checked_name(name), size)
        self._check_room(size)
        return Arriving(self.folder, name)

    def add(self, arriving: Arriving) -> Kept:
        """Keep a file that has arrived, and index it; LibraryError when it cannot be read, with the reason."""
        with self._changing:
            kept = arriving.keep()
        self._want(_Wanted())
        return kept

    def add_folder(self, path: str) -> None:
        """Copy the text files below `path` into a folder of that name, and index them; LibraryError for a bad path."""
        self._want(_Wanted(folders=(self._other_folder(path),)))

    def remove(self, source: str) -> Path:
        """Move a file out of the folder, drop it from the index, and tell where it is kept.

        LibraryError when there is no such file, or it is the last that can be asked.
        """
        with self._changing:
            now = self._now()
            if source not in now:
                raise LibraryError(f"{source} is not in the library any more.")
            if not any(d.source in now for d in self.corpus().documents if d.source != source):
                raise LibraryError(f"{source} is the only article; add another before you remove it.")
            kept = take_out(self.folder / source, Home(self._data, self.folder).folder / "removed")
        self._want(_Wanted())
        return kept

    def rebuild(self) -> None:
        """Make the index anew from what the folder holds."""
        self._want(_Wanted(anew=True))

    def cancel(self) -> None:
        """Stop the work in the background, if any; what the folder holds by then stays, to be indexed later."""
        with self._lock:
            self._wanted = None
            self._cancel.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the work in the background has ended; False when it has not within `seconds`."""
        worker = self._worker
        if worker:
            worker.join(seconds)
        return self._worker is None

    def close(self) -> None:
        """Stop the work and release the index; the library cannot be asked afterwards."""
        self.cancel()
        self.wait()
        self.corpus().close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _want(self, wanted: _Wanted) -> None:
        with self._lock:
            before = self._wanted or _Wanted()
            self._wanted = _Wanted((*before.folders, *wanted.folders), before.anew or wanted.anew)
            self._revision += 1
            if self._worker is None:
                self._work = Work("working")
                self._worker = threading.Thread(target=self._run, name="byline-library", daemon=True)
                self._worker.start()

    def _run(self) -> None:
        """Work until nothing is wanted any more. What is wanted meanwhile is done together in the next round."""
        ended = Work("done")
        while (wanted := self._next(ended)) is not None:
            ended = self._outcome(wanted)

    def _next(self, ended: Work) -> _Wanted | None:
        with self._lock:
            wanted, self._wanted = self._wanted, None
            self._cancel.clear()
            self._revision += 1
            if wanted is None:
                self._worker, self._work = None, ended
            return wanted

    def _outcome(self, wanted: _Wanted) -> Work:
        try:
            told = [self._copy(folder) for folder in wanted.folders]
            told.append(self._refresh(wanted.anew))
            return Work("done", told=" ".join(told))
        except _CancelledError as error:
            return Work("cancelled", told=str(error))
        except BylineError as error:
            return Work("failed", told=f"{error} Questions go to the index before.")
        except Exception as error:
            log.exception("the index could not be made")
            return Work("failed", told=f"{_reason(error)} Questions go to the index before.")

    def _refresh(self, anew: bool) -> str:
        then = stamps(self.folder)
        pace = Pace()

        def progress(step: str, done: int, total: int) -> None:
            self._report(step, done, total, pace)

        corpus = self.corpus().renewed(self._data, progress, anew)
        # Whoever is still being answered from the corpus before holds it; it closes after the last of them.
        self._published = _Published(corpus, then)
        count = len(corpus.documents)
        return f"{count} {'article is' if count == 1 else 'articles are'} indexed."

    def _copy(self, folder: Path) -> str:
        """Copy a folder's text files, and say how many; what is there already is not copied again."""
        found, pace = read_folder(folder), Pace()
        self._check_room(sum(len(data) for data in found.files.values()))
        left_out, new = list(found.skipped), 0
        for done, (source, data) in enumerate(found.files.items(), start=1):
            try:
                checked_name(Path(source).name)
            except LibraryError as error:
                left_out.append(Skipped(source, str(error).rstrip(".")))
            else:
                new += self._copy_file(self.folder / folder.name / source, data)
            self._report("copying", done, len(found.files), pace)
        there = len(found.files) + len(found.skipped) - len(left_out) - new
        return f"{new} copied{f', {there} there already' if there else ''}{_left_out(left_out)}."

    def _copy_file(self, target: Path, data: bytes) -> bool:
        """Whether the file was not there before."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._changing, Arriving(target.parent, target.name) as arriving:
            arriving.write(data)
            return arriving.keep().new

    def _check_room(self, size: int) -> None:
        if sum(size for size, _ in self._now().values()) + size > MOST_BYTES:
            raise LibraryError(f"The library may hold {MOST_BYTES // 1_000_000} MB of text; remove something first.")

    def _report(self, step: str, done: int, total: int, pace: Pace) -> None:
        if self._cancel.is_set():
            raise _CancelledError("Stopped. Questions go to the index before; rebuild to take up what has changed.")
        self._work = replace(self._work, step=step, done=done, total=total, seconds_left=pace.left(step, done, total))

    def _other_folder(self, path: str) -> Path:
        if not path.strip() or "\0" in path:
            raise LibraryError("Give the path of a folder.")
        folder = Path(path.strip()).expanduser()
        if not folder.is_absolute():
            raise LibraryError(f"{path} does not begin at the root; give the whole path of a folder.")
        folder = folder.resolve()
        if not folder.is_dir():
            raise LibraryError(f"There is no folder {folder}; give the path of a folder with text files.")
        if folder.is_relative_to(self.folder) or self.folder.is_relative_to(folder):
            raise LibraryError(
                f"{folder} holds the library or is part of it; rebuild to take up what has changed there."
            )
        return folder

    def _now(self) -> Stamps:
        try:
            return stamps(self.folder)
        except CorpusError as error:
            raise LibraryError(str(error)) from error


def _clear(folder: Path) -> None:
    try:
        clear_arriving(folder)
    except OSError:
        log.warning("files that never arrived stay in %s, which cannot be written", folder)


def _left_out(skipped: Iterable[Skipped]) -> str:
    reasons = [f"{file.source} ({file.reason})" for file in skipped]
    if not reasons:
        return ""
    more = f" and {len(reasons) - _NAMED} more" if len(reasons) > _NAMED else ""
    return f"; left out {', '.join(reasons[:_NAMED])}{more}"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"The disk could not be used ({error.strerror})."
    return "The index could not be made; see the log for what happened, and that the disk has room."
