"""What people put around a question changes nothing about its answer."""

from __future__ import annotations

import pytest

from rag import Corpus
from rag.courtesies import without_courtesies

ASKED = "What did Overchuk say about BRICS?"


@pytest.mark.parametrize(
    "question",
    [
        f"{ASKED} Please.",
        f"{ASKED} Thanks in advance!",
        f"{ASKED} Thank you, Byline!",
        f"{ASKED} It's for a report I'm writing.",
        f"{ASKED} My teacher wants to know.",
        f"Hello Byline! {ASKED}",
        f"Thanks, that was quick. {ASKED}",
        f"Please tell me: {ASKED}",
        f"Could you please let me know – {ASKED} Thank you so much!",
        f"I have a quick question: {ASKED}",
        f"My sister and I disagree about this: {ASKED[0].lower()}{ASKED[1:]}",
        f"This may sound odd, but {ASKED[0].lower()}{ASKED[1:]}",
        "Sorry to bother you again, what did Overchuk say about BRICS?",
        "What did Overchuk say about BRICS, please?",
        "What did Overchuk say about BRICS, if you don't mind me asking?",
        "Hey there, I'd like to know what did Overchuk say about BRICS, pls?",
    ],
)
def test_the_question_itself_is_left(question: str) -> None:
    assert without_courtesies(question) == ASKED


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Could you list the people who spoke, please", "List the people who spoke"),
        ("Do you know when the visit was announced?", "When the visit was announced?"),
        ("Good morning. I was wondering whether he resigned.", "Is it true that he resigned."),
        ("hi can you tell me who resigned", "Who resigned"),
        ("Would you happen to know when he resigned?", "When he resigned?"),
        ("hey, whats the festival director called? ta", "What's the festival director called?"),
        ("Wheres the festival held", "Where's the festival held"),
        ("Whys and hows?", "Whys and hows?"),
        ("I'd be grateful if you could check if she resigned", "Is it true that she resigned"),
    ],
)
def test_a_request_is_left_as_the_question_it_holds(question: str, left: str) -> None:
    assert without_courtesies(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "Whom does Putin want to please?",
        "Who said please?",
        "Who said thank you?",
        "Why did he say “many thanks”?",
        "Did he say: thanks to China?",
        "What does Hello Kitty cost?",
        "Hello Kitty costs what?",
        "“Please Please Me” came out when?",
        "Hello, Goodbye: who wrote it?",
        "Hi-Fi systems: who makes them?",
        "Who wrote the song Please, Please, Please?",
        "Will anyone show up at the hearing?",
        "Great Britain did what?",
        "According to the report, how many died?",
        "After the vote, who resigned?",
        "“I want peace.” Who said so?",
        "He resigned. Why?",
        "It rained in Osk, but did they play?",
        "I read that somebody named an enormous amount. How much was it?",
        "My neighbour Bruun resigned. Why?",
        "If Russia joins, what happens?",
        "And in 2024?",
        "Tell me about Overchuk.",
        "Can you say that Russia can join?",
        "Do you know Ushakov?",
        "Please",
        "Thanks!",
        "What did the articles say about the question whether he knew?",
        "",
        "?",
    ],
)
def test_what_is_asked_for_is_not_taken_for_a_courtesy(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize("piece", ["please ", "Hi! ", "It's for me. "])
def test_what_is_said_over_and_over_is_stripped_all(piece: str) -> None:
    assert without_courtesies(piece * 200 + ASKED) == ASKED


@pytest.mark.parametrize("form", ["{} Please.", "Hi! Could you tell me: {} Many thanks!", "I would like to know: {}"])
def test_the_answer_is_that_of_the_bare_question(seeds_corpus: Corpus, form: str) -> None:
    bare, polite = seeds_corpus.answer(ASKED), seeds_corpus.answer(form.format(ASKED))
    assert bare.answered
    assert polite.text == bare.text
    assert polite.question == form.format(ASKED)


def test_earlier_questions_are_bare_too(seeds_corpus: Corpus) -> None:
    turn = ("Hi, I would like to know how much trade Putin expects in 2023. Thanks!", "It will grow.")
    assert (
        seeds_corpus.answer("And what did Overchuk say about it?", [turn]).text
        == seeds_corpus.answer(
            "And what did Overchuk say about it?", [("How much trade Putin expects in 2023.", turn[1])]
        ).text
    )


def test_whether_is_asked_for_yes_or_no(seeds_corpus: Corpus) -> None:
    answer = seeds_corpus.answer("Could you tell me whether Overchuk spoke at the Boao Forum?")
    assert "Boao" in answer.text and answer.answered
