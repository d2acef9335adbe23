"""`--help` teaches: every example in it is a command line that works."""

from __future__ import annotations

import re
import shlex

import pytest

from ui.arguments import parser
from ui.cli import main

COMMANDS = ("chat", "ask", "index", "eval", "doctor")


def help_of(capsys: pytest.CaptureFixture[str], *args: str) -> str:
    """What `byline ARGS --help` prints."""
    with pytest.raises(SystemExit) as stopped:
        main([*args, "--help"])
    assert stopped.value.code == 0
    return capsys.readouterr().out


def examples(text: str) -> list[list[str]]:
    """The example commands in a help text, each as its arguments."""
    lines = text.partition("examples:")[2].splitlines()
    found = [re.search(r"\bbyline .*?(?=\s{2,}|\s\||$)", line) for line in lines if line.strip()]
    return [shlex.split(match.group())[1:] for match in found if match]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_a_command_that_parses(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """An example that argparse refuses would end this test."""
    given = examples(help_of(capsys, command))
    assert given
    for args in given:
        assert parser().parse_args(args).command == command


def test_the_first_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """With the corpus and an example to begin with."""
    text = help_of(capsys)
    assert all(re.search(rf"^ +{command} ", text, re.MULTILINE) for command in COMMANDS)
    assert "--corpus FOLDER" in text
    assert parser().parse_args(examples(text)[1]).question == ["What did Overchuk say?"]


def test_help_fits_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is broken by the terminal itself."""
    monkeypatch.setenv("COLUMNS", "80")
    for args in ((), *((command,) for command in COMMANDS)):
        assert max(map(len, help_of(capsys, *args).splitlines())) <= 80


def test_the_version_is_the_installed_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """As pip knows it."""
    monkeypatch.setattr("importlib.metadata.version", lambda name: {"byline": "9.8.7"}[name])
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == "byline 9.8.7\n"
