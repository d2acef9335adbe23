"""The whole way over HTTP with a real model: whatever it says, what is shown keeps its promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.progress import silent
from rag import Corpus, Delta, Final, Provisional, Settings
from rag.writer.answering import STRAY, UNSUPPORTED
from tests.conftest import SEEDS
from tests.language_model import real


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The seed articles with smollm2-135m, which is nearly always wrong: the better for a check."""
    try:
        with real.serving() as url:
            env = {"BYLINE_MODEL": real.NAME, "OPENAI_BASE_URL": url, "BYLINE_WINDOW": "1024", "BYLINE_TIMEOUT": "800"}
            settings = Settings.load(SEEDS, tmp_path_factory.mktemp("data"), env)
            with Corpus.open(settings=settings, progress=silent) as opened:
                yield opened
    except real.UnavailableError as error:
        pytest.skip(f"no real model: {error}")


@pytest.mark.timeout(1200)
@pytest.mark.parametrize(
    "question",
    [
        "What did Overchuk say about BRICS?",
        "On what day did Overchuk speak at the Boao Forum?",
        "Who won the 2010 final?",
    ],
)
def test_what_a_real_model_says_is_cited_checked_or_refused(corpus: Corpus, question: str) -> None:
    """Spans exact, nothing unsupported without its mark, deltas the text.

    A model of this size may talk until it has no room left, or say nothing that a source supports; then the reader
    answers, and the answer says why.
    """
    events = list(corpus.stream(question))
    final = events[-1]
    assert isinstance(final, Final)
    answer = final.answer
    gave_way = answer.notice in {STRAY, UNSUPPORTED} or "ran out of tokens" in str(answer.notice)
    assert answer.mode == ("reader" if gave_way else real.NAME)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == answer.text
    assert any(isinstance(event, Provisional) for event in events)
    for citation in (*answer.citations, *answer.closest):
        text = Path(corpus.folder, citation.source).read_bytes().decode()
        assert text[citation.start : citation.end] == citation.quote
    for sentence in answer.sentences:
        assert sentence.citations or sentence.support == "unsupported"
        assert sentence.support != "unsupported" or sentence.missing
    assert answer.answered == any(sentence.support != "unsupported" for sentence in answer.sentences)
