"""The view of quality: the last eval's figures, its misses, and nothing of them that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.last import keep, last_file
from eval.runner import Case, Quote, Report
from eval.scores import load_floors
from rag.settings import Settings
from tests.web.browsing import Visit
from tests.web.fakes import FakeCorpus
from tests.web.test_html import Reader
from ui.web.quality import MOST_MISSES, page, shown

HOSTILE = "</span></details><img src=x onerror='window.pwned = true'><script>window.pwned = true</script> ${1} & \u202e"

RIGHT = Case("1", "fact", "Who opened it?", True, True, "Ada. [1]", 0.2, (), 1.0, 1.0, 1.0, 1.0)
MISSED = Case(
    "2", "near_miss", HOSTILE, False, True, f"{HOSTILE} [1]", 0.9, ("answered, though no document tells", HOSTILE),
    exact=1.0, history=((HOSTILE, HOSTILE),), cited=(Quote(f"{HOSTILE}.txt", 0, len(HOSTILE), HOSTILE),),
)  # fmt: skip
WRONG = Case(
    "3", "several", "What of the bridge?", True, False, "The documents do not tell.", 1.4,
    ("refused, though the documents tell",), 0.0, None, 0.0,
    expected=(("late", "delayed"),), evidence=(Quote("a/bridge.txt", 3, 9, "late.."),),
)  # fmt: skip
REPORT = Report("/articles/harbour news", "reader", (RIGHT, MISSED, WRONG), "2026-03-05T10:00:00+00:00")


def text_of(report: Report) -> str:
    return Reader(str(page(report, load_floors()))).text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_figures_stand_against_their_floors() -> None:
    told = text_of(REPORT)
    assert "3 questions with known answers, asked of harbour news on 5 March 2026" in told
    assert "50 %answered correctlyMissed: at least 85 %" in told
    assert "100 %of the quotes are exact to the characterReached: at least 100 %" in told
    assert "50 %of what can be answered is refusedMissed: at most 10 %" in told


def test_a_miss_tells_what_was_expected_given_cited_and_missed() -> None:
    told = text_of(REPORT)
    assert "“late” or “delayed”" in told
    assert "bridge.txt, characters 3–9" in told
    assert "GivenThe documents do not tell.What was missedrefused, though the documents tell" in told
    assert "No answer: the documents do not tell." in told
    assert "Misses (2)" in told


def test_words_of_documents_and_questions_stay_words() -> None:
    read = Reader(str(page(REPORT, load_floors())))
    assert not {"img", "script"} & set(read.tags)
    assert read.text.count(HOSTILE) == 6


def test_a_long_list_of_misses_is_cut_and_says_so() -> None:
    many = replace(REPORT, cases=(WRONG,) * (MOST_MISSES + 1))
    markup = str(page(many, load_floors()))
    assert markup.count("<details") == MOST_MISSES
    assert f"The first {MOST_MISSES} of {MOST_MISSES + 1} are shown" in markup


def test_an_eval_without_misses_or_of_one_kind_is_shown() -> None:
    assert "No question was missed." in text_of(replace(REPORT, cases=(RIGHT,)))
    assert "–" in text_of(replace(REPORT, cases=(replace(MISSED, reasons=()),)))


def test_without_an_eval_the_command_that_makes_one_is_told(tmp_path: Path) -> None:
    told = Reader(str(shown(Path("/my articles"), tmp_path))).text
    assert "Not measured yet" in told
    assert "byline eval --corpus '/my articles'" in told


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"folder": 1, "mode": 2, "cases": [{}]}', "\xff"])
def test_a_damaged_report_is_a_sentence(tmp_path: Path, damage: str) -> None:
    keep(REPORT, tmp_path)
    last_file(tmp_path, Path(REPORT.folder)).write_bytes(damage.encode("latin-1"))
    told = Reader(str(shown(Path(REPORT.folder), tmp_path))).text
    assert "is not a report of byline eval" in told


@pytest.fixture
def kept() -> Iterator[Path]:
    """A report on the fake corpus, where the page looks for it."""
    report = replace(REPORT, folder=str(FakeCorpus.folder))
    data = Settings.load().data
    keep(report, data)
    file = last_file(data, FakeCorpus.folder)
    yield file
    file.unlink(missing_ok=True)


def open_view(view: Page) -> None:
    view.get_by_role("navigation", name="Views").get_by_role("button", name="Quality").click()
    expect(view.get_by_role("heading", name="How well it answers")).to_be_visible()


@pytest.mark.usefixtures("kept")
def test_a_miss_opens_by_keyboard_and_by_click(fake_address: str, visit: Visit) -> None:
    view = visit(fake_address)
    open_view(view)
    first, second = view.locator("#quality summary").all()
    first.focus()
    view.keyboard.press("Enter")
    expect(view.locator("#quality details").first).to_have_attribute("open", "")
    expect(view.locator("#quality details").first).to_contain_text("What was missed")
    second.click()
    expect(view.get_by_text("“late” or “delayed”")).to_be_visible()


@pytest.mark.usefixtures("kept")
def test_hostile_words_are_shown_and_do_nothing(fake_address: str, visit: Visit) -> None:
    view = visit(fake_address)
    open_view(view)
    view.locator("#quality summary").first.click()
    expect(view.locator("#quality .given").first).to_have_text(f"{HOSTILE} [1]")
    assert view.evaluate("window.pwned") is None
    assert view.locator("#quality img").count() == 0


@pytest.mark.usefixtures("kept")
def test_every_plot_has_a_name_and_a_description(fake_address: str, visit: Visit) -> None:
    view = visit(fake_address)
    open_view(view)
    names = [
        "Correct answers, precision and recall of citations by kind of question",
        "Questions answered and refused",
        "Seconds from question to answer",
    ]
    for name in names:
        plot = view.get_by_role("img", name=re.compile(name))
        expect(plot).to_be_visible()
        described = plot.evaluate(
            "e => document.getElementById(e.getAttribute('aria-labelledby').split(' ')[1]).textContent"
        )
        assert re.search(r"\d", described)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_without_scrolling_sideways(fake_address: str, visit: Visit, scheme: str) -> None:
    view = visit(fake_address, width=360, scheme="dark" if scheme == "dark" else "light")
    open_view(view)
    wide = view.locator("#quality").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide[0] <= wide[1]
    # A plot's words, which are drawn on 360 units, are at least 9 pixels tall on so narrow a screen.
    scale = view.locator("#quality .plot").first.evaluate("e => e.getBoundingClientRect().width / 360")
    assert 11.5 * scale >= 9


def test_an_eval_that_ends_later_is_there_when_the_view_is_opened_again(
    fake_address: str, visit: Visit, kept: Path
) -> None:
    kept.rename(kept.with_suffix(".later"))
    view = visit(f"{fake_address}/#quality")
    expect(view.get_by_role("heading", name="Not measured yet")).to_be_visible()
    kept.with_suffix(".later").rename(kept)
    view.get_by_role("button", name="Chat").click()
    open_view(view)
