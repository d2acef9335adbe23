"""Questions for a name itself: "What is Glazyev's first name?", "How is Overchuk's first name spelled?"."""

from __future__ import annotations

import re

from rag.names import Term, is_country, names_in, without_genitive

_ASKS = re.compile(
    r"\b(?:first|given|full|whole|complete|fore)[ -]?names?\b|\bnames?\b[^?]*\bspel[lt]"
    r"|\bspel(?:l|t|led|ling)\b[^?]*\bnames?\b"
    r"|^how (?:do|does|did|is|are)\b[^?]*\bspel(?:l|t|led)\b",
    re.IGNORECASE,
)
_WORD = r"(?<![\w-])[A-Z][\w’'-]*\w"
_TITLE = (
    r"(?i:president|minister|premier|chancellor|leader|secretary|senator|governor|congress(?:wo)?man|mayor|chair(?:wo)?man|"
    r"director|ambassador|general|admiral|colonel|major|captain|sergeant|officer|judge|justice|professor|prof\.?|doctor|dr\.?|"
    r"king|queen|prince|princess|pope|bishop|archbishop|father|sister|brother|saint|lord|lady|sir|dame|coach|detective|"
    r"mr\.?|mrs\.?|ms\.?|miss)"
)


def asked_name(question: str) -> Term | None:
    """Whose name is asked for; None where the question is for something else, or names nobody."""
    if not _ASKS.search(question):
        return None
    people = [name for name in names_in(question) if not is_country(name)]
    return Term(without_genitive(people[-1].text), people[-1].normal) if people else None


def full_name(text: str, name: Term) -> str | None:
    """The name with the word that makes it whole, as `text` writes it: "Ida Bruun" for "Bruun"; else None.

    Where the family's name comes first, as in "Xi Jinping", only a title before it tells.
    """
    last = re.escape(name.text)
    for match in re.finditer(rf"(?!{_TITLE} )({_WORD}) {last}\b", text):
        if any(not is_country(first) for first in names_in(match[1])):
            return match.group()
    after_title = re.search(rf"\b{_TITLE} ({last} {_WORD})", text)
    return after_title[1] if after_title else None
