"""When two sentences say the same, so that an answer says it once and cites both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder

# High enough that two statements on one topic stay two: to say nearly the same twice is the smaller fault, as to drop
# a statement hides it.
SAME_STATEMENT = 0.8


def similarities(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of all pairs, shape (len(texts), len(texts))."""
    vectors = embedder.embed(texts)
    return vectors @ vectors.T
