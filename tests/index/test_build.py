"""An index is built once, refreshed where files changed, and found again unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.embedding import Embedder
from index.lexical import Terms
from index.opening import Index, open_index
from index.progress import Progress, silent
from rag.retrieval import retrieve


class CountingEmbedder(Embedder):
    """The real model, counting what it is asked to embed."""

    embedded = 0

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return super().embed(texts, progress)


@pytest.fixture
def embedder() -> Embedder:
    return CountingEmbedder.load()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Document {name} speaks of the {name} river. It is long and cold.")
    return folder


@pytest.fixture
def opened(corpus: Path, tmp_path: Path, embedder: CountingEmbedder) -> Iterator[list[Index]]:
    made: list[Index] = []
    yield made
    for index in made:
        index.close()


def _open(corpus: Path, embedder: Embedder, opened: list[Index]) -> Index:
    opened.append(open_index(corpus, corpus.parent / "data", embedder, Terms()))
    return opened[-1]


def test_an_unchanged_corpus_embeds_nothing(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    first = _open(corpus, embedder, opened)
    assert embedder.embedded == 3
    again = _open(corpus, embedder, opened)
    assert embedder.embedded == 3
    assert (again.passages, again.keys) == (first.passages, first.keys)


def test_only_what_changed_is_embedded(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    _open(corpus, embedder, opened)
    (corpus / "b.txt").write_text("Document b now speaks of a mountain.")
    (corpus / "c.txt").unlink()
    (corpus / "copy of a.txt").write_bytes((corpus / "a.txt").read_bytes())
    index = _open(corpus, embedder, opened)
    assert embedder.embedded == 4
    assert list(index.documents) == ["a.txt", "b.txt", "copy of a.txt"]
    assert len(index.passages) == 3
    assert index.keys[0] == index.keys[2] != index.keys[1]
    index.check()


def test_hundreds_of_equal_passages_hide_no_other(
    corpus: Path, embedder: CountingEmbedder, opened: list[Index]
) -> None:
    """Among equal vectors Chroma's search by neighbours gets lost."""
    (corpus / "log.txt").write_text("INFO heartbeat ok.\n" * 20000)
    for number in range(300):
        (corpus / f"copy {number}.txt").write_text("A river flows through a town of which nothing else is known.")
    index = _open(corpus, embedder, opened)
    index.check()
    for source in ("b.txt", "copy 7.txt", "log.txt"):
        passage = next(span for span in index.passages if span.source == source)
        hits = retrieve(index, embedder, index.text(passage), 1000)
        assert passage in {hit.span for hit in hits}


def test_an_open_build_outlives_its_successor(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    old = _open(corpus, embedder, opened)
    (corpus / "a.txt").write_text("Something else entirely.")
    _open(corpus, embedder, opened)
    vector = embedder.embed(["river"])[0]
    assert {key for key, _ in old.vectors.nearest(vector, 3)} == set(old.keys)


def test_builds_that_nobody_reads_are_removed(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    for text in ("One.", "Two.", "Three."):
        (corpus / "a.txt").write_text(text)
        _open(corpus, embedder, opened).close()
        opened.clear()
    assert len(list((corpus.parent / "data").glob("*/builds/*"))) == 1


def test_a_damaged_lease_is_nobodys(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    _open(corpus, embedder, opened).close()
    opened.clear()
    (lease,) = (corpus.parent / "data").glob("*/builds/*/lease")
    lease.write_bytes(bytes(range(256)) * 8)
    assert list(_open(corpus, embedder, opened).documents) == ["a.txt", "b.txt", "c.txt"]
    assert len(list((corpus.parent / "data").glob("*/builds/*"))) == 1


def test_vectors_come_back_from_chroma(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    index = _open(corpus, embedder, opened)
    vector = embedder.embed([index.text(index.passages[1])])[0]
    (best, cosine), *_ = index.vectors.nearest(vector, 2)
    assert best == index.keys[1]
    assert cosine == pytest.approx(1, abs=1e-4)
    assert index.vectors.cosines(vector, index.keys)[best] == pytest.approx(cosine, abs=1e-4)


def test_llamaindex_reads_the_same_collection(corpus: Path, embedder: CountingEmbedder, opened: list[Index]) -> None:
    import chromadb
    from llama_index.core.vector_stores import VectorStoreQuery
    from llama_index.vector_stores.chroma import ChromaVectorStore

    index = _open(corpus, embedder, opened)
    opened.pop().close()
    build = next((corpus.parent / "data").glob("*/builds/*/chroma"))
    collection = chromadb.PersistentClient(str(build)).get_collection("passages", embedding_function=None)
    query = VectorStoreQuery(query_embedding=embedder.embed(["the b river"])[0].tolist(), similarity_top_k=1)
    nodes = ChromaVectorStore(chroma_collection=collection).query(query).nodes or []
    assert nodes[0].metadata["source"] == "b.txt"
    assert nodes[0].get_content() == index.documents["b.txt"].text[: nodes[0].metadata["end"]]
