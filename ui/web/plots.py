"""Plots as inline SVG with the same words for who cannot see them. Colours and type are the stylesheet's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ui.web.html import Attributes, Html, element

# All plots are drawn on so many units and shown about as wide in pixels, so that their words stay readable on a phone.
WIDTH = 360

_LABELS = 88
_ROW = 26
_BAR = 5
_AXIS = 20
_BINS = 16


@dataclass(frozen=True, slots=True)
class Row:
    """A label with a value for each series, by its name; None where there is nothing to judge."""

    label: str
    values: Mapping[str, float | None]


def bars(name: str, title: str, told: str, rows: Sequence[Row]) -> Html:
    """Shares between 0 and 1 as thin bars, those of a row below each other in the order of its series."""
    height = _ROW * len(rows) + _AXIS
    shapes = [*_grid(height - _AXIS), *(shape for place, row in enumerate(rows) for shape in _bars_of(place, row))]
    return _plot(name, title, told, height, shapes)


def split(name: str, title: str, told: str, rows: Sequence[Row]) -> Html:
    """Two counts as one bar a row with the counts above it; the first is the one that is to be large."""
    height = 2 * _ROW * len(rows)
    return _plot(name, title, told, height, [s for place, row in enumerate(rows) for s in _split_of(place, row)])


def distribution(name: str, title: str, told: str, values: Sequence[float], marks: Mapping[str, float]) -> Html:
    """How often values of each size come, as columns over an axis from 0, with a line at each of `marks`."""
    top, bottom = 34, 140
    most = max(values, default=0.0) or 1.0
    counts = _counted(values, most)
    wide = WIDTH / _BINS
    tall = (bottom - top) / max(*counts, 1)
    columns = [
        _rect("column", place * wide + 1, bottom - count * tall, wide - 2, count * tall)
        for place, count in enumerate(counts)
        if count
    ]
    lines = [shape for line, mark in enumerate(marks.items()) for shape in _mark(*mark, line, most, bottom)]
    ends = [_text(f"{0:g} s", 0, bottom + 14), _text(f"{most:.2g} s", WIDTH, bottom + 14, "end")]
    return _plot(name, title, told, bottom + _AXIS, [_line("axis", 0, bottom, WIDTH, bottom), *columns, *lines, *ends])


def meter(share: float, floor: float | None) -> Html:
    """A share between 0 and 1 as a bar, with a mark at its floor; the figure beside it says the same in words."""
    reached = _rect("reached", 0, 3, 100 * min(1.0, max(0.0, share)), 4)
    limit = [] if floor is None else [_line("floor", 100 * floor, 0, 100 * floor, 10)]
    attributes: Attributes = {
        "class": "meter", "viewBox": "0 0 100 10", "aria-hidden": "true", "preserveAspectRatio": "none",
    }  # fmt: skip
    return element("svg", attributes, _rect("whole", 0, 3, 100, 4), reached, *limit)


def _plot(name: str, title: str, told: str, height: int, shapes: Sequence[Html]) -> Html:
    attributes: Attributes = {
        "class": "plot",
        "role": "img",
        "viewBox": f"0 0 {WIDTH} {height}",
        "aria-labelledby": f"{name}-title {name}-told",
    }
    heading = element("title", {"id": f"{name}-title"}, title)
    return element("svg", attributes, heading, element("desc", {"id": f"{name}-told"}, told), *shapes)


def _grid(height: int) -> list[Html]:
    wide = WIDTH - _LABELS
    shapes = []
    for share in (0.0, 0.5, 1.0):
        x = _LABELS + share * wide
        shapes.append(_line("axis" if not share else "grid", x, 0, x, height))
        shapes.append(_text(f"{share:.0%}", x, height + 14, {0.0: "start", 0.5: "middle", 1.0: "end"}[share]))
    return shapes


def _bars_of(place: int, row: Row) -> list[Html]:
    top = place * _ROW + 4
    drawn = [
        _rect(name, _LABELS, top + line * (_BAR + 1), (value or 0.0) * (WIDTH - _LABELS), _BAR)
        for line, (name, value) in enumerate(row.values.items())
        if value
    ]
    return [_text(row.label, _LABELS - 8, top + 13, "end"), *drawn]


def _split_of(place: int, row: Row) -> list[Html]:
    top = 2 * place * _ROW
    counts = {name: value or 0.0 for name, value in row.values.items()}
    whole = sum(counts.values()) or 1.0
    ends = [0.0]
    for count in counts.values():
        ends.append(ends[-1] + count / whole * WIDTH)
    parts = [
        _rect(name, start, top + 18, end - start, 14)
        for name, (start, end) in zip(("right", "wrong"), pairwise(ends), strict=True)
        if end > start
    ]
    said = " · ".join(f"{count:g} {name}" for name, count in counts.items())
    return [_text(row.label, 0, top + 12), _text(said, WIDTH, top + 12, "end"), *parts]


def _counted(values: Sequence[float], most: float) -> list[int]:
    counts = [0] * _BINS
    for value in values:
        counts[min(_BINS - 1, int(value / most * _BINS))] += 1
    return counts


def _mark(label: str, value: float, line: int, most: float, bottom: int) -> list[Html]:
    """A line with its label, each label on a line of its own, beside the line where there is room for it."""
    x = value / most * WIDTH
    side, shift = ("end", -5) if x > WIDTH / 2 else ("start", 5)
    return [_line("mark", x, 2 + 15 * line, x, bottom), _text(label, x + shift, 12 + 15 * line, side)]


def _rect(name: str, x: float, y: float, width: float, height: float) -> Html:
    return element(
        "rect", {"class": name, "x": f"{x:.1f}", "y": f"{y:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}
    )


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> Html:
    return element("line", {"class": name, "x1": f"{x1:.1f}", "y1": f"{y1:.1f}", "x2": f"{x2:.1f}", "y2": f"{y2:.1f}"})


def _text(words: str, x: float, y: float, anchor: str = "start") -> Html:
    return element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}, words)
