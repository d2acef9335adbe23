"""No verdict is lost: not between processes, not by a kill, not on a full file."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest

import ui.feedback
from rag.contract import Answer
from tests.eval.fakes import OPENED, quoting
from ui.feedback import MAX_NOTE, FeedbackError, Verdict, feedback_file, read, record

FOLDER = Path("/articles")
ANSWER = quoting("Who?", OPENED)

WRITER = """
import sys
from pathlib import Path
from rag.contract import Answer
from ui.feedback import record
for number in range(25):
    record(Path(sys.argv[1]), Path("/c"), Answer(f"{sys.argv[2]}-{number}", "No.", False), "down", "x" * 1500)
"""


def test_what_is_recorded_is_read(tmp_path: Path) -> None:
    kept = record(tmp_path, FOLDER, ANSWER, "up", " well\u2028said ", [("Before?", "Yes.")])
    (back,) = read(feedback_file(tmp_path)).feedback
    assert json.dumps(asdict(back)) == json.dumps(asdict(kept))
    assert (kept.note, kept.history, kept.answer["text"]) == ("well\u2028said", (("Before?", "Yes."),), ANSWER.text)


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert read(feedback_file(tmp_path)).feedback == ()


def test_a_note_is_cut_and_made_writable(tmp_path: Path) -> None:
    assert record(tmp_path, FOLDER, ANSWER, "up", "\ud800" + "x" * 9999).note == "\ufffd" + "x" * (MAX_NOTE - 1)
    assert len(read(feedback_file(tmp_path)).feedback) == 1


def test_many_processes_and_threads_lose_nothing(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(name)]) for name in range(3)]
    threads = [
        threading.Thread(target=lambda: [record(tmp_path, FOLDER, ANSWER, "up") for _ in range(10)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    kept = read(feedback_file(tmp_path))
    told = {said.question for said in kept.feedback if said.verdict == "down"}
    assert kept.torn == 0
    assert len(kept.feedback) == 3 * 25 + 4 * 10
    assert len(told) == 75


@pytest.mark.parametrize("cut", [1, 40])
def test_a_line_that_a_kill_cut_off_costs_no_other(tmp_path: Path, cut: int) -> None:
    record(tmp_path, FOLDER, ANSWER, "up")
    file = feedback_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:-cut])
    assert [read(file).torn, len(read(file).feedback)] == ([0, 2] if cut == 1 else [1, 1])
    record(tmp_path, FOLDER, ANSWER, "down")
    assert [said.verdict for said in read(file).feedback][-1] == "down"
    assert len(read(file).feedback) == (3 if cut == 1 else 2)


def test_a_full_file_takes_no_more_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record(tmp_path, FOLDER, ANSWER, "up")
    monkeypatch.setattr(ui.feedback, "MAX_FILE", feedback_file(tmp_path).stat().st_size + 10)
    with pytest.raises(FeedbackError, match="is full"):
        record(tmp_path, FOLDER, ANSWER, "up")
    assert len(read(feedback_file(tmp_path)).feedback) == 1


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FeedbackError, match="cannot be written"):
        record(tmp_path / "file", FOLDER, ANSWER, "up")


@pytest.mark.parametrize("verdict", ["", "UP", "sideways"])
def test_a_verdict_is_up_or_down(tmp_path: Path, verdict: str) -> None:
    with pytest.raises(FeedbackError, match="up or down"):
        record(tmp_path, FOLDER, Answer("q", "No.", False), cast("Verdict", verdict))
    assert not feedback_file(tmp_path).exists()


@pytest.mark.parametrize("line", [b"\xff\xfe", b"[]", b"{}", b"null", b'{"time":1}', b"\0" * 100])
def test_damaged_lines_are_left_out(tmp_path: Path, line: bytes) -> None:
    record(tmp_path, FOLDER, ANSWER, "up")
    file = feedback_file(tmp_path)
    file.write_bytes(line + b"\n" + file.read_bytes())
    assert (len(read(file).feedback), read(file).torn) == (1, 1)
