"""Opening the index of a folder: the published build if it is of these files, else a new one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from index.build import build_index
from index.documents import Document
from index.embedding import Embeds
from index.endpoint_embedding import PREFIX
from index.errors import EmbeddingError, IndexDamagedError
from index.lexical import LexicalIndex, Terms
from index.passages import PassageSpan
from index.progress import Progress, silent
from index.publish import Home, lease
from index.reading import Folder, read_folder
from index.sentences import SentenceSpan
from index.snapshot import Manifest, load_documents, load_manifest
from index.store import VectorStore, digest_of, passage_keys

# A build can be replaced between reading its name and taking its lease; thrice in a row does not happen by chance.
_OPEN_TRIES = 3


class Index:
    """One complete build, open for reading. Thread-safe.

    documents and sentences by source; passages and the keys of their vectors in the order of their rows.
    """

    def __init__(self, build: Path, manifest: Manifest, terms: Terms) -> None:
        self._resources = contextlib.ExitStack()
        self._resources.enter_context(lease(build))
        try:
            self._load(build, manifest, terms)
        except BaseException:
            self._resources.close()
            raise

    def _load(self, build: Path, manifest: Manifest, terms: Terms) -> None:
        indexed = load_documents(build)
        self.manifest = manifest
        self.terms = terms
        self.documents: dict[str, Document] = {item.document.source: item.document for item in indexed}
        self.sentences: dict[str, tuple[SentenceSpan, ...]] = {item.document.source: item.sentences for item in indexed}
        self.passages: tuple[PassageSpan, ...] = tuple(span for item in indexed for span in item.passages)
        self.keys = passage_keys(manifest.model, [self.text(span) for span in self.passages])
        if digest_of(set(self.keys)) != manifest.keys_digest:
            raise IndexDamagedError(f"The documents in {build} are not those of its manifest; run `byline index`.")
        self.vectors = VectorStore.open(build / "chroma")
        self._resources.callback(self.vectors.close)
        self.vectors.quick_check(manifest.passages)
        self.lexical = _load_lexical(build, terms)

    def text(self, span: PassageSpan) -> str:
        """The characters of a passage."""
        return self.documents[span.source].text[span.start : span.end]

    def check(self) -> None:
        """Read the whole store back; IndexDamagedError unless it is what the manifest says."""
        self.vectors.check(self.manifest.passages, self.manifest.keys_digest)

    def close(self) -> None:
        """Release the files."""
        self._resources.close()


def open_index(
    corpus: Path,
    data: Path,
    embedder: Embeds,
    terms: Terms,
    progress: Progress = silent,
    anew: bool = False,
    replace: bool = False,
) -> Index:
    """The index of the files in `corpus` as they are now, built below `data` where it is missing, old or damaged.

    anew: build in any case. replace: build also where the index is of another embedding model, when one of the two
    costs requests; else EmbeddingError says how to.
    Raises CorpusError, IndexBusyError while another process builds, SettingsError when `data` cannot be written.
    """
    folder = read_folder(corpus)
    home = Home(data, corpus)
    if anew:
        with home.building():
            build_index(home, folder, embedder, terms, progress)
    for _ in range(_OPEN_TRIES):
        if (index := open_current(home, folder, embedder.identity, terms)) is not None:
            return index
        if not replace:
            _refuse_other_model(home, embedder.identity)
        with home.building():
            # Another process may have built it between the look above and the lock.
            if (index := open_current(home, folder, embedder.identity, terms)) is not None:
                return index
            build_index(home, folder, embedder, terms, progress)
    raise IndexDamagedError(f"The index in {home.folder} is damaged again after a rebuild; check the disk.")


def _refuse_other_model(home: Home, model: str) -> None:
    """EmbeddingError when the published build is of another model than `model`, and an endpoint has a part in it."""
    try:
        build = home.current()
        stored = load_manifest(build).model if build else model
    except IndexDamagedError:
        return
    if stored != model and any(name.startswith(PREFIX) for name in (stored, model)):
        raise EmbeddingError(
            f"The index was built with {_named(stored)} and BYLINE_EMBEDDING now asks for {_named(model)}; run "
            f"`byline index` to build it with that, or set BYLINE_EMBEDDING back."
        )


def _named(model: str) -> str:
    if not model.startswith(PREFIX):
        return "the embedded model"
    name, _, dimensions = model.rpartition("/")
    return f"{name} ({dimensions} dimensions)"


def open_current(home: Home, folder: Folder, model: str, terms: Terms) -> Index | None:
    """The published build if it is whole and made of these files with this model, else None."""
    try:
        build = home.current()
        if build is None:
            return None
        manifest = load_manifest(build)
        return Index(build, manifest, terms) if manifest.is_current(folder.digests(), model) else None
    except IndexDamagedError:
        return None


def _load_lexical(build: Path, terms: Terms) -> LexicalIndex:
    try:
        return LexicalIndex.load(build / "bm25", terms)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise IndexDamagedError(f"The word index in {build} cannot be read ({error}); run `byline index`.") from error
