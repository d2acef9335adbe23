"""Folders of texts to ask, made for a test and opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rag import Corpus, Settings


@contextmanager
def corpus_of(texts: Mapping[str, str], place: Path) -> Iterator[Corpus]:
    """The corpus of `texts`, each a file of that name, in a folder below `place`."""
    folder = place / "texts"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Corpus.open(folder, settings=Settings.load(data=place / "data")) as corpus:
        yield corpus
