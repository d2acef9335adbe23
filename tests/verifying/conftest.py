"""The check as it ships."""

from __future__ import annotations

import pytest

from index.embedding import Embedder
from index.lexical import Terms
from rag.verify import Verifier
from rag.verifying.meaning import LexicalEntailment


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    terms = Terms()
    return Verifier(LexicalEntailment.load(Embedder.load(), terms), terms)
