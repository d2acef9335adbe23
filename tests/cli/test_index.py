"""`byline index`: which folder, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.reading import Skipped
from tests.cli.fakes import FakeCorpus
from ui.cli import main


@pytest.mark.parametrize("args", [["FOLDER"], ["--corpus", "FOLDER"]])
def test_says_what_is_indexed(
    corpus: FakeCorpus, capsys: pytest.CaptureFixture[str], tmp_path: Path, args: list[str]
) -> None:
    """The folder may be named in both ways."""
    assert main(["index", *(arg.replace("FOLDER", str(tmp_path)) for arg in args)]) == 0
    assert capsys.readouterr().out == f"Indexed 2 documents in {tmp_path}.\n"
    assert corpus.folder == tmp_path


def test_names_the_files_that_are_left_out(corpus: FakeCorpus, capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, or they would be missed only when an answer is."""
    corpus.skipped = (Skipped("latin\x1b.txt", "not UTF-8 at byte 3: save it as UTF-8"),)
    main(["index"])
    assert capsys.readouterr().out.splitlines()[1] == "Left out: latin.txt: not UTF-8 at byte 3: save it as UTF-8."
