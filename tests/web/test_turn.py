"""What a turn shows: chips with their evidence, support, disagreement, and abstention."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from rag.contract import Origin
from tests.web.fakes import DOCUMENTS, canned, cite, fake
from ui.web.conversation import Failure, Stopped
from ui.web.sources import shown, sources
from ui.web.turn import arriving, turn
from ui.web.wording import attribution, in_quotes, origins, shortened, spoken_date, standing


class Elements(HTMLParser):
    """Every element's tag and attributes, and the words of the whole."""

    def __init__(self, markup: object) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def of_class(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.found if name in (attrs.get("class") or "").split()]


def test_a_chip_tells_its_quote_file_and_date() -> None:
    (chip,) = Elements(turn(3, canned("brics", ()))).of_class("chip")
    assert chip["aria-label"] == (
        "Citation 1: The future of BRICS was “fine”, he said., Bloomberg, 2025, 000 bloomberg.txt"
    )
    assert (chip["data-turn"], chip["data-n"], chip["type"]) == ("3", "1", "button")


def test_a_disagreement_is_told_once_as_two_sides() -> None:
    read = Elements(turn(0, canned("when", ())))
    assert len(read.of_class("side")) == 2
    assert read.words.count("He told an audience Friday in Hainan.") == 1
    assert [chip["data-n"] for chip in read.of_class("chip")] == ["1", "2"]


def test_what_may_be_of_two_things_only_may_be_a_disagreement() -> None:
    told = canned("when", ())
    perhaps = replace(told, conflicts=tuple(replace(conflict, surely=False) for conflict in told.conflicts))
    assert "Sources disagree" in Elements(turn(0, told)).words
    assert "Sources may disagree" in Elements(turn(0, perhaps)).words


def test_an_unsupported_sentence_is_marked() -> None:
    read = Elements(turn(0, canned("prose", ())))
    assert len(read.of_class("unsupported")) == len(read.of_class("flag")) == 1
    assert "“30 %” is not in the cited text" in read.words
    assert (
        "written by tiny-model, checked sentence by sentence · 0.0 s · 1 source · 1 origin (Bloomberg)"
        " · 1 sentence unsupported"
    ) in read.words
    assert "The model failed; the reader answered." in read.words


def test_an_abstention_offers_the_closest_passages() -> None:
    read = Elements(turn(0, canned("unknown", ())))
    assert "No answer in these articles" in read.words
    assert len(read.of_class("passage")) == len(read.of_class("chip")) == 2
    assert read.of_class("answered") == []


def test_a_failure_shows_its_sentence_as_text() -> None:
    read = Elements(turn(0, Failure("<b>?</b>", "The question is <too> long.")))
    assert not {"b", "too"} & {tag for tag, _ in read.found}
    assert read.words.startswith("<b>?</b>The question is <too> long.")


def test_a_stopped_turn_shows_what_had_come_and_that_it_was_stopped() -> None:
    read = Elements(turn(0, Stopped("q", "He spoke. [1] Th")))
    assert "He spoke. 1 Th" in read.words
    assert "Stopped before it was answered." in read.words
    assert not read.of_class("chip")[0].get("type")


def test_markers_that_arrive_are_chips_not_yet_to_be_clicked() -> None:
    read = Elements(arriving(0, "q", "reading", "He spoke. [1] Then [2"))
    assert len(read.of_class("waiting")) == 1
    assert "[" not in read.words
    assert not any(tag == "button" for tag, _ in read.found)


def test_sources_are_tabs_in_the_order_of_the_citations() -> None:
    answer = canned("when", ())
    read = Elements(sources(4, shown(answer), fake().document))
    assert [panel["data-numbers"] for panel in read.of_class("panel")] == ["1", "2"]
    assert read.of_class("sources")[0]["data-turn"] == "4"
    assert [tab["aria-selected"] for tab in read.of_class("tab")] == ["true", "false"]


def test_an_abstention_opens_its_closest_passages() -> None:
    assert [citation.number for citation in shown(canned("unknown", ()))] == [1, 2]


def test_origins_count_shared_reports_once() -> None:
    answer = canned("when", ())
    assert origins(answer) == ["Bloomberg"]
    assert origins(replace(answer, origins=())) == ["Bloomberg", "001.txt"]
    assert origins(replace(answer, origins=(Origin(("elsewhere.txt",), "x"),))) == ["Bloomberg", "001.txt"]


def test_an_answer_tells_at_a_glance_how_it_stands() -> None:
    told = ["quoted by the reader", "0.2 s", "2 sources", "1 origin (Bloomberg)"]
    assert standing(canned("when", ())) == told


def test_dates_are_spoken_at_their_own_precision() -> None:
    dates = ["2025-03-30", "2025-03", "2025"]
    assert [spoken_date(date) for date in dates] == ["30 March 2025", "March 2025", "2025"]


@pytest.mark.parametrize("date", ["last Friday", "2025-13-01", "30/3/25"])
def test_other_dates_stand_as_they_came(date: str) -> None:
    assert spoken_date(date) == date


def test_an_attribution_falls_back_to_the_file() -> None:
    bloomberg, other, _ = DOCUMENTS
    assert attribution(cite(bloomberg, "Moscow")) == "Bloomberg · 2025"
    assert attribution(cite(other, "On March 27")) == "001.txt · 30 March 2025"


def test_quotes_are_not_put_in_quotes_twice() -> None:
    assert in_quotes("It was fine.") == "“It was fine.”"
    assert in_quotes("It was “fine”.") == "It was “fine”."


def test_long_quotes_are_cut_at_a_word() -> None:
    assert shortened("one two\nthree, four", 15) == "one two three …"
    assert shortened("one two", 15) == "one two"
