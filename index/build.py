"""Making a build: split, embed what is new, store, check, publish."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.documents import Document, date_in_words
from index.embedding import Embeds
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex, Terms
from index.passages import group_sentences
from index.progress import Progress
from index.publish import Home, lease
from index.reading import Folder, to_document
from index.sentences import split_sentences
from index.snapshot import FORMAT, IndexedDocument, Manifest, save_documents, save_manifest
from index.store import StoredPassage, VectorStore, digest_of, passage_keys, write_vectors


def build_index(home: Home, folder: Folder, embedder: Embeds, terms: Terms, progress: Progress) -> None:
    """Build from `folder` and publish; call it with the lock held.

    Killed at any point, the build before stays. `progress` may stop the work by raising.
    """
    indexed = _split(folder, embedder, progress)
    build = home.new_build()
    try:
        _write(build, home, folder, indexed, embedder, terms, progress)
    except BaseException:
        # What is left of it may be what fills the disk.
        shutil.rmtree(build, ignore_errors=True)
        raise
    home.publish(build)
    home.remove_unread()


def _write(
    build: Path,
    home: Home,
    folder: Folder,
    indexed: Sequence[IndexedDocument],
    embedder: Embeds,
    terms: Terms,
    progress: Progress,
) -> None:
    keys = _store_passages(build, home, indexed, embedder, progress)
    LexicalIndex.build(lexical_texts(indexed), terms).save(build / "bm25")
    save_documents(build, indexed)
    manifest = Manifest(
        format=FORMAT,
        model=embedder.identity,
        files=folder.digests(),
        skipped=folder.skipped,
        passages=len(keys),
        keys_digest=digest_of(keys),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with contextlib.closing(VectorStore.open(build / "chroma")) as store:
        store.check(manifest.passages, manifest.keys_digest)
    save_manifest(build, manifest)


def lexical_texts(indexed: Sequence[IndexedDocument]) -> list[str]:
    """What BM25 searches for each passage: its text under its document's title, publisher and date."""
    return [
        f"{_described(item.document)}\n{item.document.text[span.start : span.end]}"
        for item in indexed
        for span in item.passages
    ]


def _described(document: Document) -> str:
    """Title, publisher and date as a question would name them.

    They are left out of what is embedded: on questions over news, titles cost the dense ranking .028 nDCG@10
    (docs/retrieval.md).
    """
    told = (document.title, document.publisher, date_in_words(document.date))
    return "\n".join(item for item in told if item)


def _split(folder: Folder, embedder: Embeds, progress: Progress) -> list[IndexedDocument]:
    indexed = []
    for done, (source, data) in enumerate(folder.files.items(), start=1):
        document = to_document(source, data)
        sentences = split_sentences(document.text)
        passages = group_sentences(document, sentences, embedder.count_tokens)
        indexed.append(IndexedDocument(document, tuple(sentences), tuple(passages)))
        progress("reading", done, len(folder.files))
    return indexed


def _store_passages(
    build: Path, home: Home, indexed: Sequence[IndexedDocument], embedder: Embeds, progress: Progress
) -> Collection[str]:
    """The keys of what is stored: of passages of the same words, one."""
    spans = [(span, item.document.text[span.start : span.end]) for item in indexed for span in item.passages]
    keys = passage_keys(embedder.identity, [text for _, text in spans])
    distinct = dict(zip(keys, spans, strict=True))
    known = _known_vectors(home)
    new = {key: text for key, (_, text) in distinct.items() if key not in known}
    fresh = embedder.embed(list(new.values()), progress)
    vectors = known | dict(zip(new, fresh, strict=True))
    stored = [StoredPassage(key, span, text, vectors[key]) for key, (span, text) in distinct.items()]
    write_vectors(build / "chroma", stored, progress)
    return distinct.keys()


def _known_vectors(home: Home) -> dict[str, NDArray[np.float32]]:
    """Vectors of the build before, by key, so that only what changed is embedded; none if it is damaged."""
    try:
        build = home.current()
        if build is None:
            return {}
        with lease(build), contextlib.closing(VectorStore.open(build / "chroma")) as store:
            return store.vectors()
    except IndexDamagedError:
        return {}
