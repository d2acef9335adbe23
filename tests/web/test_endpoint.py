"""The public endpoint: what a program gets."""

from __future__ import annotations

import json

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.web.fakes import canned
from ui.web.endpoint import FORM
from ui.web.handlers import UNEXPECTED


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


@pytest.mark.parametrize("history", [["a"], [["a"]], [["a", 1]], [["a", "b", "c"]], "a", 5, {"a": "b"}])
def test_a_broken_history_is_refused_in_one_sentence(client: Client, history: object) -> None:
    with pytest.raises(AppError, match=r"list of \[question, answer\] pairs"):
        client.predict("brics", history, api_name="/chat")


def test_an_unexpected_error_tells_nothing_of_the_inside(client: Client) -> None:
    with pytest.raises(AppError) as caught:
        client.predict("crash", api_name="/chat")
    assert str(caught.value) == UNEXPECTED


def test_chat_works_over_plain_http(fake_address: str) -> None:
    call = f"{fake_address}/gradio_api/call/chat"
    event = httpx.post(call, json={"data": ["brics", []]}).json()["event_id"]
    stream = httpx.get(f"{call}/{event}").text
    data = json.loads(stream.partition("data: ")[2].splitlines()[0])
    assert data[0]["citations"][0]["quote"] == "The future of BRICS was “fine”, he said."


@pytest.mark.parametrize("data", [["unknown"], ["unknown", None], ["unknown", []]])
def test_the_history_may_be_left_out_over_plain_http(fake_address: str, data: list[object]) -> None:
    assert "Nothing answers this after 0 turns." in called(fake_address, json.dumps({"data": data}))


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "[" * 100_000,
        "\udcff",
        "[]",
        "{}",
        '{"data": []}',
        '{"data": "brics"}',
        '{"data": [5, []]}',
        '{"data": [{"path": "/etc/passwd"}, []]}',
        '{"data": ["brics", [], 1]}',
        '{"data": ["brics", "before"]}',
        '{"data": ["brics", [["a", {"path": "/etc/passwd"}]]]}',
    ],
)
def test_a_malformed_call_is_told_in_one_sentence(fake_address: str, body: str) -> None:
    for slash in ("", "/"):
        response = httpx.post(
            f"{fake_address}/gradio_api/call/chat{slash}", content=body.encode("utf-8", "surrogateescape")
        )
        assert response.status_code == 422
        assert FORM in response.json()["detail"] or "[question, answer] pairs of text" in response.json()["detail"]


def test_a_call_reaches_nothing_but_chat(fake_address: str) -> None:
    """Whatever function or session it names."""
    body = {"data": ["unknown", []], "fn_index": 0, "session_hash": "another", "trigger_id": 1}
    assert "Nothing answers this after 0 turns." in called(fake_address, json.dumps(body))


def called(address: str, body: str) -> str:
    """What the event of a call ends with."""
    call = f"{address}/gradio_api/call/chat"
    event = httpx.post(call, content=body).json()["event_id"]
    return httpx.get(f"{call}/{event}", timeout=60).text


def test_nothing_else_can_be_called(client: Client) -> None:
    endpoints = [endpoint.api_name for endpoint in client.endpoints.values() if endpoint.is_valid]
    assert endpoints == ["/chat"]
