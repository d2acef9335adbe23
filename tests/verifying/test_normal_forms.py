"""Numbers, dates and names in all the ways in which they are written."""

from __future__ import annotations

import pytest

from rag.names import Term, mentions, same_name
from rag.verifying import dates, quantities
from rag.verifying.naming import Named


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("100%", "100 percent"),
        ("100 per cent", "a hundred per cent"),
        ("$220-230 billion", "220 to 230 billion dollars"),
        ("between 220 and 230 billion dollars", "$220–230bn"),
        ("1,000", "one thousand"),
        ("1000 tonnes", "1,000 tonnes"),
        ("2.5 million", "2,500,000"),
        ("€3.4bn", "3.4 billion euros"),
        ("half a million", "500,000"),
        ("250 thousand", "two hundred and fifty thousand"),
        ("twice", "two times"),
        ("the 3rd", "the third"),
        ("the twenty-second", "the 22nd"),
        ("at 5.30 pm", "at 17:30"),
        ("in 2010", "in 2010-2013"),
        ("at least $220 billion", "$220-230 billion"),
        ("rose to 10 million", "rose from 5 to 10 million"),
        ("220 to 230", "from 220 to 230"),
    ],
)
def test_the_same_quantity_in_other_words(claim: str, evidence: str) -> None:
    given = quantities.quantities_in(evidence)
    assert quantities.quantities_in(claim)
    assert all(quantities.said(quantity, given) for quantity in quantities.quantities_in(claim))


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("30%", "30 people"),
        ("$5", "€5"),
        ("5 million", "5 billion"),
        ("$220 billion", "$220-230 billion"),
        ("-5 degrees", "5 degrees"),
        ("the 1990s", "1990"),
        ("the 3rd", "3"),
        ("at 5 pm", "at 5 am"),
        ("1.50", "1,50"),
        ("123456789012345678901234567890123456", "123456789012345678901234567890123457"),
    ],
)
def test_another_quantity(claim: str, evidence: str) -> None:
    given = quantities.quantities_in(evidence)
    assert not all(quantities.said(quantity, given) for quantity in quantities.quantities_in(claim))


@pytest.mark.parametrize("text", ["one of them", "a book", "an hour ago", "G20", "COVID", "MP3", "the other one"])
def test_no_quantity(text: str) -> None:
    assert quantities.quantities_in(text) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "published"),
    [
        ("27 March 2025", "on March 27", "2025-03-30"),
        ("March 27", "27 March 2025", None),
        ("the 27th.", "on March 27", None),
        ("March 27, 2025", "on the 27th.", "2025-03-30"),
        ("Friday", "on March 28", "2025-03-30"),
        ("March 28", "on Friday", "2025-03-30"),
        ("28 March 2025", "on Friday, March 28", "2025"),
        ("2025-03-27", "27 Mar. 2025", None),
        ("3/4/2025", "4 March 2025", None),
        ("May 16", "May 16 and 17", None),
        ("17 May", "between May 16 and 17", None),
        ("in February 2022", "in early February 2022", None),
        ("April 4", "will meet on Friday", "2025-03-30"),
    ],
)
def test_the_same_day_in_other_words(claim: str, evidence: str, published: str | None) -> None:
    assert _said(claim, evidence, published)


@pytest.mark.parametrize(
    ("claim", "evidence", "published"),
    [
        ("27 March 2024", "on March 27", "2025-03-30"),
        ("27 March 2025", "on March 27", None),
        ("March 28", "on March 27", "2025-03-30"),
        ("Thursday", "on March 28", "2025-03-30"),
        ("March 27", "on Friday", "2025-03-30"),
        ("in March 2021", "in March 2022", None),
        ("April 4", "met on Friday", "2025-03-30"),
        ("31 February 2024", "March 2, 2024", None),
    ],
)
def test_another_day(claim: str, evidence: str, published: str | None) -> None:
    assert not _said(claim, evidence, published)


@pytest.mark.parametrize("text", ["He may march.", "It may be.", "version 1.2.3", "300 May", "in marching order"])
def test_no_date(text: str) -> None:
    assert dates.dates_in(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexei", "Alexey"),
        ("Aleksey", "Alexei"),
        ("Zelensky", "Zelenskyy"),
        ("Mohammed", "Muhammad"),
        ("US", "United States"),
        ("U.S.", "American"),
        ("Malaysian", "Malaysia"),
        ("Putin’s", "Putin"),
    ],
)
def test_the_same_name_spelt_otherwise(one: str, other: str) -> None:
    assert same_name(one, other) and same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Austria", "Australia"), ("Johnson", "Johnston"), ("Iran", "Iraq"), ("Slovakia", "Slovenia"), ("Marta", "Maria")],
)
def test_another_name(one: str, other: str) -> None:
    assert not same_name(one, other) and not same_name(other, one)
    assert not mentions(f"They met in {one} on Friday.", Term(other, other.lower()))


def test_initials_stand_for_a_name_of_several_words() -> None:
    assert "IMF" in Named.of("The International Monetary Fund met.")
    assert "BoE" not in Named.of("The Bank of England met.")
    assert "WTO" not in Named.of("The International Monetary Fund met.")


def _said(claim: str, evidence: str, published: str | None) -> bool:
    given = [day for _, day in dates.dates_in(evidence)]
    wanted = [day for _, day in dates.dates_in(claim)]
    assert wanted
    # a date of two readings is given when one of them is
    return any(dates.said(day, given, published, evidence) for day in wanted)
