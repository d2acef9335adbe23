"""Reading the documentation: its code blocks, links, headings and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import TESTS

ROOT = TESTS.parent
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "index").rglob("*.md")])

_FENCE = re.compile(r"^```(?P<language>\w*)[^\n]*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)|\b(?:src|href)=\"(?P<attribute>[^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Table:
    """A table's header cells and rows of cells, all stripped."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def text_of(page: Path) -> str:
    """The page."""
    return page.read_text(encoding="utf-8")


def blocks(page: Path, *languages: str) -> list[str]:
    """The page's fenced blocks in one of these languages."""
    return [found["code"] for found in _FENCE.finditer(text_of(page)) if found["language"] in languages]


def links(page: Path) -> list[str]:
    """The targets of the page's links and images, those to other sites left out."""
    prose = _FENCE.sub("", text_of(page))
    targets = [found["target"] or found["attribute"] for found in _LINK.finditer(prose)]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """What a link can name on the page: its headings as GitHub spells them, and the ids it sets."""
    prose = _FENCE.sub("", text_of(page))
    headings = re.findall(r"^#+\s+(.+?)\s*#*$", prose, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r"\bid=\"([^\"]+)\"", prose))


def tables(page: Path) -> list[Table]:
    """The page's tables."""
    found, lines = [], text_of(page).splitlines()
    for number, line in enumerate(lines):
        if number and re.fullmatch(r"\|(?:\s*:?-+:?\s*\|)+", line.strip()):
            rows = []
            for row in lines[number + 1 :]:
                if not row.strip().startswith("|"):
                    break
                rows.append(_cells(row))
            found.append(Table(_cells(lines[number - 1]), tuple(rows)))
    return found


def _cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip().strip("*`") for cell in row.strip().strip("|").split("|"))
