"""`byline chat`: the page with its address and password, and the conversation in the terminal."""

from __future__ import annotations

import io
from typing import Any

import pytest

from index.errors import QuestionError
from tests.cli.fakes import ABSTAINED, PLAIN, FakeCorpus
from ui.cli import main

Captured = pytest.CaptureFixture[str]
Served = list[tuple[Any, ...]]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """What the page was asked to be served with."""
    from ui.web import server

    calls: Served = []
    monkeypatch.setattr(server, "serve", lambda *args: calls.append(args))
    return calls


def say(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Type these lines into the conversation."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


def test_the_page_is_for_this_machine_alone(corpus: FakeCorpus, served: Served) -> None:
    """The address, the port and no password, unless something else is asked for."""
    assert main(["chat"]) == 0
    assert served[0][0].corpus() is corpus
    assert served[0][1:] == ("127.0.0.1", 7860, None, False, False)
    assert corpus.closed


def test_the_page_takes_another_address(corpus: FakeCorpus, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the password out of the environment, where other users of the machine do not see it."""
    monkeypatch.setenv("BYLINE_PASSWORD", "secret")
    assert main(["chat", "--host", "0.0.0.0", "--port", "0", "--open"]) == 0
    assert served[0][1:] == ("0.0.0.0", 0, "secret", True, False)


def test_assistants_are_served_when_asked(corpus: FakeCorpus, served: Served, capsys: Captured) -> None:
    """And told before an index is built when that cannot be."""
    assert main(["chat", "--mcp"]) == 0
    assert served[0][5] is True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("importlib.util.find_spec", lambda name: None)
        assert main(["chat", "--mcp"]) == 1
    assert "--mcp needs the package mcp" in capsys.readouterr().err
    assert len(served) == 1


def test_others_need_a_password(corpus: FakeCorpus, served: Served, capsys: Captured) -> None:
    """Told before an index is built."""
    assert main(["chat", "--host", "0.0.0.0"]) == 1
    assert "password" in capsys.readouterr().err
    assert (served, corpus.closed) == ([], False)


def test_the_password_is_asked_for(corpus: FakeCorpus, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, without showing it."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "typed")
    assert main(["chat", "--password"]) == 0
    assert served[0][3] == "typed"


def test_no_terminal_to_ask_for_the_password_on(
    corpus: FakeCorpus, served: Served, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The sentence names the other way to give it."""
    say(monkeypatch)
    assert main(["chat", "--password"]) == 1
    assert "BYLINE_PASSWORD" in capsys.readouterr().err
    assert served == []


def test_a_follow_up_has_the_conversation_before_it(
    corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Blank lines are no questions, and the end of the input ends the conversation."""
    say(monkeypatch, "How large is the fund?", "", "  And when did it open?  ")
    assert main(["chat", "--terminal"]) == 0
    first = ("How large is the fund?", PLAIN.text)
    assert corpus.asked == [("How large is the fund?", ()), ("And when did it open?", (first,))]
    out = capsys.readouterr().out
    assert out.count("[2] It opened on Monday.") == 2
    assert "> " not in out


@pytest.mark.parametrize("word", ["exit", "Quit", ":q"])
def test_a_word_that_ends_other_tools_ends_the_conversation(
    word: str, corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no question; the word within one is."""
    say(monkeypatch, "How did they exit?", word, "Never asked?")
    assert main(["chat", "--terminal"]) == 0
    assert [question for question, _ in corpus.asked] == ["How did they exit?"]


def test_an_error_does_not_end_the_conversation(
    corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Its sentence stands where the answer would, and it is no part of the conversation."""
    replies = iter([QuestionError("The question is too long."), ABSTAINED])
    monkeypatch.setattr(FakeCorpus, "reply", property(lambda _: next(replies)))
    say(monkeypatch, "long", "short")
    assert main(["chat", "--terminal"]) == 0
    assert corpus.asked == [("long", ()), ("short", ())]
    out = capsys.readouterr().out
    assert out.index("The question is too long.") < out.index("The documents do not say that.")


def test_ctrl_c_stops_an_answer_and_not_the_conversation(
    corpus: FakeCorpus, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The next question is answered."""
    replies = iter([KeyboardInterrupt(), PLAIN])
    monkeypatch.setattr(FakeCorpus, "reply", property(lambda _: next(replies)))
    say(monkeypatch, "slow", "quick")
    assert main(["chat", "--terminal"]) == 0
    out = capsys.readouterr().out
    assert out.index("Stopped.") < out.index("The fund holds $10 billion.")
