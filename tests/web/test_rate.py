"""How often a visitor may ask, and what is said to those who have to wait."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.web import rate
from ui.web.rate import ADDRESS, BUSY, CALL, JOIN, VISITOR, Allowance, Limits, Meter, Turnstile

ASKING = 4


class Clock:
    """Time that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def asked(meter: Meter, visitor: str, times: int) -> None:
    for _ in range(times):
        assert meter.wait(visitor) == 0
        meter.count(visitor)


def test_a_burst_is_free_and_then_each_question_is_earned(clock: Clock) -> None:
    meter = Meter(Allowance(burst=3, every=2.0), clock)
    asked(meter, "ann", 3)
    assert meter.wait("ann") == 2.0
    clock.now += 1.5
    assert meter.wait("ann") == 0.5
    clock.now += 0.5
    asked(meter, "ann", 1)
    assert meter.wait("ann") == 2.0


def test_waiting_long_earns_no_more_than_a_burst(clock: Clock) -> None:
    meter = Meter(Allowance(burst=3, every=2.0), clock)
    asked(meter, "ann", 3)
    clock.now += 3600
    asked(meter, "ann", 3)
    assert meter.wait("ann") > 0


def test_asking_in_vain_costs_nothing(clock: Clock) -> None:
    meter = Meter(Allowance(burst=1, every=2.0), clock)
    asked(meter, "ann", 1)
    assert {meter.wait("ann") for _ in range(100)} == {2.0}


def test_visitors_who_were_quiet_are_forgotten(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "REMEMBERED", 5)
    meter = Meter(Allowance(burst=1, every=2.0), clock)
    for name in "abcde":
        meter.count(name)
    clock.now += 1.0
    meter.count("late")
    clock.now += 1.5
    meter.count("another")
    assert [meter.wait(name) for name in "ae"] == [0, 0]
    assert meter.wait("late") == 0.5
    assert len(meter._earned) == 2


def test_a_flood_of_one_session_leaves_the_others_alone(clock: Clock) -> None:
    limits = Limits(clock=clock)
    waits = [limits.ask("10.0.0.1", "flood") for _ in range(1000)]
    assert waits.count(0) == VISITOR.burst
    assert limits.ask("10.0.0.1", "neighbour") == 0
    assert limits.ask("10.0.0.2", "flood") == 0


def test_sessions_without_end_are_stopped_by_their_address(clock: Clock) -> None:
    """A new name for each question gets no further than the address may."""
    limits = Limits(clock=clock)
    waits = [limits.ask("10.0.0.1", f"session {n}") for n in range(1000)]
    assert waits.count(0) == pytest.approx(ADDRESS.burst, abs=1)  # tenths do not add up exactly
    assert limits.ask("10.0.0.2", "somebody") == 0


def test_a_hundred_people_behind_one_address_may_ask_at_once(clock: Clock) -> None:
    limits = Limits(clock=clock)
    assert {limits.ask("10.0.0.1", f"person {n}") for n in range(100)} == {0}


async def _join(request: Request) -> Response:
    body = await request.json()
    if body.get("data") == ["full"]:
        return JSONResponse({"detail": "Queue is full. Max size is 128 and size is 128."}, 503)
    return JSONResponse({"event_id": "e", "echo": body})


@pytest.fixture
def client(clock: Clock) -> Iterator[TestClient]:
    inner = Starlette(routes=[Route(path, _join, methods=["POST"]) for path in (JOIN, CALL + "chat", "/other")])
    guarded = Turnstile(inner, {ASKING}, Limits(Allowance(2, 3.0), Allowance(100, 0.1), clock))
    with TestClient(guarded) as client:
        yield client


def question(session: str = "s", number: object = ASKING) -> dict[str, object]:
    return {"data": ["x"], "fn_index": number, "session_hash": session}


def test_the_third_question_has_to_wait(client: TestClient, clock: Clock) -> None:
    for _ in range(2):
        response = client.post(JOIN, json=question())
        assert (response.status_code, response.json()["echo"]) == (200, question())
    refused = client.post(JOIN, json=question())
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "3"
    assert refused.json() == {"detail": "You ask faster than Byline may answer; ask again in 3 seconds."}
    assert client.post(JOIN, json=question("another")).status_code == 200
    clock.now += 3
    assert client.post(JOIN, json=question()).status_code == 200


def test_other_events_of_the_page_are_free(client: TestClient) -> None:
    for _ in range(5):
        assert client.post(JOIN, json=question(number=ASKING + 1)).status_code == 200
        assert client.post("/other", json=question()).status_code == 200
    assert client.post(JOIN, json=question()).status_code == 200


@pytest.mark.parametrize(
    "body",
    [json.dumps(question(number=str(ASKING))), "[]", "[" * 100_000, "no json", '{"fn_index": true}', '{"data": []}'],
)
def test_what_is_not_plainly_another_event_counts_as_a_question(body: str) -> None:
    """Gradio reads "4" as 4; what cannot be read costs a question too."""
    seen: list[str] = []

    class Counting(Limits):
        def ask(self, address: str, session: str = "") -> float:
            seen.append(session)
            return 1.0

    with TestClient(Turnstile(Starlette(), {ASKING}, Counting())) as client:
        assert client.post(JOIN, content=body).status_code == 429
    assert len(seen) == 1


def test_programs_are_counted_by_their_address(client: TestClient) -> None:
    """Whatever session they name."""
    statuses = [client.post(CALL + "chat", json=question(str(n))).status_code for n in range(3)]
    assert statuses == [200, 200, 429]


def test_a_full_queue_is_told_in_our_words(client: TestClient) -> None:
    response = client.post(JOIN, json={**question(), "data": ["full"]})
    assert (response.status_code, response.json()) == (429, {"detail": BUSY})
