"""Vectors in Chroma. LlamaIndex's integration writes them; queries go to Chroma itself, which starts 2 s sooner.

A build's folder is written once by one process and only read afterwards: Chroma is not safe for several writers,
nor for readers beside a writer (measured with 1.5.9; see docs/index.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from numpy.typing import NDArray

from index.errors import IndexDamagedError
from index.passages import PassageSpan
from index.progress import Progress

COLLECTION = "passages"

# Chroma takes at most 5461 rows a call, fewer with other builds of SQLite; small batches also show progress.
_WRITE_BATCH = 512

# Rows fetched with their vectors at a time, about 2 MB.
_READ_BATCH = 1000


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as it goes into Chroma: its key, span, text and unit vector of shape (384,)."""

    key: str
    span: PassageSpan
    text: str
    vector: NDArray[np.float32]


def passage_keys(model: str, texts: Sequence[str]) -> list[str]:
    """What decides the vector of each text: passages of the same words, of one file or of several, share a key.

    Only one of them is stored, for among hundreds of equal vectors Chroma's search by neighbours finds no way to the
    others.
    """
    return [hashlib.sha256(f"{model}\0{text}".encode()).hexdigest()[:32] for text in texts]


def digest_of(keys: Collection[str]) -> str:
    """One sha256 for a set of keys, whatever their order."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def write_vectors(folder: Path, passages: Sequence[StoredPassage], progress: Progress) -> None:
    """Create the collection in `folder` with one LlamaIndex node a passage; their keys have to differ."""
    from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = _client(folder)
    try:
        # Cosine, as the model was trained for; no embedding function, or Chroma would download one.
        collection = client.create_collection(COLLECTION, metadata={"hnsw:space": "cosine"}, embedding_function=None)
        store = ChromaVectorStore(chroma_collection=collection)
        for begin in range(0, len(passages), _WRITE_BATCH):
            batch = passages[begin : begin + _WRITE_BATCH]
            store.add(
                [
                    TextNode(
                        id_=stored.key,
                        text=stored.text,
                        embedding=stored.vector.tolist(),
                        metadata={
                            "source": stored.span.source,
                            "start": stored.span.start,
                            "end": stored.span.end,
                        },
                        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=stored.span.source)},
                    )
                    for stored in batch
                ]
            )
            progress("storing", begin + len(batch), len(passages))
    finally:
        client.close()


class VectorStore:
    """The vectors of one published build, read-only."""

    def __init__(self, client: Client, collection: chromadb.Collection) -> None:
        self._client = client
        self._collection = collection

    @classmethod
    def open(cls, folder: Path) -> VectorStore:
        """The collection in `folder`; IndexDamagedError when it is not there."""
        if not (folder / "chroma.sqlite3").is_file():
            raise IndexDamagedError(f"The index in {folder} has lost its database; run `byline index` to rebuild it.")
        try:
            client = _client(folder)
            return cls(client, client.get_collection(COLLECTION, embedding_function=None))
        except Exception as error:  # Chroma's Rust core raises its own kinds, some of them bare Exceptions
            raise IndexDamagedError(f"The index in {folder} cannot be opened ({error}); run `byline index`.") from error

    def nearest(
        self, vector: NDArray[np.float32], k: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Keys of the `k` passages nearest to a unit vector, with their cosine, best first.

        among: the keys to search, at least one; None: all. Asked by key and not by metadata, a choice of 20,000
        passages takes 20 ms where naming 10,000 sources takes 260 ms.
        """
        found = self._collection.query(
            query_embeddings=vector[None, :], ids=None if among is None else list(among), n_results=k,
            include=["distances"],
        )  # fmt: skip
        distances = found["distances"]
        if distances is None:
            raise IndexDamagedError("The index answers without distances; run `byline index` to rebuild it.")
        return [(key, 1.0 - distance) for key, distance in zip(found["ids"][0], distances[0], strict=True)]

    def cosines(self, vector: NDArray[np.float32], keys: Collection[str]) -> dict[str, float]:
        """The cosine of a unit vector to each of the passages named by key, no key twice."""
        found = self._collection.get(ids=list(keys), include=["embeddings"])
        if found["embeddings"] is None or not keys:
            return {}
        return dict(zip(found["ids"], (np.asarray(found["embeddings"]) @ vector).tolist(), strict=True))

    def vectors(self) -> dict[str, NDArray[np.float32]]:
        """Every stored vector by key."""
        total = self._collection.count()
        stored: dict[str, NDArray[np.float32]] = {}
        for offset in range(0, total, _READ_BATCH):
            page = self._collection.get(include=["embeddings"], limit=_READ_BATCH, offset=offset)
            embeddings = page["embeddings"]
            if embeddings is None:
                break
            stored.update(zip(page["ids"], np.asarray(embeddings, dtype=np.float32), strict=True))
        return stored

    def check(self, passages: int, keys_digest: str) -> None:
        """Read everything back; IndexDamagedError unless it is what the manifest says.

        `count()` alone is no proof: it is right even when the vectors' files are gone.
        """
        stored = self.vectors()
        if len(stored) != passages or digest_of(stored) != keys_digest:
            raise IndexDamagedError(
                f"The index holds {len(stored)} of its {passages} passages; run `byline index` to rebuild it."
            )
        for key in list(stored)[:: max(1, passages // 5)]:
            self._finds(stored[key], passages)

    def quick_check(self, passages: int) -> None:
        """What can be seen in a few milliseconds: the count, and that a stored vector is found by a query."""
        if self._collection.count() != passages:
            raise IndexDamagedError("The index has lost passages; run `byline index` to rebuild it.")
        sample = self._collection.get(include=["embeddings"], limit=1)["embeddings"]
        if sample is None or len(sample) == 0:
            raise IndexDamagedError("The index has lost its vectors; run `byline index` to rebuild it.")
        self._finds(np.asarray(sample[0], dtype=np.float32), passages)

    def _finds(self, vector: NDArray[np.float32], passages: int) -> None:
        wanted = min(5, passages)
        found = self.nearest(vector, wanted)
        # Half as near as this would be another text; float32 rounding stays far below it.
        if len(found) < wanted or found[0][1] < 1 - 1e-3:
            raise IndexDamagedError("The index does not find what it holds; run `byline index` to rebuild it.")

    def close(self) -> None:
        """Release the database's files."""
        self._client.close()


def _client(folder: Path) -> Client:
    settings = Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder))
    return Client(settings=settings)
