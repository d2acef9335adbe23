"""The report of the last eval of a corpus, kept whole in its data folder for the Quality view."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from eval.questions import EvalError
from eval.report import from_json, to_json
from eval.runner import Report
from index.publish import Home


def last_file(data: Path, corpus: Path) -> Path:
    """Where the report on the documents in `corpus` is kept below the data folder."""
    return Home(data, corpus).folder / "eval.json"


def keep(report: Report, data: Path) -> None:
    """Put `report` in the place of the one before, in a single step; EvalError when it cannot be written."""
    file = last_file(data, Path(report.folder))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, to_json(report))
    except OSError as error:
        raise EvalError(f"The report cannot be kept in {file} ({error.strerror}); set BYLINE_DATA.") from error


def last(data: Path, corpus: Path) -> Report | None:
    """The report that was kept last for the documents in `corpus`, or None; EvalError when it is damaged."""
    file = last_file(data, corpus)
    return from_json(file) if file.exists() else None


def _replace(file: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        # Lone surrogates, which a file name can hold, have no UTF-8.
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
