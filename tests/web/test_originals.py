"""The files behind the documents: those of the index only, and never as a page that could act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from starlette.testclient import TestClient

from rag import Corpus
from tests.web.fakes import HOSTILE, FakeCorpus
from ui.web.server import app


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    folder = tmp_path / "corpus"
    (folder / "news").mkdir(parents=True)
    (folder / "hostile.txt").write_bytes(HOSTILE.encode())
    (folder / "news" / "000 bloomberg.txt").write_text("Früh ✓", "utf-8")
    (folder / "unindexed.txt").write_text("secret")
    (tmp_path / "outside.txt").write_text("secret")
    corpus = FakeCorpus()
    corpus.folder = folder
    with TestClient(app(cast("Corpus", corpus)), base_url="http://127.0.0.1:7860") as client:
        yield client


def test_a_file_comes_as_it_is_stored_and_as_plain_text(client: TestClient) -> None:
    response = client.get("/byline/file/hostile.txt")
    assert response.content == HOSTILE.encode()
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_name_may_hold_a_folder_and_a_space(client: TestClient) -> None:
    assert client.get("/byline/file/news%2F000%20bloomberg.txt").text == "Früh ✓"


@pytest.mark.parametrize(
    "source", ["unindexed.txt", "../outside.txt", "%2e%2e%2foutside.txt", "/etc/passwd", "%2fetc%2fpasswd", "news", ""]
)
def test_what_is_no_document_is_not_served(client: TestClient, source: str) -> None:
    response = client.get(f"/byline/file/{source}")
    assert response.status_code == 404
    assert "secret" not in response.text


def test_a_file_that_was_taken_away_is_told(client: TestClient) -> None:
    response = client.get("/byline/file/news/001.txt")
    assert (response.status_code, response.text) == (404, "This file is not among the documents (any more).\n")
