"""Every test runs without the user's settings, in a data folder of its own, and stays on this machine."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.offline import sitecustomize as guard

if TYPE_CHECKING:
    from rag import Corpus

TESTS = Path(__file__).parent
SEEDS = TESTS.parent / "seeds"
SCRATCH = tempfile.TemporaryDirectory(prefix="byline-tests-")
NOTES = Path(SCRATCH.name, "refused-connections")


def pytest_configure() -> None:
    """Before anything of the project is imported, because some of it reads the environment then."""
    for name in list(os.environ):
        if name.startswith(("BYLINE_", "CHROMA_", "GRADIO_", "OPENAI_")):
            del os.environ[name]
    os.environ["XDG_DATA_HOME"] = SCRATCH.name
    os.environ[guard.NOTES] = str(NOTES)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(TESTS / "offline"), str(TESTS.parent)])
    guard.install()


def pytest_unconfigure() -> None:
    """Remove what the tests have stored."""
    SCRATCH.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the name of its folder, which must be one of the markers in pyproject.toml."""
    for item in items:
        group = item.path.relative_to(TESTS).parts[0]
        item.add_marker(getattr(pytest.mark, group))


@pytest.fixture(autouse=True)
def offline() -> Iterator[None]:
    """Fail the test during which something, here or in a process it started, reached for another machine."""
    yield
    if NOTES.exists():
        refused = NOTES.read_text(encoding="utf-8")
        NOTES.unlink()
        pytest.fail(f"reached for another machine:\n{refused}")


@pytest.fixture(scope="session")
def seeds_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The real corpus over the seed articles, in a data folder of its own."""
    from rag import Corpus, Settings

    settings = Settings.load(corpus=SEEDS, data=tmp_path_factory.mktemp("data"))
    with Corpus.open(settings=settings) as corpus:
        yield corpus
