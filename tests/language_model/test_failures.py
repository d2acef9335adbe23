"""A model that fails: one sentence that says why, few requests, and the reader's answer in its place."""

from __future__ import annotations

import logging
import socket
import traceback

import pytest

from index.endpoint import Endpoint, EndpointError
from rag import Corpus, Delta, Final
from rag.settings import ModelSettings, Settings
from rag.writer.chat import ChatModel
from tests.language_model.conftest import KEY
from tests.language_model.failures import FAILURES, QUESTION, Failure
from tests.language_model.scripted import Server, error, stream


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.name)
def test_the_reader_answers_and_says_why(
    failure: Failure, corpus: Corpus, hasty_corpus: Corpus, server: Server
) -> None:
    """With as many requests as the failure deserves, and no more."""
    server.play(*failure.replies)
    answer = (hasty_corpus if failure.hasty else corpus).answer(QUESTION)
    assert answer.notice is not None
    assert failure.says in answer.notice
    assert answer.notice.startswith("The reader answers in place of the language model, because ")
    assert answer.notice.endswith(".")
    assert ". " not in answer.notice
    assert len(server.requests) == failure.requests
    assert (answer.mode, answer.answered) == ("reader", True)
    assert "$10 billion" in answer.text


def test_the_deltas_of_a_failed_answer_are_its_text(corpus: Corpus, server: Server) -> None:
    """What the model wrote before it broke off is in none of them."""
    server.play(stream("The fund is gone. [e1] And so", finish=None))
    *events, last = corpus.stream(QUESTION)
    assert isinstance(last, Final)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == last.answer.text
    assert "gone" not in last.answer.text


def said(server: Server, env: dict[str, str]) -> str:
    """Why a model with the settings of `env` does not answer."""
    settings = Settings.load(env={"BYLINE_MODEL": "writes-1", "BYLINE_TIMEOUT": "60", **env}).model
    assert isinstance(settings, ModelSettings)
    model = ChatModel(settings.endpoint, settings.name, settings.seconds)
    with pytest.raises(EndpointError) as raised:
        model.complete([("user", "hello")], 10, model.deadline())
    assert KEY not in "".join(traceback.format_exception(raised.value)) + repr(settings) + repr(vars(model))
    return str(raised.value)


def test_no_key_and_no_address(server: Server) -> None:
    """OpenAI is not asked in vain."""
    assert "set OPENAI_API_KEY" in said(server, {})


def test_a_server_that_asks_for_a_key_where_there_is_none(server: Server) -> None:
    """The sentence names the setting that is missing."""
    server.play(error("401 Unauthorized"))
    assert "asks for a key; set OPENAI_API_KEY" in said(server, {"OPENAI_BASE_URL": server.url})


def test_nobody_listens(server: Server) -> None:
    """The port of a server that has gone."""
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}/v1"
    assert "cannot be reached" in said(server, {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY})


def test_the_key_is_told_to_nobody(
    corpus: Corpus, server: Server, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in a log at its most talkative, an answer or the output, even when the server repeats it."""
    caplog.set_level(logging.DEBUG)
    server.play(*FAILURES[0].replies)
    answer = corpus.answer(QUESTION)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    out = capfd.readouterr()
    assert caplog.text
    for told in (repr(answer), str(answer.to_dict()), answer.to_markdown(), caplog.text, out.out, out.err):
        assert KEY not in told


def test_the_key_is_not_in_the_errors_of_the_client(server: Server) -> None:
    """Nor in what a traceback prints of them."""
    server.play(*FAILURES[0].replies)
    env = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY}
    assert "refused the key" in said(server, env)
    assert KEY not in repr(Endpoint.load(env))
