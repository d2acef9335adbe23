"""When two sentences say the same, so that an answer says it once and cites both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder

# Rewordings of one sentence by two outlets lie at .80 and above, different statements on one topic below .75
# (docs/reader.md).
SAME_STATEMENT = 0.8


def similarities(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of all pairs, shape (len(texts), len(texts))."""
    vectors = embedder.embed(texts)
    return vectors @ vectors.T
