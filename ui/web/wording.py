"""How the page says dates, counts and where something stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from rag.contract import Answer, Citation
from ui.counting import counted

# What stands under an answer is read in one look.
NAMED = 3
NAME_LIMIT = 60

MONTHS = "January February March April May June July August September October November December".split()


def spoken_date(date: str) -> str:
    """An ISO date in words at its own precision: "30 March 2025", "March 2025", "2025"; else as it came."""
    parts = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", date)
    if not parts:
        return date
    year, month, day = parts.groups()
    words = [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]
    return " ".join(word for word in words if word)


def shortened(text: str, limit: int) -> str:
    """`text` on one line, cut at a word within `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def in_quotes(text: str) -> str:
    """`text` between quotation marks, unless it brings some of its own."""
    return text if re.search('[“”"]', text) else f"“{text}”"


def file_name(source: str) -> str:
    """The last part of a source's path."""
    return PurePosixPath(source).name


def attribution(citation: Citation) -> str:
    """Who says it and when, as far as the article tells: "Bloomberg · 2025", or the file's name."""
    return " · ".join([printer(citation), *([spoken_date(citation.date)] if citation.date else [])])


def origins(answer: Answer) -> list[str]:
    """The independent reports that the cited files go back to, each by who printed it: "Bloomberg, Reuters"."""
    cited = {citation.source: citation for citation in answer.citations}
    shared = [[cited[source] for source in origin.sources if source in cited] for origin in answer.origins]
    alone = [[citation] for citation in cited.values() if not any(citation in group for group in shared)]
    return [_printers(group) for group in [*shared, *alone] if group]


def _printers(citations: Sequence[Citation]) -> str:
    """The publishers of one report; where none is known, what its files are called."""
    publishers = [citation.publisher for citation in citations if citation.publisher]
    return ", ".join(dict.fromkeys(publishers or [printer(citation) for citation in citations]))


def printer(citation: Citation) -> str:
    """Who printed what is cited: the publisher, else the title, else the file's name."""
    return citation.publisher or citation.title or file_name(citation.source)


def standing(answer: Answer) -> list[str]:
    """How an answer stands, at a glance: "quoted by the reader", "0.2 s", "2 sources", "1 origin (Bloomberg)"."""
    took = f"{answer.seconds:.1f} s"
    if not answer.answered:
        return ["nothing quoted", took]
    reader = answer.mode == "reader"
    by = "quoted by the reader" if reader else f"written by {answer.mode}, checked sentence by sentence"
    sources = len({citation.source for citation in answer.citations})
    unsupported = sum(sentence.support == "unsupported" for sentence in answer.sentences)
    warning = [f"{counted(unsupported, 'sentence')} unsupported"] if unsupported else []
    return [by, took, counted(sources, "source"), _origins(answer), *warning]


def _origins(answer: Answer) -> str:
    found = origins(answer)
    named = [shortened(name, NAME_LIMIT) for name in found[:NAMED]]
    more = [f"{len(found) - NAMED} more"] if len(found) > NAMED else []
    return f"{counted(len(found), 'origin')} ({'; '.join([*named, *more])})"
