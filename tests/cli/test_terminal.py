"""Colour and line breaks where a person looks, plain whole lines where a program reads."""

from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from rag.contract import Answer, Delta, Event, Final, Status
from tests.cli.fakes import DISPUTED, FUND, INJECTED, PLAIN, FakeCorpus
from ui.clean import clean
from ui.cli import main
from ui.screen import screen
from ui.terminal import Bar, follow, show

ANSI = re.compile("\x1b\\[[0-9;?]*[A-Za-z]")


class Terminal(io.StringIO):
    """A text stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A colour terminal of 60 columns."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    return Terminal()


def shown(answer: Answer, console: Console, file: io.StringIO) -> str:
    """What `show` writes to `file`."""
    show(answer, console)
    return file.getvalue()


def test_a_terminal_gets_colour_and_lines_that_fit(terminal: Terminal) -> None:
    """Markers stand out, and continued lines of a quote are set under its first."""
    out = shown(PLAIN, screen(terminal), terminal)
    assert "\x1b[1;36m[1]" in out
    lines = ANSI.sub("", out).splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[0] == "The fund holds $10 billion. [1] It opened on Monday. [2]"


def test_a_long_quote_is_set_under_its_number(terminal: Terminal) -> None:
    """No line of it begins at the margin."""
    show(INJECTED, screen(terminal))
    lines = ANSI.sub("", terminal.getvalue()).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("[1] "))
    assert lines[first + 1].startswith("    ")
    assert max(map(len, lines)) <= 60


def test_no_color_is_honoured(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a single escape sequence, and still lines that fit."""
    monkeypatch.setenv("NO_COLOR", "1")
    out = shown(DISPUTED, screen(terminal), terminal)
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 60


def test_a_file_gets_whole_lines_without_colour() -> None:
    """A quote can be searched for, however long it is."""
    file = io.StringIO()
    long = Answer("q", "word " * 100 + "end", False)
    out = shown(long, screen(file), file)
    assert "\x1b" not in out
    assert out.splitlines()[0] == long.text


def test_nothing_of_a_document_steers_a_terminal(terminal: Terminal) -> None:
    """The only escape sequences are those of our own colours."""
    out = shown(INJECTED, screen(terminal), terminal)
    assert set(ANSI.findall(out)) <= {"\x1b[0m", "\x1b[1;36m", "\x1b[2m"}
    assert not set(ANSI.sub("", out)) & set("\x1b\x07\x9b\r\u202e")
    assert "[bold]tag[/bold]" in " ".join(ANSI.sub("", out).split())


def test_clean_keeps_text_and_drops_controls() -> None:
    """Newlines and tabs stay, other breaks become newlines, and the rest of C0, C1 and bidi controls goes."""
    assert clean("é“\t\n\U0001f600") == "é“\t\n\U0001f600"
    assert clean("a\r\nb\rc\x85d") == "a\nb\nc\nd"
    kept = clean("".join(map(chr, range(0x110000 - 0x800))))
    assert not set(kept) & {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))}


def test_what_is_known_is_shown_until_the_answer_is_there(terminal: Terminal) -> None:
    """The stage first, then the text as it grows; all of it is taken away again at the end."""
    events: list[Event] = [Status("searching"), Delta("The fund "), Delta("holds"), Final(PLAIN)]
    assert follow(events, screen(terminal)) is PLAIN
    out = terminal.getvalue()
    assert out.index("searching …") < out.index("The fund ") < out.index("The fund holds")
    assert out.endswith(("\x1b[2K", "\x1b[?25h"))


def test_nothing_but_the_answer_goes_to_a_file() -> None:
    """A pipe gets no stages."""
    file = io.StringIO()
    assert follow([Status("searching"), Delta("The"), Final(PLAIN)], screen(file)) is PLAIN
    assert file.getvalue() == ""


def test_a_build_shows_a_line_a_step_where_nobody_looks(corpus: FakeCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    """On the error output, so that the answer stays alone on the other."""
    corpus.steps = (("reading", 0, 5), ("reading", 5, 5), ("embedding", 3, 6), ("embedding", 6, 6))
    main(["ask", "q"])
    assert capsys.readouterr().err == "reading 5 …\nembedding 6 …\n"


def test_a_build_shows_a_bar_on_a_terminal(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the step and how far it is."""
    monkeypatch.setattr("sys.stderr", terminal)
    with Bar() as bar:
        bar("embedding", 0, 6)
        bar("embedding", 6, 6)
    out = ANSI.sub("", terminal.getvalue())
    assert "embedding" in out
    assert "6/6" in out


def test_an_index_that_is_current_shows_no_bar(corpus: FakeCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on the error output."""
    main(["ask", "q"])
    assert capsys.readouterr().err == ""


def test_a_file_name_is_given_with_its_place(terminal: Terminal) -> None:
    """The document's text between the characters that are named is the quote."""
    out = ANSI.sub("", shown(PLAIN, screen(terminal), terminal))
    start, end = map(int, re.findall(r"characters (\d+)–(\d+)", out)[1])
    assert FUND.text[start:end] == "It opened on Monday."
