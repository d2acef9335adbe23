"""Who may reach the page, and what the browser may load with it."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.web.fakes import fake
from ui.web.guard import GUESSES, LARGEST_BODY, WINDOW, Gate
from ui.web.server import app


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(app(fake()), base_url="http://127.0.0.1:7860") as client:
        yield client


@pytest.fixture(scope="module")
def guarded() -> Iterator[TestClient]:
    with TestClient(app(fake(), "0.0.0.0", "sesame ü"), base_url="http://example.org") as client:
        yield client


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()}


def test_the_page_brings_its_own_head_and_policy(client: TestClient) -> None:
    response = client.get("/")
    assert 'href="byline/page.css"' in response.text.partition("</head>")[0]
    assert "default-src 'self'" in response.headers["content-security-policy"]


def test_static_files_are_served(client: TestClient) -> None:
    font = "source-serif-4-latin-opsz-normal.woff2"
    assert client.get(f"/byline/fonts/{font}").content.startswith(b"wOF2")


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "rebound.example"}).status_code == 421
    assert client.get("/config", headers={"Host": "localhost:7860"}).status_code == 200


def test_another_site_may_not_ask(client: TestClient) -> None:
    foreign = {"Origin": "https://evil.example"}
    response = client.post("/gradio_api/call/chat", json={"data": ["brics", []]}, headers=foreign)
    assert response.status_code == 403


@pytest.mark.parametrize(
    "room",
    "proxy=https://evil.example/ file=/etc/passwd stream/x run-history/records runs deep_link openapi.json "
    "component_server process_recording vibe-edit dev/reload call/v2/chat startup-events".split(),
)
def test_rooms_that_nothing_uses_are_closed(client: TestClient, room: str) -> None:
    reason = {"detail": "Nothing is served here."}
    for response in (client.get(f"/gradio_api/{room}"), client.post(f"/gradio_api/{room}", content=b"x")):
        assert (response.status_code, response.json()) == (404, reason)


@pytest.mark.parametrize("path", ["/login", "/logout", "/monitoring", "/docs", "/svelte/x", "/custom_component/x"])
def test_pages_that_nothing_uses_are_closed(client: TestClient, path: str) -> None:
    assert client.get(path).text == "Nothing is served here.\n"


def named(client: TestClient) -> list[tuple[int, str]]:
    """The number and the name of every function behind the page but the public one."""
    functions = client.get("/config").json()["dependencies"]
    return [(f["id"], str(f["api_name"])) for f in functions if f["api_visibility"] != "public"]


def test_nothing_but_chat_can_be_called_by_name(client: TestClient) -> None:
    assert named(client)
    for _, name in named(client):
        for room in ("call", "run", "api", "call/v2"):
            assert client.post(f"/gradio_api/{room}/{name}", json={"data": []}).status_code == 404


def test_no_question_goes_past_the_queue(client: TestClient) -> None:
    """Neither those of the page nor those of programs."""
    functions = client.get("/config").json()["dependencies"]
    queued = [function["id"] for function in functions if function["queue"] is not False and function["backend_fn"]]
    assert queued
    for number in queued:
        body = {"data": ["brics", []], "fn_index": number}
        assert client.post("/gradio_api/run/predict", json=body).status_code == 404


def test_web_sockets_are_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/"):
        pass


def test_a_body_is_capped(client: TestClient) -> None:
    assert client.post("/gradio_api/call/chat", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
    assert client.post("/gradio_api/call/chat", content=iter([b"x"])).status_code == 411


def test_only_chat_is_public(client: TestClient) -> None:
    assert list(client.get("/gradio_api/info").json()["named_endpoints"]) == ["/chat"]


def test_a_password_is_asked_for_everywhere(guarded: TestClient) -> None:
    for path in ("/", "/config", "/byline/page.js", "/gradio_api/info"):
        response = guarded.get(path)
        assert (response.status_code, response.headers["www-authenticate"][:5]) == (401, "Basic")
        assert guarded.get(path, headers=basic("sesame ü")).status_code == 200
    assert guarded.get("/", headers=basic("wrong")).status_code == 401


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Bearer c2VzYW1l", "Basic c2VzYW1l"])
def test_a_broken_login_is_a_wrong_one(header: str) -> None:
    refusal = Gate("sesame").refuse("a", header)
    assert refusal
    assert refusal.status == 401


def test_guessing_is_stopped_and_forgiven_after_a_while() -> None:
    now = [0.0]
    gate = Gate("sesame", clock=lambda: now[0])
    right, wrong = basic("sesame")["Authorization"], basic("guess")["Authorization"]
    for _ in range(GUESSES):
        gate.refuse("a", wrong)
    stopped = gate.refuse("a", right)
    assert stopped
    assert stopped.status == 429
    assert gate.refuse("b", right) is None
    now[0] = WINDOW + 1
    assert gate.refuse("a", right) is None
