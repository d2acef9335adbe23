"""What docs/http.md says of the endpoint: its examples run, and its table names the fields that there are."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

import pytest

from rag import Corpus
from rag.contract import Answer
from rag.understanding import MAX_QUESTION
from tests.docs.pages import ROOT, blocks, tables, text_of
from tests.web.fakes import canned
from ui.web.guard import LARGEST_BODY

PAGE = ROOT / "docs" / "http.md"
PRINTED = "http://127.0.0.1:7860"


@pytest.mark.parametrize("code", blocks(PAGE, "python"))
def test_the_python_example_runs(
    code: str, seeds_address: str, seeds_corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(code.replace(PRINTED, seeds_address), str(PAGE), "exec"), {})
    out = capsys.readouterr().out
    answer = seeds_corpus.answer("What did Overchuk say about BRICS?")
    assert answer.citations[0].quote in out
    follow_up = seeds_corpus.answer("On what day did he speak?", [(answer.question, answer.text)])
    assert follow_up.text in out


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on PATH, so its example was not run")
@pytest.mark.parametrize("code", blocks(PAGE, "sh"))
def test_the_curl_example_runs(code: str, seeds_address: str, seeds_corpus: Corpus) -> None:
    environment = {**os.environ, "no_proxy": "127.0.0.1"}
    command = ["bash", "-euc", code.replace(PRINTED, seeds_address)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    event, data = done.stdout.strip().splitlines()
    assert event == "event: complete"
    (answer,) = json.loads(data.removeprefix("data: "))
    expected = seeds_corpus.answer("What did Overchuk say about BRICS?").to_dict()
    assert {**answer, "seconds": 0} == json.loads(json.dumps({**expected, "seconds": 0}))


def fields() -> set[str]:
    """The fields that the page's table names."""
    (table,) = (table for table in tables(PAGE) if table.header[0] == "field")
    return {name for row in table.rows for name in re.findall(r"\w+", row[0])}


def test_the_fields_are_those_of_an_answer() -> None:
    answer: Answer = canned("when", ())
    assert set(answer.to_dict()) == fields()


def test_the_limits_are_those_in_force() -> None:
    page = text_of(PAGE)
    assert f"more than {LARGEST_BODY // 1024} kilobytes" in page
    assert f"at most {MAX_QUESTION:,} characters" in page
