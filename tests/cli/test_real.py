"""The real command in processes of its own, over the seed articles and over hostile documents."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Byline
from tests.conftest import SEEDS

# What an answer from an index that is there has no use for: the page, other clients, and what writes an index.
NOT_FOR_ASK = {"gradio", "fastapi", "uvicorn", "llama_index", "openai", "torch", "pandas", "playwright"}
NOT_FOR_HELP = NOT_FOR_ASK | {"chromadb", "numpy", "onnxruntime", "rag", "rich", "tokenizers"}

TELL_MODULES = """
import sys
from ui.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(",".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which `byline index` has indexed the seeds."""
    folder = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "ui", "index", str(SEEDS)]
    done = subprocess.run(
        command, env=os.environ | {"BYLINE_DATA": str(folder)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"Indexed 5 documents in {SEEDS}.\n"
    assert "embedding" in done.stderr
    return folder


def imported(data: Path, *args: str) -> set[str]:
    """The packages that a process has imported when `byline ARGS` has run."""
    command = [sys.executable, "-c", TELL_MODULES, *args]
    env = os.environ | {"BYLINE_DATA": str(data)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=120)
    return set(done.stderr.split(","))


def test_an_answer_quotes_the_files_character_by_character(byline: Byline, data: Path) -> None:
    """Every citation of the JSON is where it says, and nothing else is written anywhere."""
    done = byline("ask", "--json", "What did Overchuk say about BRICS?", BYLINE_DATA=str(data))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["answered"]
    assert answer["citations"]
    for citation in answer["citations"]:
        text = (SEEDS / citation["source"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_the_screen_shows_the_quotes_of_the_json(byline: Byline, data: Path) -> None:
    """The same citations under the answer, without colour in a pipe."""
    question = "Who is Alexei Overchuk?"
    shown = byline("ask", question, BYLINE_DATA=str(data)).stdout
    answer = json.loads(byline("ask", "--json", question, BYLINE_DATA=str(data)).stdout)
    assert "\x1b" not in shown
    assert shown.startswith(answer["text"])
    for citation in answer["citations"]:
        assert f"[{citation['number']}] {' '.join(citation['quote'].split())}\n" in shown
        assert f"{citation['source']}, characters {citation['start']}–{citation['end']}" in shown


def test_no_answer_is_done_too(byline: Byline, data: Path) -> None:
    """The question comes by the input, and the documents do not tell."""
    done = byline("ask", "--json", "-", stdin="What is the capital of Australia?\n", BYLINE_DATA=str(data))
    assert done.returncode == 0
    assert json.loads(done.stdout)["answered"] is False


def test_an_empty_question_is_a_sentence(byline: Byline, data: Path) -> None:
    """As an empty file at the input gives."""
    done = byline("ask", "-", BYLINE_DATA=str(data))
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"byline: .*question.*\n", done.stderr)


def test_a_conversation_in_the_terminal(byline: Byline, data: Path) -> None:
    """The second question means nothing without the first."""
    lines = "What did Overchuk say about BRICS?\nWhere did he say that?\n"
    done = byline("chat", "--terminal", stdin=lines, BYLINE_DATA=str(data))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n[1] ") == 2


def test_documents_cannot_steer_the_terminal(byline: Byline, tmp_path: Path) -> None:
    """Escape sequences and markup of a document are not obeyed on the way to the screen."""
    hostile = "The fund holds $10 billion \x1b]0;owned\x07\x1b[31m[bold]today[/bold]\x9b2J.\n"
    (tmp_path / "fund.txt").write_text(f"Fund opens\n\n{hostile}", encoding="utf-8")
    done = byline("ask", "How much does the fund hold?", "--corpus", str(tmp_path), BYLINE_DATA=str(tmp_path / "d"))
    assert done.returncode == 0
    assert "$10 billion" in done.stdout
    assert not set(done.stdout + done.stderr) & set("\x1b\x07\x9b")
    assert "[bold]today[/bold]" in done.stdout


def test_colour_on_a_terminal(data: Path) -> None:
    """A terminal of its own is given to the process."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CI"}}
    env |= {"BYLINE_DATA": str(data), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "ui", "ask", "Who is Alexei Overchuk?"]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs, env=env) as process:
        os.close(theirs)
        written = b""
        while chunk := _read(ours):
            written += chunk
    os.close(ours)
    assert process.returncode == 0
    assert b"\x1b[1;36m[1]" in written


def _read(terminal: int) -> bytes:
    """The next bytes, none when the other end is closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_ask_imports_only_what_it_needs(data: Path) -> None:
    """The web server alone takes seconds."""
    assert not imported(data, "ask", "Who is Alexei Overchuk?") & NOT_FOR_ASK


@pytest.mark.parametrize("args", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_imports_next_to_nothing(data: Path, args: list[str]) -> None:
    """It is there at once."""
    assert not imported(data, *args) & NOT_FOR_HELP
