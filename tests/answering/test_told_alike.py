"""Two files that tell one thing alike but for the answer disagree; those that agree in other words do not."""

from __future__ import annotations

import pytest

from index.documents import Document
from rag.conflicts import groups_in_conflict
from rag.reader.interface import Finding
from rag.reader.questions import AnswerType, QuestionKind
from rag.told_alike import alike_but_for_answer, contradict

PERSON, TIME, OTHER = (QuestionKind(kind, False, "") for kind in ("person", "time", "other"))
Told = tuple[str, str] | tuple[str, str, str]


def finding(source: str, told: Told, probability: float = 0.5, around: str = "") -> Finding:
    """A sentence, what is marked in it, and the day on which its file came out."""
    text, highlight, day = (*told, None) if len(told) == 2 else told
    at = text.index(highlight)
    return Finding(Document(source, text + around, date=day), 0, 0, len(text), at, at + len(highlight), probability)


WON = ("Ida Bruun won the chess cup of Osk in 2018.", "Ida Bruun")
OTHER_WON = ("Carl Holm won the chess cup of Osk in 2018.", "Carl Holm")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WON, OTHER_WON),
        (
            ("The yard was founded in March 2015 by Ida Bruun.", "March 2015"),
            ("The yard was founded in March 2005 by Ida Bruun.", "March 2005"),
        ),
        (
            ("The cup of Osk was held on May 8, 2020.", "May 8"),
            ("The cup of Osk was held on November 18, 2020.", "November 18"),
        ),
        (
            ("Ida Bruun won it in 2018.", "Ida Bruun", "2019-01-05"),
            ("Carl Holm won it in 2018.", "Carl Holm", "2020-03-02"),
        ),
        (
            ("Ida Bruun opened the yard.", "Ida Bruun", "2019-01-05"),
            ("Carl Holm opened the yard.", "Carl Holm", "2019-01-06"),
        ),
        (("The cup will be held in Osk in June.", "Osk"), ("The cup will be held in Rye in June.", "Rye")),
        (("The board's head, Ida Bruun, opened it.", "Bruun"), ("The board's head, Carl Holm, opened it.", "Holm")),
    ],
)
def test_other_answers_in_the_same_words(one: Told, other: Told) -> None:
    pair = finding("a.txt", one), finding("b.txt", other)
    assert alike_but_for_answer(*pair) and alike_but_for_answer(*reversed(pair))
    assert contradict(*pair) and contradict(*reversed(pair))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WON, WON),
        (WON, ("Carl Holm won the chess cup of Osk in 2019.", "Carl Holm")),
        (WON, ("Carl Holm never won the chess cup of Osk in 2018.", "Carl Holm")),
        (("Ida Bruun is the mayor of Osk.", "Ida Bruun"), ("Carl Holm is the former mayor of Osk.", "Carl Holm")),
        (("Ida Bruun won the women's race.", "Ida Bruun"), ("Carl Holm won the men's race.", "Carl Holm")),
        (
            ("Mayor Bruun opened the harbour of Osk.", "Mayor Bruun"),
            ("Ida Bruun opened the harbour of Osk.", "Ida Bruun"),
        ),
        (("J.K. Rowling wrote the book.", "J.K. Rowling"), ("JK Rowling wrote the book.", "JK Rowling")),
        (
            ("It was found by NASA in May.", "NASA"),
            (
                "It was found by the National Aeronautics and Space Administration in May.",
                "National Aeronautics and Space Administration",
            ),
        ),
        (
            ("Firefighters rescued the cat from the roof.", "Firefighters"),
            ("Firemen rescued the cat from the roof.", "Firemen"),
        ),
        (
            ("Twelve ships lay in the harbour of Osk.", "Twelve ships"),
            ("12 ships lay in the harbour of Osk.", "12 ships"),
        ),
        (("The treaty was signed in Milan by both.", "Milan"), ("The treaty was signed in Italy by both.", "Italy")),
        (
            ("The plan of Osk is due on Thursday.", "Thursday", "2025-03-25"),
            ("The plan of Osk is due on March 27.", "March 27", "2025-03-25"),
        ),
        (
            ("The yard was founded in the 1990s by Bruun.", "the 1990s"),
            ("The yard was founded in 1995 by Bruun.", "1995"),
        ),
        (("The yard was founded in May by Bruun.", "May"), ("The yard was founded in 2015 by Bruun.", "2015")),
        (
            ("Ida Bruun won the cup on Sunday.", "Ida Bruun", "2018-05-06"),
            ("Carl Holm won the cup on Sunday.", "Carl Holm", "2019-05-05"),
        ),
        (
            ("Ida Bruun chaired the meeting of the board.", "Ida Bruun", "2025-03-04"),
            ("Carl Holm chaired the meeting of the board.", "Carl Holm", "2025-03-11"),
        ),
        (
            ("The board met on 4 March 2025 in the hall.", "4 March 2025", "2025-03-05"),
            ("The board met on 11 March 2025 in the hall.", "11 March 2025", "2025-03-12"),
        ),
        (
            ("Ida Bruun won the run before 20000 fans.", "Ida Bruun", "2023-06-05"),
            ("Carl Holm won the run before 20000 fans.", "Carl Holm", "2024-06-03"),
        ),
        (
            ("Ida Bruun won the cup on Sunday.", "Ida Bruun", "2018"),
            ("Carl Holm won the cup on Sunday.", "Carl Holm", "2019"),
        ),
    ],
)
def test_no_other_answers(one: Told, other: Told) -> None:
    pair = finding("a.txt", one), finding("b.txt", other)
    assert not alike_but_for_answer(*pair) and not alike_but_for_answer(*reversed(pair))


def test_one_file_does_not_disagree_with_itself() -> None:
    assert not alike_but_for_answer(finding("a.txt", WON), finding("a.txt", OTHER_WON))


def test_a_firm_that_opens_a_sentence_is_a_name_where_the_text_has_it_elsewhere() -> None:
    sides = ("Apple bought the yard.", "Apple"), ("Google bought the yard.", "Google")
    alone = finding("a.txt", sides[0]), finding("b.txt", sides[1])
    told = (
        finding("a.txt", sides[0], around=" It is now run by Apple."),
        finding("b.txt", sides[1], around=" So says Google."),
    )
    assert not alike_but_for_answer(*alone) and alike_but_for_answer(*told)


@pytest.mark.parametrize(
    ("one", "other", "cannot"),
    [
        (("Ida Bruun opened it.", "Ida Bruun"), ("The mayor, Bruun, opened it.", "Bruun"), False),
        (("Ida Bruun opened it.", "Ida Bruun"), ("The mayor opened it.", "The mayor"), False),
        (("Ida Bruun opened it at noon.", "Ida Bruun"), ("It was Carl Holm who opened it.", "Carl Holm"), True),
        # What is marked is the same, and yet another town is told.
        (
            ("The cup will be played in the Old Hall in Osk, Norway.", "Old Hall"),
            ("The cup will be played in the Old Hall in Rye, Kent.", "Old Hall"),
            True,
        ),
        (("The cup is in the Old Hall in Osk.", "Hall"), ("In Osk the cup is in the Old Hall.", "Hall"), False),
        (
            ("“We won,” Ida Bruun of Osk said on Monday.", "won"),
            ("They had won, Carl Holm told reporters.", "won"),
            False,
        ),
        (("It rose from 18 to 22 million in Osk.", "18"), ("It rose from 18 to 22 million in Osk.", "22"), False),
        (
            ("Bruun spoke in Osk on Thursday.", "Thursday", "2025-03-28"),
            ("Bruun spoke in Osk on March 27.", "March 27", "2025-03-28"),
            False,
        ),
        (
            ("Bruun spoke in Osk on Friday.", "Friday", "2025-03-28"),
            ("Bruun spoke in Osk on March 27.", "March 27", "2025-03-28"),
            True,
        ),
        (("It was signed in Milan by both.", "Milan"), ("It was signed in Italy by both.", "Italy"), False),
        (("Ida Bruun beat Carl Holm.", "Ida Bruun"), ("Carl Holm beat Ida Bruun.", "Carl Holm"), True),
        (("Bruun and Holm met.", "Bruun"), ("Holm and Bruun met.", "Holm"), False),
        (("Meanwhile the board of Osk met.", "board"), ("Yesterday the board of Osk met.", "board"), False),
    ],
)
def test_sentences_that_cannot_say_the_same(one: Told, other: Told, cannot: bool) -> None:
    pair = finding("a.txt", one), finding("b.txt", other)
    assert contradict(*pair) is cannot
    assert contradict(*reversed(pair)) is cannot


def test_the_pair_told_alike_comes_before_others_that_answer_as_it_does() -> None:
    best = finding("a.txt", ("Everybody knows that Ida Bruun was last year's champion.", "Ida Bruun"), 0.6)
    one, other = finding("b.txt", WON), finding("c.txt", OTHER_WON)
    stranger = finding("d.txt", ("Eva Lind is the champion, all say.", "Eva Lind"), 0.6)
    assert groups_in_conflict(PERSON, [best, other, one]) == [[one, best], [other]]
    assert groups_in_conflict(PERSON, [stranger, other, one]) == []


def test_what_reads_half_as_well_as_the_best_does_not_disagree_with_it() -> None:
    best, other = finding("a.txt", WON, 0.9), finding("b.txt", OTHER_WON, 0.4)
    assert groups_in_conflict(PERSON, [best, other]) == []


def test_three_answers_are_three_sides() -> None:
    third = finding("c.txt", ("Eva Lind won the chess cup of Osk in 2018.", "Eva Lind"))
    one, other = finding("a.txt", WON), finding("b.txt", OTHER_WON)
    assert groups_in_conflict(PERSON, [one, other, third]) == [[one], [other], [third]]


@pytest.mark.parametrize("kind", ["reason", "quote", "yes-no", "identity"])
def test_clauses_are_not_compared(kind: AnswerType) -> None:
    pair = [finding("a.txt", WON), finding("b.txt", OTHER_WON)]
    assert groups_in_conflict(QuestionKind(kind, False, ""), pair) == []
    assert groups_in_conflict(QuestionKind("person", True, ""), pair) == []
    assert groups_in_conflict(PERSON, []) == []
