"""The models that ship, opened once."""

from __future__ import annotations

import pytest

from rag.reader.cross_encoder import CrossEncoder


@pytest.fixture(scope="session")
def encoder() -> CrossEncoder:
    return CrossEncoder.load()
