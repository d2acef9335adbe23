"""What goes wrong ends in one sentence and the right exit status, never in a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import IndexBusyError
from tests.cli.conftest import Byline
from tests.cli.fakes import FakeCorpus
from ui.cli import main

Captured = pytest.CaptureFixture[str]


def test_an_expected_error_is_its_sentence(corpus: FakeCorpus, capsys: Captured) -> None:
    """On the error output, with the exit status of what could not be done."""
    corpus.reply = IndexBusyError("Another process is building the index.")
    assert main(["ask", "q"]) == 1
    assert capsys.readouterr() == ("", "byline: Another process is building the index.\n")


def test_an_unexpected_error_is_called_a_bug(corpus: FakeCorpus, capsys: Captured) -> None:
    """One line that names the place and how to get the details."""
    corpus.reply = ZeroDivisionError("division by zero")
    assert main(["ask", "q"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("byline: This is a bug in Byline (ZeroDivisionError in fakes.py, line ")
    assert "BYLINE_DEBUG=1" in err
    assert err.count("\n") == 1


def test_debugging_shows_the_traceback(corpus: FakeCorpus, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sentence promises."""
    monkeypatch.setenv("BYLINE_DEBUG", "1")
    corpus.reply = ZeroDivisionError("division by zero")
    assert main(["ask", "q"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert "This is a bug" in err


def test_an_error_cannot_steer_the_terminal(corpus: FakeCorpus, capsys: Captured) -> None:
    """Messages name files, and files may be named to do harm."""
    corpus.reply = IndexBusyError("\x1b[2Jx is busy.")
    main(["ask", "q"])
    assert capsys.readouterr().err == "byline: [2Jx is busy.\n"


def test_a_refusal_of_the_system_is_a_sentence(corpus: FakeCorpus, capsys: Captured) -> None:
    """It is no bug that a disk is full."""
    corpus.reply = OSError(28, "No space left on device", "index/x")
    assert main(["ask", "q"]) == 1
    assert capsys.readouterr().err == "byline: index/x cannot be used: No space left on device.\n"


def test_a_missing_package_is_named(corpus: FakeCorpus, capsys: Captured) -> None:
    """Half an installation is no bug of ours."""
    corpus.reply = ModuleNotFoundError("No module named 'chromadb'", name="chromadb")
    assert main(["ask", "q"]) == 1
    assert "The package chromadb is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("args", [["ask", "q"], ["doctor"]])
def test_packages_that_are_missing_are_a_sentence(args: list[str]) -> None:
    """As with a Python that Byline was not installed into; -S hides what is installed."""
    done = subprocess.run([sys.executable, "-S", "-m", "ui", *args], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"byline: The package \w+ is not installed; .*\n", done.stderr)


def test_ctrl_c_ends_quietly(corpus: FakeCorpus, capsys: Captured) -> None:
    """With the status that shells give to an interrupted process."""
    corpus.reply = KeyboardInterrupt()
    assert main(["ask", "q"]) == 130
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_while_a_library_loads_ends_quietly(corpus: FakeCorpus, capsys: Captured) -> None:
    """It comes out as an import that failed."""
    corpus.reply = ImportError("initialization failed")
    corpus.reply.__cause__ = KeyboardInterrupt()
    assert main(["ask", "q"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "args",
    [
        ["ask"],
        ["frobnicate"],
        ["ask", "--nonsense", "q"],
        ["chat", "--port", "x"],
        ["chat", "--port", "65536"],
        ["index", "a", "b"],
        ["index", "a", "--corpus", "b"],
        ["ask", "--corpus", "", "q"],
        ["--corpus", " ", "ask", "q"],
        ["index", ""],
    ],
)
def test_wrong_usage_is_2(status_of_usage: Callable[..., object], capsys: Captured, args: list[str]) -> None:
    """And the usage is shown."""
    assert status_of_usage(*args) == 2
    assert "usage: byline" in capsys.readouterr().err


def test_no_command_shows_the_help(capsys: Captured) -> None:
    """As wrong usage: a script that forgot the command has done nothing."""
    assert main([]) == 2
    assert "byline COMMAND --help" in capsys.readouterr().err


def test_an_unknown_folder_is_a_sentence(byline: Byline, tmp_path: Path) -> None:
    """The real command names the folder."""
    done = byline("ask", "--corpus", str(tmp_path / "nowhere"), "q")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"There is no folder {tmp_path / 'nowhere'}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_folder_is_a_sentence(byline: Byline, tmp_path: Path) -> None:
    """The real command says what to put there."""
    done = byline("ask", "--corpus", str(tmp_path), "q")
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no .txt or .md files" in done.stderr


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`byline … | head` closes the pipe before everything is written."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--version"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_a_sentence(byline: Byline) -> None:
    """Output that cannot be written is told, once."""
    with Path("/dev/full").open("w") as full:
        done = byline("--version", stdout=full)
    assert done.returncode == 1
    assert done.stderr == "byline: The output cannot be used: No space left on device.\n"


INTERRUPTED_WHILE_READING = """
import signal, sys
from ui.cli import run

# A shell that runs the tests in the background has them ignore the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)

class Input:
    def read(self) -> str:
        signal.raise_signal(signal.SIGINT)
        return "too late"

sys.stdin = Input()
run()
"""


def test_an_interrupt_leaves_no_traceback() -> None:
    """Ctrl-C while the command waits for its question, with the signal itself."""
    command = [sys.executable, "-c", INTERRUPTED_WHILE_READING, "ask", "-"]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
