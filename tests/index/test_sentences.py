"""Sentences: every span is a slice of the text, and boundaries stand where a reader would put them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boilerplate import asks_for
from index.sentences import MAX_SENTENCE, split_sentences


def _texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He came. She left.", ["He came.", "She left."]),
        ("The U.S. Senate met Gen. Smith and Mr. Li.", ["The U.S. Senate met Gen. Smith and Mr. Li."]),
        ("He lives in the U.S. The move was recent.", ["He lives in the U.S.", "The move was recent."]),
        ("J. K. Rowling spoke at 5 p.m. on Jan. 3.", ["J. K. Rowling spoke at 5 p.m. on Jan. 3."]),
        (
            "It rose 3.5 percent. No. 10 fell. No. It did not.",
            ["It rose 3.5 percent.", "No. 10 fell.", "No.", "It did not."],
        ),
        ("“We stopped,” he said. “We didn’t start it.”", ["“We stopped,” he said.", "“We didn’t start it.”"]),
        ("“It is a bloc. What of Asia? Not this.” He sat.", ["“It is a bloc. What of Asia? Not this.”", "He sat."]),
        ("“Not against others.” “It is for us,” he added.", ["“Not against others.”", "“It is for us,” he added."]),
        ("It is late. Go home!” Bruun wrote. He sat.", ["It is late. Go home!”", "Bruun wrote.", "He sat."]),
        ("It is old. It is 12” wide. He sat.", ["It is old.", "It is 12” wide.", "He sat."]),
        ("Hon kom. ”Vi går”, sade han.", ["Hon kom.", "”Vi går”, sade han."]),
        ('"It is. A bloc." She left. "Not this," he said.', ['"It is. A bloc."', "She left.", '"Not this," he said.']),
        ("An unclosed “quote. It goes on. And on.", ["An unclosed “quote.", "It goes on.", "And on."]),
        ("- First thing\n- Second thing\n1. Third thing", ["First thing", "Second thing", "Third thing"]),
        ("彼は来た。彼女は去った。", ["彼は来た。", "彼女は去った。"]),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("", []),
        ("\ufeff  \r\n\t\n", []),
    ],
)
def test_boundaries(text: str, sentences: list[str]) -> None:
    assert _texts(text) == sentences


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The deputy prime minister told an audience on Friday that his country\n"
        "would seek a balance between its neighbours and said that the talks\n"
        "had gone well. He left on Saturday.\n"
    )
    assert [t.replace("\n", " ") for t in _texts(text)] == [
        "The deputy prime minister told an audience on Friday that his country would seek a balance between its "
        "neighbours and said that the talks had gone well.",
        "He left on Saturday.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The bridge stays closed until\n2 June.", ["The bridge stays closed until 2 June."]),
        ("It was opened by\nIda Bruun.", ["It was opened by Ida Bruun."]),
        ("Bridge closed\n2 June 2025", ["Bridge closed", "2 June 2025"]),
        ("What to look for\n1. Bridges", ["What to look for", "Bridges"]),
    ],
)
def test_a_line_that_leads_on_ends_no_paragraph(text: str, sentences: list[str]) -> None:
    assert [t.replace("\n", " ") for t in _texts(text)] == sentences


def test_kinds() -> None:
    text = "ADVERTISEMENT\n\nA headline with no stop\n\nHe spoke.\n\n©2025 Example Ltd.\nPlease contact us at the desk."
    assert [s.kind for s in split_sentences(text)] == ["boilerplate", "headline", "prose", "boilerplate", "boilerplate"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Tomas Reyl", "boilerplate"),
        ("BY TOMAS REYL", "boilerplate"),
        ("By Tomas Reyl and Ida O’Brien, Harbour Gazette", "boilerplate"),
        ("By Dr. Ida Bruun", "boilerplate"),
        ("By Friday the council had left", "headline"),
        ("By road and by rail", "headline"),
        ("By Tomas Reyl it was called a mistake.", "prose"),
    ],
)
def test_a_line_of_by_and_a_name_tells_the_author(line: str, kind: str) -> None:
    assert [s.kind for s in split_sentences(f"{line}\n\nThe bridge opened.")] == [kind, "prose"]
    assert asks_for("Who wrote the article about the bridge?", line) is (kind == "boilerplate")
    assert not asks_for("Who opened the bridge?", line)


def test_each_line_of_front_matter_tells_of_the_page() -> None:
    text = "---\ntitle: The new quay\nauthor: Ida Bruun\ntags:\n  - harbour\n\ndraft: false\n---\nThe quay opened.\n"
    matter = ["title: The new quay", "author: Ida Bruun", "tags:", "- harbour", "draft: false"]
    assert [(text[s.start : s.end], s.kind) for s in split_sentences(text)] == [
        *((line, "boilerplate") for line in matter),
        ("The quay opened.", "prose"),
    ]


@pytest.mark.parametrize(
    "text", ["---\nThe quay opened.\n---\nHe left.", "---\ntitle: The quay\nHe left.", "Quay\n---\na: b\n---\nHe left."]
)
def test_lines_of_hyphens_alone_are_no_front_matter(text: str) -> None:
    assert split_sentences(text)[-1].kind == "prose"


def test_front_matter_that_never_ends_is_read_as_text() -> None:
    """Of lines that fit two forms each, 2 to the power of 60 ways would have to be tried."""
    assert len(split_sentences("---\n" + "  - x\n" * 5_000)) == 5_001


@pytest.mark.parametrize("line", ["Sep 13, 2022 ...", "March 27, 2025", "Friday, 27 March 2025", "May 2023"])
def test_a_line_of_nothing_but_a_date_tells_of_the_page(line: str) -> None:
    spans = split_sentences(f"{line}\n\nThe bridge opened. It did so on March 27, 2025.")
    assert [s.kind for s in spans] == ["boilerplate", "prose", "prose"]
    assert asks_for("When was the article published?", line)
    assert not asks_for("When did the bridge open?", line)


@pytest.mark.parametrize("line", ["March 27, 2025", "Published: 2025-03-27"])
@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("When was the article published?", True),
        ("When was this document written?", True),
        ("What is the date of the press release?", True),
        ("What is the publication date?", True),
        ("What is the date?", True),
        ("when did it come out", True),
        ("When was it last modified?", True),
        ("On what day was the Herald's article written?", True),
        ("Is there a date of this report on trade?", True),
        ("What is the article's date?", True),
        ("When did the company file for bankruptcy?", False),
        ("When did they release the hostages?", False),
        ("When did the company release the phone?", False),
        ("What is the release date of the phone?", False),
        ("When did the post office close?", False),
        ("When did the letter bomb explode?", False),
        ("When was the peace statement signed?", False),
        ("When did they respond to the letter?", False),
        ("When was the law modified?", False),
        ("What is the date of the opening?", False),
        ("When did the bridge open, according to the report?", False),
        ("On what day did Jimmy Page join the band?", False),
        ("Who dated Ida Bruun?", False),
    ],
)
def test_which_questions_ask_for_the_day_of_the_page(line: str, question: str, asks: bool) -> None:
    assert asks_for(question, line) is asks


@given(st.text(alphabet="aB .!?“”\"'\n\r…。1-•,\u2028\ufeff", max_size=300))
def test_no_word_is_lost_and_no_span_overlaps(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() for s in spans)
    outside = set("".join(text[a:b] for a, b in _gaps(text, [(s.start, s.end) for s in spans])))
    assert not outside & set("aB“”\"'。…")


def _gaps(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.parametrize("unit", ["!", "a. ", "x", "“", "U.S. ", "1. ", "©", " ", "\n", "“a.” ", "e.g."])
def test_a_long_repetition_is_cut_to_size(unit: str) -> None:
    text = unit * 30_000
    began = time.process_time()
    spans = split_sentences(text)
    # Quadratic rules took 50 s on such input; linear ones take well under one.
    assert time.process_time() - began < 20
    assert all(s.end - s.start <= MAX_SENTENCE for s in spans)
