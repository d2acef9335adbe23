"""A folder that changes while it is asked: nothing is lost, and questions go to the last complete index."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.publish import Home
from rag import Settings
from rag.contract import Status
from rag.library import Library, Work
from rag.pace import Pace
from tests.reliability.library.helpers import (
    LAKE,
    Gate,
    add,
    answers_from,
    finished,
    names,
    sources,
    states,
)


def test_what_is_added_is_answered_and_what_is_removed_is_not(library: Library) -> None:
    question = "How deep is the lake Cee?"
    assert answers_from(library, question) == set()
    add(library, "lake.txt", LAKE)
    assert finished(library) == Work("done", told="3 articles are indexed.")
    assert answers_from(library, question) == {"lake.txt"}
    kept = library.remove("lake.txt")
    assert kept.read_text() == LAKE
    assert kept.parent.name == "removed"
    assert finished(library).told == "2 articles are indexed."
    assert answers_from(library, question) == set()
    assert names(library.folder) == ["mountain.txt", "river.txt"]


def test_questions_go_to_the_last_complete_index_while_the_next_is_made(library: Library, gate: Gate) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    assert library.work.state == "working"
    assert states(library)["lake.txt"] == "new"
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: answers_from(library, "How long is the river Aa?"), range(8)))
    assert found == [{"river.txt"}] * 8
    assert answers_from(library, "How deep is the lake Cee?") == set()
    gate.open.set()
    assert finished(library).state == "done"
    assert set(states(library).values()) == {"indexed"}
    assert answers_from(library, "How deep is the lake Cee?") == {"lake.txt"}


def test_an_answer_that_has_begun_is_finished_on_the_index_it_began_with(library: Library, settings: Settings) -> None:
    before = Home(settings.data, library.folder).current()
    assert before is not None
    stream = library.corpus().stream("How long is the river Aa?")
    assert next(stream) == Status("searching")
    for name in ("lake", "sea", "bay"):
        add(library, f"{name}.txt", LAKE.replace("lake", name))
        finished(library)
    assert before.is_dir()
    *_, last = stream
    assert "two hundred kilometres" in str(last)
    del stream, last
    gc.collect()
    library.rebuild()
    assert finished(library).state == "done"
    assert not before.exists()
    assert len(list(before.parent.iterdir())) <= 2


def test_stopping_keeps_the_index_before_and_the_files(library: Library, gate: Gate, settings: Settings) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    library.cancel()
    gate.open.set()
    assert finished(library).state == "cancelled"
    assert sources(library) == ["mountain.txt", "river.txt"]
    assert states(library)["lake.txt"] == "new"
    assert len(list(Home(settings.data, library.folder).folder.glob("builds/*"))) == 1
    library.rebuild()
    assert finished(library).state == "done"
    assert "lake.txt" in sources(library)


def test_what_is_wanted_during_a_build_comes_with_the_next(library: Library, gate: Gate) -> None:
    gate.close()
    add(library, "lake.txt", LAKE)
    assert gate.reached.wait(60)
    add(library, "sea.txt", LAKE)
    library.remove("river.txt")
    gate.open.set()
    assert finished(library).state == "done"
    assert sources(library) == ["lake.txt", "mountain.txt", "sea.txt"]


def test_what_is_wanted_after_stopping_is_done(library: Library, gate: Gate) -> None:
    gate.close()
    library.rebuild()
    assert gate.reached.wait(60)
    library.cancel()
    add(library, "lake.txt", LAKE)
    gate.open.set()
    assert finished(library).state == "done"
    assert "lake.txt" in sources(library)


def test_many_at_once_lose_nothing(library: Library) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add(library, "report.txt", f"Report {n} speaks of the town number {n}."), range(12)))
    assert finished(library).state == "done"
    texts = {document.text for document in library.corpus().documents}
    assert {f"Report {n} speaks of the town number {n}." for n in range(12)} <= texts
    assert "report (12).txt" in names(library.folder)


def test_the_time_left_follows_the_pace() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])
    assert pace.left("embedding", 10, 100) is None
    now[0] = 5.0
    assert pace.left("embedding", 20, 100) == pytest.approx(40)
    now[0] = 6.0
    assert pace.left("storing", 1, 2) is None
    now[0] = 7.0
    assert pace.left("storing", 2, 2) == 0


def test_progress_tells_step_and_count(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Work] = []
    report = Library._report

    def watched(self: Library, step: str, done: int, total: int, pace: Pace) -> None:
        report(self, step, done, total, pace)
        seen.append(self.work)

    monkeypatch.setattr(Library, "_report", watched)
    revision = library.revision
    add(library, "lake.txt", LAKE)
    assert finished(library).state == "done"
    assert [(work.step, work.done, work.total) for work in seen] == [
        ("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3), ("embedding", 1, 1), ("storing", 3, 3),
    ]  # fmt: skip
    assert library.revision > revision
