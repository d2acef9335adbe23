"""Title, date and publisher: what the text tells, and nothing that it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.documents import date_in_words
from index.metadata import parse_date
from index.reading import to_document

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.mark.parametrize(
    ("file", "title", "date", "publisher"),
    [
        ("000", "Russia says it wants to balance relations with the U.S. and China", "2025", "Bloomberg L.P."),
        ("001", None, None, None),
        ("002", None, "2025-03-30", "hnewswire.com"),
        ("003", None, None, None),
        ("004", None, None, None),
    ],
)
def test_seeds(file: str, title: str | None, date: str | None, publisher: str | None) -> None:
    path = next(SEEDS.glob(f"{file}_*"))
    document = to_document(path.name, path.read_bytes())
    assert (document.title, document.date, document.publisher) == (title, date, publisher)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3/30/25", "2025-03-30"),
        ("30/3/2025", "2025-03-30"),
        ("3/4/25", "2025"),
        ("4/4/25", "2025-04-04"),
        ("March 27, 2025", "2025-03-27"),
        ("27th March 2025", "2025-03-27"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("2025-02-30", None),
        ("March 27", None),
        ("nothing", None),
    ],
)
def test_dates(text: str, found: str | None) -> None:
    assert parse_date(text) == found


@pytest.mark.parametrize(
    ("text", "publisher", "date"),
    [
        ("Copyright 2024 The Daily Example. All rights reserved.", "The Daily Example", "2024"),
        ("PARIS (Reuters) - The vote was close.", "Reuters", None),
        ("MOSCOW, March 3, 2024 - The vote was close.", None, "2024-03-03"),
        ("VELIN, 12 December 2025 (TNA)\n\nThe vote was close.", "TNA", "2025-12-12"),
        ("PORT OSK, November 2 (Sea & World News) - The vote was close.", "Sea & World News", None),
        ("OSK, Norway, 2 May 2024 (NNA) - The vote was close.", "NNA", "2024-05-02"),
        ("Osk, November 2 (after the storm) - The vote was close.", None, None),
        ("The Guardian, 4 April 2025\n\nThe vote was close.", None, "2025-04-04"),
        ("BBC News | 2025-06-01\n\nThe vote was close.", None, "2025-06-01"),
        ("The vote was close on\n4 April 2025 and nobody\nknew it.", None, None),
        ("One.\n\nTwo.\n\nThree.\n\nFour.\n\nOsk Council, 4 April 2025", None, None),
        ("He said the copyright of 2019 was his.", None, None),
        ("The update: in 2019 things changed.\nHe left.", None, None),
        ("Title: A plain tale\nDate: 2020-01-02\nPublisher: Oak Press\n\nOnce upon a time.", "Oak Press", "2020-01-02"),
    ],
)
def test_labels(text: str, publisher: str | None, date: str | None) -> None:
    document = to_document("a.txt", text.encode())
    assert (document.publisher, document.date) == (publisher, date)


def test_a_headline_after_prose_is_no_title() -> None:
    assert to_document("a.txt", b"He spoke at noon.\n\nWhat others read about this today\n").title is None


def test_dates_in_words() -> None:
    assert [date_in_words(d) for d in ("2025-03-30", "2025-03", "2025", None)] == [
        "March 30, 2025", "March 2025", "2025", None,
    ]  # fmt: skip
