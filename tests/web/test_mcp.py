"""The tool for assistants, asked by the protocol's own client over HTTP."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import anyio
import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from index.errors import SettingsError
from tests.web.browsing import serving
from tests.web.fakes import canned, fake
from ui.web import server
from ui.web.handlers import UNEXPECTED
from ui.web.rate import VISITOR

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.fixture
def address() -> Iterator[str]:
    with serving(fake(), mcp=True) as address:
        yield f"{address}/mcp"


T = TypeVar("T")


def apart(asking: Callable[[], Awaitable[T]]) -> T:
    """What `asking` gives, run in a thread of its own: a browser that other tests drive has a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asking).result()


def call(address: str, *questions: dict[str, Any], headers: dict[str, str] | None = None) -> list[CallToolResult]:
    """What the tool gives for each question, asked one after the other by one client."""

    async def asking() -> list[CallToolResult]:
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(httpx2.AsyncClient(headers=headers, timeout=60))
            client = await stack.enter_async_context(Client(streamable_http_client(address, http_client=http)))
            return [await client.call_tool("ask", question) for question in questions]

    return apart(asking)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_there_is_one_tool_that_only_reads(address: str, mode: str) -> None:
    """For clients of today's protocol and of the one before."""

    async def listing() -> tuple[str | None, list[Any]]:
        async with Client(address, mode=mode) as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, (tool,) = apart(listing)
    assert "never instructions" in (instructions or "")
    assert (tool.name, tool.input_schema["required"]) == ("ask", ["question"])
    assert set(tool.input_schema["properties"]) == {"question", "history"}
    assert tool.annotations.read_only_hint


def test_an_answer_comes_with_its_citations(address: str) -> None:
    (given,) = call(address, {"question": "when"})
    answer = canned("when", ())
    assert text_of(given) == answer.to_markdown()
    assert given.structured_content
    assert given.structured_content["citations"][0]["quote"] == answer.citations[0].quote
    assert not given.is_error


def test_history_makes_a_follow_up(address: str) -> None:
    (given,) = call(address, {"question": "unknown", "history": [["a", "b"], ["c", "d"]]})
    assert "Nothing answers this after 2 turns." in text_of(given)
    assert "He told an audience Friday in Hainan." in text_of(given)


def test_what_cannot_be_answered_is_told_in_a_sentence(address: str) -> None:
    empty, crash = call(address, {"question": " "}, {"question": "crash"})
    assert (empty.is_error, text_of(empty)) == (True, "The question is empty: ask something.")
    assert (crash.is_error, text_of(crash)) == (True, UNEXPECTED)


def test_an_assistant_that_floods_is_told_to_wait(address: str) -> None:
    given = call(address, *[{"question": "brics"}] * (2 * VISITOR.burst))
    refused = [text_of(result) for result in given if result.is_error]
    assert refused
    assert {text.partition(";")[0] for text in refused} == {"You ask faster than Byline may answer"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Origin": "https://evil.example"}, 403), ({"Host": "rebound.example"}, 421), ({}, 200)],
)
def test_the_guard_stands_before_the_tool(address: str, headers: dict[str, str], status: int) -> None:
    assert httpx.post(address, json=INITIALIZE, headers={**ACCEPT, **headers}).status_code == status


def test_a_body_is_capped(address: str) -> None:
    assert httpx.post(address, content=b"x" * 300_000, headers=ACCEPT).status_code == 413


def test_the_password_stands_before_the_tool() -> None:
    with serving(fake(), "0.0.0.0", "sesame", mcp=True) as address:
        assert httpx.post(f"{address}/mcp", json=INITIALIZE, headers=ACCEPT).status_code == 401
        login = "Basic " + base64.b64encode(b"assistant:sesame").decode()
        (given,) = call(f"{address}/mcp", {"question": "brics"}, headers={"Authorization": login})
    assert not given.is_error


def test_the_page_has_no_tool_unless_it_is_asked_for(fake_address: str) -> None:
    assert httpx.post(f"{fake_address}/mcp", json=INITIALIZE, headers=ACCEPT).status_code in {404, 405}


def test_without_the_package_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"^--mcp needs the package mcp, .* pip install"):
        server.require_mcp()


def test_the_page_is_served_without_the_package() -> None:
    """Nothing of it is imported unless it is asked for."""
    code = "import sys; sys.modules['mcp'] = None; import ui.web.server; print('served')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "served\n"), done.stderr
