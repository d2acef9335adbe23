"""What a build's folder holds beside the vectors: the documents with their spans, and the manifest."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import IO, Any

from index.documents import Document
from index.errors import IndexDamagedError
from index.passages import PassageSpan
from index.reading import Skipped
from index.sentences import SentenceSpan

# Raised whenever the files below, the splitting or what is embedded changes: older builds are then rebuilt.
FORMAT = 5


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of: sha256 of the model and of every file, and what has to be in the store.

    passages: how many of different words.
    """

    format: int
    model: str
    files: Mapping[str, str]
    skipped: tuple[Skipped, ...]
    passages: int
    keys_digest: str
    built: str

    def is_current(self, files: Mapping[str, str], model: str) -> bool:
        """Whether a build from `files` with `model` would give the same."""
        return self.format == FORMAT and self.model == model and dict(self.files) == dict(files)


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document with its sentences and passages."""

    document: Document
    sentences: tuple[SentenceSpan, ...]
    passages: tuple[PassageSpan, ...]


def save_documents(folder: Path, documents: Sequence[IndexedDocument]) -> None:
    """Write `documents.jsonl`, a document a line."""
    with (folder / "documents.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for item in documents:
            row = {
                "document": asdict(item.document),
                "sentences": [astuple(s) for s in item.sentences],
                "passages": [astuple(p)[1:] for p in item.passages],
            }
            out.write(json.dumps(row) + "\n")
        _to_disk(out)


def load_documents(folder: Path) -> list[IndexedDocument]:
    """The documents of a build; IndexDamagedError when the file is not whole."""
    try:
        with (folder / "documents.jsonl").open(encoding="utf-8", newline="\n") as lines:
            return [_indexed(json.loads(line)) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"The index in {folder} cannot be read ({error}); run `byline index`.") from error


def _indexed(row: dict[str, Any]) -> IndexedDocument:
    document = Document(**row["document"])
    return IndexedDocument(
        document,
        tuple(SentenceSpan(*values) for values in row["sentences"]),
        tuple(PassageSpan(document.source, *values) for values in row["passages"]),
    )


def save_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `manifest.json` so that it is on the disk when the function returns."""
    with (folder / "manifest.json").open("w", encoding="utf-8") as out:
        json.dump(asdict(manifest), out, indent=1)
        _to_disk(out)


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a build; IndexDamagedError when it is missing or not whole."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        values["skipped"] = tuple(Skipped(**item) for item in values["skipped"])
        return Manifest(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"The index in {folder} has no manifest ({error}); run `byline index`.") from error


def _to_disk(out: IO[str]) -> None:
    out.flush()
    os.fsync(out.fileno())
