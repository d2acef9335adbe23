"""What the documentation shows works: its code, its commands, its links and its figures."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.report import COLUMNS
from tests.conftest import SEEDS
from tests.docs.pages import PAGES, README, ROOT, anchors, blocks, links, tables, text_of
from ui.arguments import parser

REPORT = ROOT / "docs" / "eval.json"


def shell_lines() -> Iterator[str]:
    """The lines of the pages' shell blocks, continued ones joined, without prompts and comments."""
    for page in PAGES:
        for block in blocks(page, "sh", "bash", "console", "shell"):
            for line in block.replace("\\\n", " ").splitlines():
                yield line.removeprefix("$ ").strip()


def inline_code() -> Iterator[str]:
    """What stands between single backquotes."""
    for page in PAGES:
        yield from re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text_of(page))


def byline_commands() -> list[str]:
    """Every distinct command line of `byline` that the pages show to be typed."""
    shown = [line for line in (*shell_lines(), *inline_code()) if re.match(r"byline [a-z-]", line)]
    # Forms like `byline ask|chat` and `byline ask QUESTION [--json]` name commands; they are no examples.
    typed = {re.split(r"\s[|>#&]", line)[0].strip() for line in shown}
    return sorted(line for line in typed if not re.search(r"\[|\w\|\w|…|\.\.\.", line))


def make_goals() -> set[str]:
    """Every goal of `make` that the pages name."""
    named = [line for line in (*shell_lines(), *inline_code()) if line.startswith("make ")]
    words = [word for line in named for word in re.split(r"\s[|>#&]", line)[0].split()[1:]]
    return {word for word in words if re.fullmatch(r"[a-z-]+", word)}


@pytest.mark.parametrize("code", blocks(README, "python"))
def test_the_code_of_the_readme_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands, in a folder that holds the folders it opens."""
    monkeypatch.chdir(tmp_path)
    for folder in re.findall(r"Corpus\.open\(\s*[\"']([^\"'/~][^\"']*)[\"']", code):
        shutil.copytree(SEEDS, tmp_path / folder)
    exec(compile(code, str(README), "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("line", byline_commands())
def test_the_commands_parse(line: str) -> None:
    """Flags and commands that do not exist would end this test."""
    args = shlex.split(line)[1:]
    if {"--help", "--version"} & set(args):
        args = [arg for arg in args if arg not in {"--help", "--version"}]
        assert set(args) <= {"chat", "ask", "index", "eval", "doctor"}
    elif args != ["ask"]:
        assert parser().parse_args(args).command is not None


def test_the_goals_of_make_exist() -> None:
    """As targets of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert make_goals() <= targets
    assert {"chat", "test"} <= make_goals()


@pytest.mark.parametrize(("page", "target"), [(page, target) for page in PAGES for target in links(page)])
def test_the_links_lead_somewhere(page: Path, target: str) -> None:
    """To a file of the project, and to a heading of it where one is named."""
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    assert file.exists()
    assert file.is_relative_to(ROOT)
    if anchor:
        assert anchor in anchors(file)


def evaluation() -> dict[str, Any]:
    """The report that the figures are taken from."""
    report: dict[str, Any] = json.loads(REPORT.read_text(encoding="utf-8"))
    return report


def figures() -> list[tuple[str, str, str]]:
    """Kind, metric and figure of every cell of the pages' tables that have the report's columns."""
    names = {label: name for name, label in COLUMNS.items()}
    found = []
    for table in (table for page in PAGES for table in tables(page)):
        columns = {at: names[cell] for at, cell in enumerate(table.header) if cell in names}
        if len(columns) > 1:
            found += [(row[0], name, row[at]) for row in table.rows for at, name in columns.items()]
    return found


def test_the_readme_shows_the_evaluation() -> None:
    """A table with the report's columns, whose rows are kinds of question or "all"."""
    assert {"correct", "citation_precision", "citation_recall"} <= {name for _, name, _ in figures()}


@pytest.mark.parametrize(("kind", "name", "figure"), figures())
def test_the_figures_are_those_of_the_report(kind: str, name: str, figure: str) -> None:
    """To as many digits as are shown."""
    report = evaluation()
    value = (report["scores"] if kind == "all" else report["kinds"][kind])[name]
    digits = len(figure.partition(".")[2])
    assert figure == ("–" if value is None else f"{value:.{digits}f}")
