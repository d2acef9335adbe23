"""The command in this process over a scripted corpus, and the real one in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

import rag
from tests.cli.fakes import FakeCorpus
from ui.cli import main

Byline = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def corpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeCorpus:
    """The scripted corpus that `byline` opens in this test."""
    fake = FakeCorpus(tmp_path)
    monkeypatch.setattr(rag, "Corpus", fake, raising=False)
    monkeypatch.setattr("rag.library.Corpus", fake)
    return fake


@pytest.fixture
def byline() -> Byline:
    """Run `byline` as a process; gives its status, output and errors."""

    def run(
        *args: str, stdin: str = "", stdout: int | IO[str] = subprocess.PIPE, **env: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ui", *args],
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | env,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def status_of_usage() -> Callable[..., object]:
    """The exit status of a command line that argparse refuses."""

    def refused(*args: str) -> object:
        with pytest.raises(SystemExit) as stopped:
            main(args)
        return stopped.value.code

    return refused
