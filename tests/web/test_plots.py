"""Plots say in words what they show, and draw any numbers."""

from __future__ import annotations

import re

import pytest

from tests.web.test_html import Reader
from ui.web.html import Html
from ui.web.plots import WIDTH, Row, bars, distribution, meter, split


def widths(plot: Html) -> list[float]:
    return [float(wide) for wide in re.findall(r'<rect [^>]*width="([\d.]+)"', str(plot))]


def test_a_plot_is_an_image_with_a_name_and_a_description() -> None:
    plot = bars("kinds", "By <kind>", "fact: 100 %", [Row("fact", {"correct": 1.0})])
    read = Reader(str(plot))
    assert ("role", "img") in read.attributes
    assert ("aria-labelledby", "kinds-title kinds-told") in read.attributes
    assert read.tags[:3] == ["svg", "title", "desc"]
    assert read.text.startswith("By <kind>fact: 100 %")


def test_bars_are_as_long_as_their_shares_and_left_out_where_nothing_is_judged() -> None:
    plot = bars("k", "t", "d", [Row("a", {"one": 1.0, "two": 0.5, "three": None, "four": 0.0})])
    full, half = widths(plot)
    assert full == 2 * half


def test_two_counts_share_one_bar() -> None:
    plot = split("s", "t", "d", [Row("a", {"answered": 3, "refused": 1}), Row("b", {"refused": 2, "answered": 0})])
    assert widths(plot) == [0.75 * WIDTH, 0.25 * WIDTH, WIDTH]
    assert "3 answered · 1 refused" in str(plot)


@pytest.mark.parametrize("values", [[], [0.0], [0.2] * 50, [0.001, 900.0], [1e-9, 2e-9]])
def test_times_of_any_size_are_drawn_within_the_plot(values: list[float]) -> None:
    plot = str(distribution("t", "t", "d", values, {"p50 0 s": max(values, default=0.0)}))
    numbers = [float(number) for number in re.findall(r' (?:x|y|x1|x2|width|height)="(-?[\d.]+)"', plot)]
    assert all(0 <= number <= WIDTH for number in numbers)


@pytest.mark.parametrize("share", [-1.0, 0.0, 0.5, 2.0])
def test_a_meter_stays_within_its_ends(share: float) -> None:
    assert all(0 <= wide <= 100 for wide in widths(meter(share, 0.8)))
