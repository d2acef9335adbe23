"""A corpus made for a measurement and gone after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.benchmarks.data import Item, write_folder
from index.progress import silent
from rag import Corpus, Settings


@contextmanager
def corpus_of(items: Sequence[Item]) -> Iterator[tuple[Corpus, dict[str, str]]]:
    """A corpus in which each item is a file, and the items' ids by file name."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "documents"
        ids = write_folder(items, folder)
        with corpus_in(folder, Path(place) / "data") as corpus:
            yield corpus, ids


@contextmanager
def corpus_in(folder: Path, data: Path) -> Iterator[Corpus]:
    """The corpus of a folder, with its index below `data`."""
    with Corpus.open(settings=Settings.load(corpus=folder, data=data), progress=silent) as corpus:
        yield corpus
