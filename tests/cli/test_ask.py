"""`byline ask`: the answer, its quotes with file and place, and JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from rag import Within
from tests.cli.fakes import (
    ABSTAINED,
    DISPUTED,
    HALF_SUPPORTED,
    HOSTILE,
    HOSTILE_TEXT,
    INJECTED,
    PLAIN,
    FakeCorpus,
)
from ui.cli import main

Captured = pytest.CaptureFixture[str]


def test_shows_the_answer_with_numbered_quotes_under_it(corpus: FakeCorpus, capsys: Captured) -> None:
    """The first lines are the answer; each quote names its file, place, article and speaker."""
    assert main(["ask", "How", "large?"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The fund holds $10 billion. [1] It opened on Monday. [2]"
    first = lines.index("[1] The fund holds $10 billion, she said.")
    assert lines[first + 1] == "    Ann Lee says · Fund opens · The Example · 30 March 2025"
    assert lines[first + 2] == "    news/fund.txt, characters 12–49"
    assert "[2] It opened on Monday." in lines
    assert corpus.asked == [("How large?", ())]
    assert corpus.closed


def test_names_the_corpus_it_is_given(corpus: FakeCorpus) -> None:
    """`--corpus` may stand before the command or after it."""
    for args in (["--corpus", "a", "ask", "q"], ["ask", "--corpus", "a", "q"]):
        main(args)
        assert corpus.folder.name == "a"


def test_an_abstention_is_done_and_offers_the_closest_passages(corpus: FakeCorpus, capsys: Captured) -> None:
    """Nothing to answer with is a result, not a failure."""
    corpus.reply = ABSTAINED
    assert main(["ask", "q"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("The documents do not say that.\n")
    assert "closest passages" in out
    assert "[1] It opened on Monday." in out


def test_shows_the_sides_of_a_conflict_and_what_is_one_report(corpus: FakeCorpus, capsys: Captured) -> None:
    """Each side has its value and its markers, and copies of a report are named in a line."""
    corpus.reply = DISPUTED
    main(["ask", "q"])
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("The sources disagree: how much the fund holds")
    assert lines[at + 1 : at + 3] == ["  – $10 billion [1]", "  – $12 billion [2]"]
    reports = [line for line in lines if line.startswith("One report in")]
    assert reports == ["One report in 2 files (news/fund.txt, copy.txt): both carry the same 5 sentences"]


def test_values_that_may_be_of_two_things_only_may_disagree(corpus: FakeCorpus, capsys: Captured) -> None:
    """As where it is asked whether the documents disagree at all."""
    conflicts = tuple(replace(conflict, surely=False) for conflict in DISPUTED.conflicts)
    corpus.reply = replace(DISPUTED, conflicts=conflicts)
    main(["ask", "q"])
    assert "The sources may disagree: how much the fund holds" in capsys.readouterr().out.splitlines()


def test_says_which_sentence_has_no_support(corpus: FakeCorpus, capsys: Captured) -> None:
    """A sentence without a citation does not pass for one that has."""
    corpus.reply = HALF_SUPPORTED
    main(["ask", "q"])
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "It opened on Monday. [1] Everybody cheered. (not supported by the sources)"


def test_json_is_the_answer_and_nothing_else(corpus: FakeCorpus, capsys: Captured) -> None:
    """Progress goes elsewhere: the output parses whole."""
    corpus.steps = (("embedding", 0, 2), ("embedding", 2, 2))
    assert main(["ask", "--json", "q"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(PLAIN.to_dict()))


def test_reads_the_question_from_the_input(corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` stands for the input, without the newline at its end."""
    monkeypatch.setattr("sys.stdin", io.StringIO("How large is it?\n"))
    main(["ask", "-"])
    assert corpus.asked[0][0] == "How large is it?"


def test_bytes_that_are_no_text_do_not_reach_the_corpus(corpus: FakeCorpus) -> None:
    """An argument that is not UTF-8 arrives as lone surrogates, which no tokenizer takes."""
    main(["ask", "caf\udce9?"])
    assert corpus.asked[0][0] == "caf\N{REPLACEMENT CHARACTER}?"


def test_a_document_cannot_steer_the_terminal(corpus: FakeCorpus, capsys: Captured) -> None:
    """Escape sequences, returns and reordering marks of quotes, titles and file names are not written."""
    corpus.reply = INJECTED
    main(["ask", "q"])
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\r\u202e")
    assert "[1] ]0;owned[31mred2J hiddentxt.exe [bold]tag[/bold] [link=http://x]y[/link]" in out
    assert "evil[2J.txt, characters 0–" in out


def test_json_escapes_what_a_terminal_would_obey(corpus: FakeCorpus, capsys: Captured) -> None:
    """The quote is exact for a program that parses it, and harmless for a person who looks at it."""
    corpus.reply = INJECTED
    main(["ask", "--json", "q"])
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\x9b\r\u202e")
    citation = json.loads(out)["citations"][0]
    assert citation["quote"] == HOSTILE_TEXT
    assert citation["source"] == HOSTILE.source


def test_asks_only_the_documents_that_are_chosen(corpus: FakeCorpus) -> None:
    """Publishers, dates and files together; all documents when none of these is given."""
    chosen = ["--publisher", "A", "--publisher", "B b", "--since", "2025", "--until", "2025-03-30", "--source", "x.txt"]
    assert main(["ask", *chosen, "q"]) == 0
    assert corpus.within == Within(("A", "B b"), "2025", "2025-03-30", frozenset({"x.txt"}))
    assert main(["ask", "--json", "--since", "2025", "q"]) == 0
    assert corpus.within == Within(since="2025")
    assert main(["ask", "q"]) == 0
    assert corpus.within is None


def test_a_date_that_is_none_is_told(corpus: FakeCorpus, capsys: Captured) -> None:
    """Before anything is opened."""
    assert main(["ask", "--since", "March", "q"]) == 1
    assert capsys.readouterr().err == "byline: 'March' is not a date; write 2025-03-30, 2025-03 or 2025.\n"
    assert corpus.asked == []
