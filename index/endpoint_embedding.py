"""Text to vectors with a model behind an OpenAI-compatible endpoint, in place of the embedded one."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.endpoint import Endpoint, EndpointError, attempt
from index.errors import EmbeddingError
from index.progress import Progress, silent

if TYPE_CHECKING:
    from openai import OpenAI

PREFIX = "openai:"
"""What the identity of such a model begins with: `openai:NAME/DIMENSIONS`."""

# Passages of at most 200 word pieces: far below what any server takes at once, and enough to make few requests.
_BATCH = 64

# For one batch; a server on two cores embeds 64 passages in some ten seconds.
_SECONDS = 60.0

_PROBE = "How many numbers does a vector have?"


class EndpointEmbedder:
    """The model `name` at `endpoint`. Thread-safe; keep one.

    Made with one request, which tells the vectors' length. `embedded` counts the tokens by which passages are cut, so
    that their spans do not depend on the model.
    """

    def __init__(self, endpoint: Endpoint, name: str, embedded: Embedder) -> None:
        self._endpoint = endpoint
        self._name = name
        self._embedded = embedded
        self._client: OpenAI = endpoint.client(_SECONDS)
        self._dimensions = len(self._vectors([_PROBE])[0])

    @property
    def identity(self) -> str:
        """The model's name and the length of its vectors."""
        return f"{PREFIX}{self._name}/{self._dimensions}"

    def embed(self, texts: Sequence[str], progress: Progress = silent) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimensions); EmbeddingError when the endpoint does not give them."""
        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for begin in range(0, len(texts), _BATCH):
            batch = self._vectors(texts[begin : begin + _BATCH])
            if batch.shape[1] != self._dimensions:
                raise EmbeddingError(
                    f"{self._name} at {self._endpoint.place} now gives vectors of {batch.shape[1]} numbers and gave "
                    f"{self._dimensions} before; start again."
                )
            vectors[begin : begin + len(batch)] = batch
            progress("embedding", begin + len(batch), len(texts))
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The number of word pieces of each text."""
        return self._embedded.count_tokens(texts)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        try:
            if self._endpoint.is_without_key:
                raise EndpointError("there is no key; set OPENAI_API_KEY, or OPENAI_BASE_URL to a server of yours")
            # Floats, as not every compatible server knows the client's own default, base64.
            reply = attempt(
                lambda: self._client.embeddings.create(model=self._name, input=list(texts), encoding_format="float"),
                self._endpoint,
                self._name,
                time.monotonic() + _SECONDS,
                "BYLINE_EMBEDDING",
            )
            return self._checked(reply, len(texts))
        except EndpointError as error:
            raise EmbeddingError(f"Nothing can be embedded, because {error}.") from None

    def _checked(self, reply: Any, count: int) -> NDArray[np.float32]:
        """The vectors in the order of the texts, at unit length; EndpointError unless they are vectors."""
        malformed = f"{self._endpoint.place} sent no vectors of {self._name}; check BYLINE_EMBEDDING"
        rows = getattr(reply, "data", None)
        if not isinstance(rows, list) or len(rows) != count:
            raise EndpointError(malformed)
        try:
            ordered = sorted(rows, key=lambda row: int(row.index))
            vectors = np.array([row.embedding for row in ordered], dtype=np.float32)
        except (AttributeError, TypeError, ValueError):
            raise EndpointError(malformed) from None
        if vectors.ndim != 2 or vectors.shape[1] < 1:
            raise EndpointError(malformed)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not all(math.isfinite(length) and length > 0 for length in lengths[:, 0]):
            raise EndpointError(malformed)
        return np.asarray(vectors / lengths, dtype=np.float32)
