"""What is read out of words by rule: kinds of question, spelling, names, speakers, origins, conflicts."""

from __future__ import annotations

import pytest

from index.documents import Document
from index.sentences import split_sentences
from rag.conflicts import groups_in_conflict
from rag.names import mentions, names_in, numbers_in
from rag.occasions import day_named
from rag.origins import origins_of
from rag.reader.interface import Finding
from rag.reader.questions import QuestionKind, analyse, fits
from rag.reader.speech import asked_speaker, said_about
from rag.speakers import is_of_nobody_named, speaker_of
from rag.spelling import Speller, slips


@pytest.mark.parametrize(
    ("question", "answer_type", "several"),
    [
        ("When did he speak?", "time", False),
        ("In what year did who win?", "year", False),
        ("What is the force called when two forces act?", "other", False),
        ("Who is Ida Bruun?", "identity", False),
        ("How many ships came?", "number", False),
        ("What was the harbour's revenue in 1931?", "number", False),
        ("What is the town's growth rate?", "number", False),
        ("What is a birth rate?", "other", False),
        ("What will the new harbour cost?", "number", False),
        ("What is the unit of length?", "other", False),
        ("What was the reason for the price of oil?", "other", False),
        ("What are prime numbers?", "other", False),
        ("In which century was it built?", "time", False),
        ("What exactly did she say?", "quote", False),
        ("Did she agree?", "yes-no", False),
        ("What do the articles say about ships?", "other", True),
        ("Compare the two on trade.", "other", True),
        ("Where is the harbour mentioned?", "place", True),
        ("Is it growing, or is it shrinking?", "yes-no", True),
    ],
)
def test_kinds_of_questions(question: str, answer_type: str, several: bool) -> None:
    kind = analyse(question)
    assert (kind.answer_type, kind.several) == (answer_type, several)


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("What do the articles say about Western sanctions?", "Western sanctions?"),
        ("Which articles mention Xinhua?", "Xinhua?"),
        ("Where is the harbour mentioned?", "the harbour?"),
        ("What is said about NATO in these articles?", "What is said about NATO?"),
        ("Summarise the articles.", "the articles."),
        ("When did he speak?", "When did he speak?"),
    ],
)
def test_the_frame_is_left_out(question: str, focus: str) -> None:
    assert analyse(question).focus == focus


@pytest.mark.parametrize(
    ("question", "text", "fitting"),
    [
        ("How many ships came?", "The two navies met.", False),
        ("How many ships came?", "Seven ships came.", True),
        ("How many of the 30 ships came?", "All 30 came.", False),
        ("How old is Bruun?", "Bruun has 41 ships.", False),
        ("How old is Bruun?", "Bruun, 41, has ships.", True),
        ("How long will the strike last?", "The strike of 41 dockers will last until the harbour pays.", True),
        ("How long will the strike last?", "The strike is of 41 dockers.", False),
        ("How much did the harbour cost?", "The harbour has nine ships.", False),
        ("How much did the harbour cost?", "The harbour cost 41 million.", True),
        ("What exactly did she say?", "She spoke of “hope”.", False),
        ("What exactly did she say?", "“We shall never give up the harbour,” she said.", True),
        ("Which phrase did she use, verbatim?", "She spoke of “hope”.", True),
        ("How did she put it?", "She spoke of hope.", False),
        ("When will Bruun visit Osk?", "On the eve of the visit to Osk, Bruun spoke.", False),
        (
            "When did the Osk strike start?",
            "She left before the Osk strike started and has been away since then.",
            False,
        ),
        ("When will Bruun visit Osk?", "Bruun goes to Osk before her visit to Norway.", True),
        ("When will Bruun visit Osk?", "After the visit to Osk on Monday, Bruun spoke.", True),
        ("Who is Ida Bruun?", "Mayor Anders met Ida Bruun.", False),
        ("Who is Ida Bruun?", "The minister Ida Bruun left.", True),
        ("Who is Ida Bruun?", "Ida Bruun, a lawyer, left.", True),
    ],
)
def test_what_fits_a_question(question: str, text: str, fitting: bool) -> None:
    assert fits(analyse(question), question, text) is fitting


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Ida Bruun say about ships?", ["Ida", "Bruun"]),
        ("What exactly did Putin tell Xinhua?", ["Putin"]),
        ("What did the articles say about Putin?", []),
        ("What did Beijing say?", []),
        ("What did Ida Bruun promise?", ["Ida", "Bruun"]),
        ("Summarise what Ida Bruun said at the harbour.", ["Ida", "Bruun"]),
        ("Under what condition did Ida Bruun say yes?", []),
        ("What was Ida Bruun's answer?", []),
        ("What's Ida Bruun’s view on ships?", ["Ida", "Bruun"]),
        ("What is China's position on ships?", []),
        ("What was the size of Ida Bruun's ship?", []),
        ("What did the Bruun administration say?", []),
        ("What did Ida Bruun herself say?", ["Ida", "Bruun"]),
        ("How did Ida Bruun put it when she spoke of ships?", ["Ida", "Bruun"]),
        ("Quote the line where Ida Bruun complains of ships.", []),
        ("Quote the line where Ida Bruun says that ships are slow.", ["Ida", "Bruun"]),
        ("What was Ida Bruun’s reply to the offer?", ["Ida", "Bruun"]),
        ("What did Putin do?", []),
    ],
)
def test_whose_words_are_asked_for(question: str, names: list[str]) -> None:
    assert [name.text for name in asked_speaker(question)] == names


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Ida Bruun say about ships?", "ships"),
        ("What exactly did Ida Bruun say about ships at the harbour festival?", "ships"),
        ("What did Ida Bruun say of trade with Norway in her speech on Friday?", "trade with Norway"),
        ("What did Ida Bruun say about trade in wool?", "trade in wool"),
        ("What did Ida Bruun say?", ""),
        ("What did Ida Bruun say on ships?", "ships"),
        ("What did Ida Bruun say on March 7?", ""),
        ("What did Ida Bruun post on Harbour Social?", ""),
        ("What did Ida Bruun write on her blog?", ""),
        ("What did Ida Bruun write about ships?", "ships"),
        ("What did Ida Bruun write on trade?", "trade"),
        ("What did Ida Bruun post on Harbour Social about ships?", "ships"),
        ("What did Ida Bruun say on March 7 about ships?", "ships"),
        ("What did Ida Bruun say on the 2020 election?", "the 2020 election"),
        ("What was Ida Bruun's comment on ships?", "ships"),
        ("What were Ida Bruun’s own words about trade in wool?", "trade in wool"),
        ("How did Ida Bruun describe the harbour's state word for word?", "the harbour's state"),
        ("How did Ida Bruun put it, in her own words, that ships are slow?", "ships are slow"),
        ("How did Ida Bruun put it when she summed up the talks?", "the talks"),
        ("How did Ida Bruun put it?", ""),
        ("Give me the exact words Ida Bruun used to boast about ships.", "ships"),
        ("Which phrase does Ida Bruun use for the pace at which ships sail?", "the pace at which ships sail"),
        ("Quote the line where Ida Bruun says ships are slow.", "ships are slow"),
        ("Please quote Ida Bruun on ships", "ships"),
        ("What was Ida Bruun's answer when she was asked about ships?", "ships"),
        ("What did Ida Bruun tell reporters?", ""),
    ],
)
def test_the_occasion_is_no_part_of_what_was_spoken_about(question: str, topic: str) -> None:
    assert said_about(question) == topic


def test_spelling_is_mended_with_words_of_the_corpus_only() -> None:
    speller = Speller({"overchuk", "visit", "told", "china", "möngke"}, {"gold", "sold", "what"})
    assert speller.mend("what did Overchck vist in Chnia") == "what did Overchuk visit in China"
    assert speller.mend("Was gold sold? Qwertyuiop!") == "Was gold sold? Qwertyuiop!"
    assert [slips("chnia", "china", 2), slips("a", "a", 1), slips("abcd", "wxyz", 1)] == [1, 0, 2]


def test_a_verb_is_mended_whose_other_forms_the_texts_hold() -> None:
    speller = Speller({"threatened", "greater", "formed", "forum"}, {"threaten", "form"})
    assert speller.mend("did he treaten it") == "did he threaten it"
    assert speller.mend("the foram") == "the forum"


def test_forms_of_known_words_are_no_slips() -> None:
    speller = Speller({"summer", "hampered", "free", "freeze"}, {"sum", "happened", "carry"})
    assert speller.mend("she summed it up and carried it") == "she summed it up and carried it"
    assert speller.mend("what hapened to the freze") == "what happened to the freeze"
    assert speller.mend("What did Carryl tell Hapened?") == "What did Carryl tell Hampered?"


def test_a_question_word_is_mended_before_a_verb() -> None:
    speller = Speller({"putin", "visit", "forum"}, {"wen", "were", "then", "will"})
    assert speller.mend("wen wil Putin vist") == "when wil Putin visit"
    assert speller.mend("were was the forum") == "where was the forum"
    for sound in ("Were visits made?", "Then will Putin visit?", "Who was Wen?", "Wen Jiabao will visit"):
        assert speller.mend(sound) == sound


def test_whoever_speaks_in_a_quotation_is_no_name() -> None:
    """“We” was told to be missing in the documents."""
    assert [name.text for name in names_in("“We didn’t start it.” What was Bruun talking about?")] == ["Bruun"]
    assert names_in("What is meant by “You will see them”?") == []


def test_names_have_several_spellings() -> None:
    (beijing, putin) = names_in("What did Beijing tell Putin?")
    assert mentions("Chinese officials met Vladimir Putin’s envoy.", beijing)
    assert mentions("Chinese officials met Vladimir Putin’s envoy.", putin)
    assert not mentions("Officials met.", putin)
    (alexei,) = names_in("Alexei")
    assert mentions("Alexey spoke.", alexei)
    assert not mentions("Alaska spoke.", alexei)
    (amount,) = numbers_in("30%")
    assert mentions("rose by 30 percent", amount) and not mentions("rose by 300", amount)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We left,” Ida Bruun said. “It was late.”", ["Ida Bruun", "Ida Bruun"]),
        ("Mayor Ida Bruun spoke. Bruun said the harbour was open. He waited.", [None, "Ida Bruun", None]),
        ("Ida Bruun said so. She added that it rained.", ["Ida Bruun", "Ida Bruun"]),
        ("The harbour is open, according to Ida Bruun.", ["Ida Bruun"]),
        ("The harbour is open.", [None]),
        ("“It is late. Go home!” Ida Bruun wrote on Monday. He sat.", ["Ida Bruun", "Ida Bruun", None]),
        ("It is late. Go home!” Ida Bruun wrote on Monday.", ["Ida Bruun", "Ida Bruun"]),
        ("“It is late!” Ida Bruun said: “Go home!”", [None, "Ida Bruun"]),
        ("Holm said no. Harbour master Ida Bruun left. She said yes.", ["Holm", None, "Ida Bruun"]),
        ("Eva Holm said no. The Baltic Sea was cold. She said yes.", ["Eva Holm", None, "Eva Holm"]),
        ("Eva Holm said no. New York left. She said yes.", ["Eva Holm", None, "Eva Holm"]),
        ("“It is late.” Ida Bruun said the harbour would close.", [None, "Ida Bruun"]),
        ("Carl Holm said no. “It is ours.” Ida Bruun warned that it was.", ["Carl Holm", "Carl Holm", "Ida Bruun"]),
        ("Ida Bruun wrote a song. Carl Holm wrote that it rained.", [None, "Carl Holm"]),
        ("The transport minister, Ida Bruun, said no. He proposed more.", ["Ida Bruun", "Ida Bruun"]),
        ("Ida Bruun declined to say why. She declined.", ["Ida Bruun", None]),
        ("It will cost more, Bruun & Sons told the council.", ["Bruun & Sons"]),
        ("“It is open,” said harbour master Ida Bruun.", ["Ida Bruun"]),
        ("“It is open,” said in Osk Ida Bruun.", [None]),
        ("“It is open,” the town said Wednesday.", [None]),
        ("Defence Minister Ida Bruun said no.", ["Ida Bruun"]),
        ("The Justice Department said no.", ["Justice Department"]),
        ("Prosecutors said no.", [None]),
    ],
)
def test_speakers(text: str, speakers: list[str | None]) -> None:
    document, sentences = Document("a.txt", text), tuple(split_sentences(text))
    assert [speaker_of(document, sentences, n) for n in range(len(sentences))] == speakers


def test_one_report_in_three_files_is_one_origin() -> None:
    copied = "The council of Osk decided late on Monday to open the old harbour to ships of every nation again."
    documents = [
        Document("a.txt", copied + " So it was."),
        Document("b.txt", "Local news. " + copied),
        Document("c.txt", "It rained, according to Bugle, all night."),
        Document("d.txt", "Nothing in common here.", publisher="Bugle Media"),
        Document("e.txt", "A fifth text that stands alone."),
    ]
    origins = origins_of(documents)
    assert [origin.sources for origin in origins] == [("a.txt", "b.txt"), ("c.txt", "d.txt"), ("e.txt",)]
    assert "words in the same order" in origins[0].evidence and "credits Bugle" in origins[1].evidence


def test_a_paper_credited_for_something_else_is_no_origin_among_all_documents() -> None:
    documents = [
        Document("c.txt", "It rained, according to The Bugle, all night."),
        Document("d.txt", "Nothing in common here.", publisher="The Bugle"),
        Document("e.txt", "Nor here.", publisher="The Age"),
    ]
    assert [origin.sources for origin in origins_of(documents)] == [("c.txt", "d.txt"), ("e.txt",)]
    assert len(origins_of(documents, of_one_matter=False)) == 3


def test_many_copies_of_one_report_are_one_origin() -> None:
    copied = "The council of Osk decided late on Monday to open the old harbour to ships of every nation again."
    documents = [Document(f"{number}.txt", f"Number {number}. {copied}") for number in range(60)]
    assert [len(origin.sources) for origin in origins_of(documents)] == [60]


def _finding(source: str, text: str, highlight: str, date: str | None = None) -> Finding:
    at = text.index(highlight)
    return Finding(Document(source, text, date=date), 0, 0, len(text), at, at + len(highlight), 0.5)


def test_days_that_cannot_be_the_same_are_in_conflict() -> None:
    friday = _finding("a.txt", "Overchuk spoke at the Boao Forum on Friday.", "Friday", "2025")
    dated = _finding("b.txt", "On March 27 Overchuk spoke at the Boao Forum.", "March 27", "2025-03-30")
    thursday = _finding("c.txt", "Overchuk spoke at the Boao Forum on Thursday.", "Thursday", "2025")
    elsewhere = _finding("d.txt", "The mayor spoke in Osk on Monday.", "Monday", "2025")
    assert groups_in_conflict(QuestionKind("time", False, ""), [friday, dated, elsewhere]) == [[friday], [dated]]
    assert groups_in_conflict(QuestionKind("time", False, ""), [dated, thursday]) == []
    assert groups_in_conflict(QuestionKind("person", False, ""), [friday, dated]) == []


def test_amounts_conflict_in_one_unit_only() -> None:
    one = _finding("a.txt", "Osk sold 30 tons to Boao.", "30 tons")
    other = _finding("b.txt", "Osk sold 40 tons to Boao.", "40 tons")
    percent = _finding("c.txt", "Osk sold 20% to Boao.", "20%")
    assert groups_in_conflict(QuestionKind("number", False, ""), [one, other]) == [[one], [other]]
    assert groups_in_conflict(QuestionKind("number", False, ""), [one, percent]) == []


def test_amounts_conflict_where_one_name_and_what_is_told_are_shared() -> None:
    one = _finding("a.txt", "The harbour board of Osk builds a new breakwater at 18 million euros.", "18 million euros")
    other = _finding(
        "b.txt", "A new breakwater of 22 million euros pleases the harbour board of Osk.", "22 million euros"
    )
    elsewhere = _finding("c.txt", "Osk paid the fishermen 40 million euros.", "40 million euros")
    kind = QuestionKind("number", False, "")
    assert groups_in_conflict(kind, [one, other, elsewhere]) == [[one], [other]]


def test_impossible_dates_are_no_moments_in_time() -> None:
    day = day_named("on February 30", "2025")
    assert day is not None and day.weekday is None


def test_words_of_somebody_without_a_name_are_nobodys_named() -> None:
    assert is_of_nobody_named("Trade will grow, a top Nordic official said after talks with Ida Bruun.")
    assert is_of_nobody_named("Some of it is lost, one senior adviser told reporters.")
    assert is_of_nobody_named("State media reported that Ida Bruun hoped for more.")
    assert not is_of_nobody_named("The official Ida Bruun said so.")
    assert not is_of_nobody_named("“A man said it,” Bruun recalled.")
