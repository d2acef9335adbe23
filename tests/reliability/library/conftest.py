"""A library of two articles with the real models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.embedding import Embedder
from index.progress import Progress, silent
from rag import Settings
from rag.library import Library
from rag.reader.cross_encoder import CrossEncoder
from tests.reliability.library.helpers import (
    MOUNTAIN,
    RIVER,
    Gate,
)


@pytest.fixture(scope="module", autouse=True)
def models() -> Iterator[None]:
    """The real models, loaded once for all libraries of this file."""
    with pytest.MonkeyPatch.context() as patch:
        for model in (Embedder, CrossEncoder):
            patch.setattr(model, "load", cache(model.load))
        yield


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    gate.open.set()
    embed = Embedder.embed

    def held(self: Embedder, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        if progress is not silent:
            gate.reached.set()
            gate.open.wait(60)
        return embed(self, texts, progress)

    monkeypatch.setattr(Embedder, "embed", held)
    yield gate
    gate.open.set()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "river.txt").write_text(RIVER)
    (folder / "mountain.txt").write_text(MOUNTAIN)
    return Settings.load(corpus=folder, data=tmp_path / "data")


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with Library.open(settings=settings) as library:
        yield library
