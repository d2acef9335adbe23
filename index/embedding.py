"""Text to vectors with the embedded all-MiniLM-L6-v2 (https://arxiv.org/abs/2002.10957, https://sbert.net)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from index.model_files import MINILM, manifest, open_session, open_tokenizer
from index.progress import Progress, silent

DIMENSIONS = 384
MAX_TOKENS = 256
_BATCH = 32


class Embeds(Protocol):
    """What passages and questions are searched with. Implementations are thread-safe.

    Vectors of different `identity` cannot be compared.
    """

    @property
    def identity(self) -> str:
        """Names the model and all that its vectors depend on."""

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Unit vectors, a row for each text."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The length by which passages are cut: word pieces of the embedded tokenizer, whatever the model."""


class Embedder:
    """The embedding model. Thread-safe; loading takes about a quarter of a second, so keep one.

    `identity` is the sha256 of its weights: vectors of different identities cannot be compared.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, identity: str) -> None:
        self._identity = identity
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls) -> Embedder:
        """The model that ships with Byline; ModelFileError when its file is missing or altered."""
        return cls(open_session(MINILM), open_tokenizer(), manifest(MINILM)["files"]["model.onnx"])

    @property
    def identity(self) -> str:
        """The sha256 of the weights."""
        return self._identity

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 384); what lies beyond 256 tokens of a text is not read."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        encoded = [self._ids(text) for text in texts]
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i]))
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            vectors[batch] = self._run([encoded[i] for i in batch])
            progress("embedding", begin + len(batch), len(texts))
        return vectors

    def words(self) -> set[str]:
        """The whole words that the model knows, in lower case: a dictionary of some 20,000."""
        return {token for token in self._tokenizer.get_vocab() if token.isalpha()}

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of word pieces of each text, without the special ones."""
        return [len(e.ids) for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text).ids
        return ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]

    def _run(self, batch: list[list[int]]) -> NDArray[np.float32]:
        width = max(len(ids) for ids in batch)
        ids = np.array([row + [0] * (width - len(row)) for row in batch], dtype=np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in batch], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, feeds)[0]
        summed = (hidden * mask[..., None]).sum(axis=1)
        return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), dtype=np.float32)
