"""The public endpoint: what a program gets."""

from __future__ import annotations

import json

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.web.fakes import canned


@pytest.fixture(scope="module")
def client(fake_address: str) -> Client:
    with pytest.MonkeyPatch.context() as patch:
        # The client calls home when it starts unless both are off.
        patch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
        return Client(fake_address, verbose=False, analytics_enabled=False)


def test_chat_gives_the_answer_as_a_dictionary(client: Client) -> None:
    given = client.predict("when", [["brics", "Fine. [1]"]], api_name="/chat")
    assert given == json.loads(json.dumps(canned("when", ()).to_dict()))


def test_chat_passes_the_history_on(client: Client) -> None:
    given = client.predict("unknown", [["a", "b"], ["c", "d"]], api_name="/chat")
    assert given["text"] == "Nothing answers this after 2 turns."


def test_chat_needs_no_history(client: Client) -> None:
    assert client.predict("unknown", api_name="/chat")["answered"] is False


def test_a_question_that_cannot_be_answered_says_why(client: Client) -> None:
    with pytest.raises(AppError, match=r"The question is empty: ask something\."):
        client.predict(" ", api_name="/chat")


@pytest.mark.parametrize("history", [["a"], [["a"]], [["a", 1]], [["a", "b", "c"]]])
def test_a_broken_history_is_refused_in_one_sentence(client: Client, history: object) -> None:
    with pytest.raises(AppError, match=r"list of \[question, answer\] pairs"):
        client.predict("brics", history, api_name="/chat")


def test_an_unexpected_error_tells_nothing_of_the_inside(client: Client) -> None:
    with pytest.raises(AppError) as caught:
        client.predict("crash", api_name="/chat")
    assert "secret" not in str(caught.value)


def test_chat_works_over_plain_http(fake_address: str) -> None:
    call = f"{fake_address}/gradio_api/call/chat"
    event = httpx.post(call, json={"data": ["brics", []]}).json()["event_id"]
    stream = httpx.get(f"{call}/{event}").text
    data = json.loads(stream.partition("data: ")[2].splitlines()[0])
    assert data[0]["citations"][0]["quote"] == "The future of BRICS was “fine”, he said."


def test_nothing_else_can_be_called(client: Client) -> None:
    endpoints = [endpoint.api_name for endpoint in client.endpoints.values() if endpoint.is_valid]
    assert endpoints == ["/chat"]
