"""Two values are compared in one form: other units, words, days and parts of names are no other values."""

from __future__ import annotations

import pytest

from index.documents import Document
from rag.reader.interface import Finding
from rag.reader.questions import AnswerType
from rag.values import differ, given_by


def verdict(
    asked: AnswerType, one: str, other: str, dates: tuple[str | None, str | None] = (None, None)
) -> bool | None:
    """Of two sentences, in each of which the words marked stand between brackets."""
    return differ(asked, *(given_by(_marked(text, day)) for text, day in zip((one, other), dates, strict=True)))


def _marked(text: str, day: str | None) -> Finding:
    before, marked, after = text.replace("]", "[").split("[")
    whole = before + marked + after
    end = len(before) + len(marked)
    return Finding(Document("a.txt", whole, date=day), 0, 0, len(whole), len(before), end, 0.5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("They want [three dollars and a half] the day.", "They wanted [$3.50] a day."),
        ("Insured up to [a quarter of a million dollars].", "Insured up to [$250,000]."),
        ("Sentenced to [forty months].", "A term of [three years] and four months."),
        ("[180 m] of piling goes in.", "It has [180 metres] of piling."),
        ("It has raised Rs [210 crore].", "It has raised [2.1 billion rupees]."),
        ("They worked [about 900 feet] down.", "It fell 895 feet down, [895 feet]."),
        ("Refunds of just under [£42,000].", "The sum is [£41,730]."),
        ("More than [four inches] of rain fell.", "[112 mm] fell."),
        ("[Half] of the money is lost.", "[50 per cent] of it is lost."),
        ("It threw [three litres] of water a second.", "It gives [180 litres] a minute."),
        ("As far as [60 miles].", "Up to about [97 kilometers]."),
        ("[Forty-one] homes were flooded and a further 17 up the valley.", "At Ash Magna, [17] dwellings."),
        ("Each gets [500 pounds].", "A grant of [£500] is paid."),
        ("It holds [12,043] seats.", "It holds some [12,000] seats."),
    ],
)
def test_one_amount_in_two_forms(one: str, other: str) -> None:
    assert verdict("number", one, other) is False and verdict("number", other, one) is False
    assert verdict("other", one, other) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It is valued at [€3.4 million].", "It will come in at [€3.9m], 75 per cent of it from the state."),
        ("It will cost [5.1 million pounds], not 4.2 million.", "The work will cost [4.2 million pounds]."),
        ("Passed by [7 votes to 4].", "Decided by [eight votes to five]."),
        ("[47 people] died.", "[Sixty-one people] lost their lives."),
        ("The gauge peaked at [4.82 metres].", "It stood at [5.1 metres]."),
        ("It lasted [three years].", "It lasted [forty months]."),
    ],
)
def test_two_amounts(one: str, other: str) -> None:
    assert verdict("number", one, other) is True and verdict("number", other, one) is True


@pytest.mark.parametrize(
    ("asked", "one", "other"),
    [
        ("number", "About [140] homes were hit.", "Of these, [39] were lost."),
        ("number", "It has [83] whales.", "Then [six] of them died."),
        ("number", "It is [24] years old.", "It is [4.82 metres] high."),
        ("time", "It was [yesterday].", "It was on [Wednesday 5 June]."),
        ("time", "It was on [Tuesday].", "It was [after lunch]."),
        ("person", "It was [a militiaman].", "It was [Amos Treadwell]."),
        ("reason", "Because of [storms].", "Because of [the dredging in 2021]."),
        ("yes-no", "[No] boat was lost.", "[Two boats] were lost."),
    ],
)
def test_what_cannot_be_compared(asked: AnswerType, one: str, other: str) -> None:
    assert verdict(asked, one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Closed until [2 June].", "Closed until [18 May].", True),
        ("On [17 April].", "On [Monday 17 April].", False),
        ("[17 April] is the day.", "It is on a [Tuesday], 18 April.", True),
        ("In [1809].", "In [1813].", True),
        ("In [May 2023].", "On [3 May].", False),
        ("At [half past five] in the morning.", "At [05.35 hrs].", False),
        ("At [half past five].", "At [03.15 hrs].", True),
        ("At [a quarter past three].", "At [3.15 a.m.].", False),
        ("Shortly after [noon].", "At [12:10 p.m.].", False),
        ("It leaves at [7.40].", "It leaves at [8.20 am].", True),
        ("Gates at [eleven].", "From [11 o'clock].", False),
    ],
)
def test_days_and_hours(one: str, other: str, differs: bool) -> None:
    assert verdict("time", one, other) is differs and verdict("time", other, one) is differs


def test_a_day_is_completed_by_the_date_of_its_document() -> None:
    dates = ("2024-06-06", None)
    assert verdict("time", "Sent down [yesterday].", "Sent down on [5 June].", dates) is False
    assert verdict("time", "Sent down [yesterday].", "Sent down on [4 June].", dates) is True
    assert verdict("time", "On [Thursday].", "On [6 June].", (None, "2024-06-10")) is False
    assert verdict("time", "On [Friday].", "On [6 June].", (None, "2024-06-10")) is True


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("[Dr Ana Ruiz] led it.", "[Ruiz] led it.", False),
        ("[Captain Rob Hinchey] flew.", "[Captain Lena Duarte] flew.", True),
        ("[Sunflower National Bank] has it.", "[Republic Plains Bank] has it.", True),
        ("The [Danube Transport Agency] says so.", "The [DTA] says so.", False),
        ("[Alexei Overchuk] spoke.", "[Alexey Overchuk] spoke.", False),
        ("[Elizabeth Shaw] won.", "[E. M. Shaw] won.", False),
        ("[Ana Ruiz] led it.", "[Pedro Ruiz] led it.", True),
    ],
)
def test_names(one: str, other: str, differs: bool) -> None:
    assert verdict("person", one, other) is differs and verdict("person", other, one) is differs


def test_names_that_both_sentences_have_are_no_two_answers() -> None:
    """Which of the names the reader marked tells nothing where each sentence has both."""
    one, other = "It would weigh ties with [Osterby] against Vesk.", "It weighs Osterby against ties with [Vesk]."
    assert verdict("other", one, other) is False
    assert verdict("other", one, "It would weigh ties with [Norland].") is True


@pytest.mark.parametrize("text", ["[]", "[,]", "At [31 February 2025].", "[9" + "9" * 400 + "]", "[½]", "[1,2,3.4.5]"])
def test_nothing_breaks_on_what_is_no_value(text: str) -> None:
    for asked in ("number", "time", "person", "other"):
        verdict(asked, text, "On [3 May 2025] Ida paid [5] euros.".replace("[3 May 2025]", "3 May 2025"))
