"""Embeddings from an endpoint: the same interface, and no mixing of models."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder
from index.endpoint import Endpoint
from index.endpoint_embedding import EndpointEmbedder
from index.errors import EmbeddingError
from index.progress import silent
from rag import BylineError, Corpus, Settings
from tests.language_model.scripted import Reply, Server, error, response
from ui.cli import main
from ui.doctor import index as examined

EMBEDDED = Embedder.load()


def vectors(count: int, dimensions: int = 8, **changes: object) -> Reply:
    """So many vectors, last first, each longer than a unit and different."""
    rows = [
        {"object": "embedding", "index": i, "embedding": [float(i + 1)] + [2.0] * (dimensions - 1)}
        for i in reversed(range(count))
    ]
    return response(json.dumps({"object": "list", "model": "m", "data": rows, "usage": {}} | changes).encode())


def embedder(server: Server) -> EndpointEmbedder:
    """Of the scripted server."""
    return EndpointEmbedder(Endpoint(server.url), "m", EMBEDDED)


def test_vectors_are_of_unit_length_in_the_order_of_the_texts(server: Server) -> None:
    """However the server orders them; the identity names model and dimension."""
    server.play(vectors(1), vectors(64), vectors(6))
    model = embedder(server)
    found = model.embed([f"text {i}" for i in range(70)])
    assert model.identity == "openai:m/8"
    assert found.shape == (70, 8)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert found[0, 0] < found[1, 0] < found[63, 0]
    assert [len(request.body["input"]) for request in server.requests] == [1, 64, 6]
    assert model.count_tokens(["one two"]) == EMBEDDED.count_tokens(["one two"])


@pytest.mark.parametrize(
    "reply",
    [
        vectors(0),
        vectors(2),
        vectors(1, data=None),
        vectors(1, data=[{"index": 0, "embedding": [0.0, 0.0]}]),
        vectors(1, data=[{"index": 0, "embedding": ["a"]}]),
        vectors(1, data=[{"index": 0, "embedding": []}]),
        vectors(1, data=[{"index": 0, "embedding": [1e400]}]),
        vectors(1, data=[{"embedding": [1.0]}]),
        vectors(1, data=["x"]),
        response(b"<html>", kind="text/html"),
        response(b"[]"),
        error("401 Unauthorized"),
        error("404 Not Found"),
        error("429 Too Many Requests", code="insufficient_quota"),
        [],
    ],
)
def test_what_is_no_vector_is_told_in_a_sentence(server: Server, reply: Reply) -> None:
    """At the first request, not in the middle of a build."""
    server.play(reply)
    with pytest.raises(EmbeddingError, match=r"^Nothing can be embedded, because .*\.$"):
        embedder(server)
    assert len(server.requests) == 1


@pytest.fixture
def opened(tmp_path: Path, server: Server) -> Callable[..., Corpus]:
    """Open one corpus with or without the scripted embeddings."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The fund holds $10 billion.\n", encoding="utf-8")

    def open_with(embedding: str, replace: bool = False) -> Corpus:
        env = {"BYLINE_EMBEDDING": embedding, "OPENAI_BASE_URL": server.url}
        settings = Settings.load(tmp_path / "corpus", tmp_path / "data", env)
        return Corpus.open(settings=settings, progress=silent, replace=replace)

    return open_with


def test_an_index_of_another_model_is_refused(opened: Callable[..., Corpus], server: Server) -> None:
    """Another name, another dimension, or the embedded model: the sentence says how to rebuild, and that works."""
    server.play(vectors(1))
    with opened("openai:m") as corpus:
        answer = corpus.answer("How much does the fund hold?")
    assert "$10 billion" in answer.text
    for other in ("openai:n", ""):
        with pytest.raises(BylineError, match=r"built with openai:m \(8 dimensions\).*`byline index`"):
            opened(other)
    server.play(vectors(1, 9))
    with pytest.raises(BylineError, match=r"now asks for openai:m \(9 dimensions\)"):
        opened("openai:m")
    opened("openai:m", replace=True).close()
    with opened("openai:m") as corpus:
        assert corpus.search("fund")


def test_the_command_rebuilds_and_the_doctor_says_so(
    opened: Callable[..., Corpus], server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`byline ask` refuses, `byline index` builds."""
    opened("").close()
    server.play(vectors(1))
    for name, value in (
        ("EMBEDDING", "openai:m"),
        ("CORPUS", str(tmp_path / "corpus")),
        ("DATA", str(tmp_path / "data")),
    ):
        monkeypatch.setenv(f"BYLINE_{name}", value)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert main(["ask", "How much does the fund hold?"]) == 1
    assert "byline index" in str(examined(Settings.load()).mend)
    assert main(["index"]) == 0
    assert examined(Settings.load()).status == "ok"
    assert main(["ask", "How much does the fund hold?"]) == 0
