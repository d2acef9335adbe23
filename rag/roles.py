"""Names for whom a question only describes: "the union leader", "the economist at the Calder Institute".

Who has a role is taken from how the documents introduce people: "Ida Bruun, the union's general secretary", "The
transport minister, Carl Holm, said". The presidents and ministers of a country are the part of `rag.allusions`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

# Each line tells one role, in one word or another: of the newspaper, and of who asks.
_SAME = """
leader head chief boss president chair chairman chairwoman chairperson secretary director heads leads runs chairs
executive ceo boss head chief runs heads leads
minister secretary
spokesman spokeswoman spokesperson
lawmaker politician senator
economist analyst expert
judge mediator
lawyer attorney
ambassador envoy diplomat
professor researcher scientist
founder owner
captain skipper
journalist reporter correspondent
author writer
adviser advisor aide
governor
mayor
officer
editor
coach
commissioner
official
"""
_VERBS = frozenset({"heads", "leads", "runs", "chairs"})
_ROLE = "|".join(["chief executive", "general secretary", *sorted({*_SAME.split()} - _VERBS, key=len, reverse=True)])
_WORD = r"[^\W\d_][\w’'&-]*"
_NO_NAME = r"(?:In|On|At|By|For|The|After|Before|Since|From|With)\b"
_NAME = rf"(?!{_NO_NAME})[^\W\d_a-z][\w’'-]*[^\W_](?: [^\W\d_a-z][\w’'-]*[^\W_]){{1,2}}"
_PLACE = rf"(?: (?:of|at|for)(?: the)?(?: {_WORD}){{1,4}})?"
# "The transport minister, Ida Bruun,", "opposition lawmaker Ida Bruun": what stands before the role belongs to it.
_HELD = re.compile(rf"\b(?i:{_ROLE})(?:{_PLACE}, (?P<who>{_NAME}),| (?P<titled>{_NAME}))")
_BEFORE = re.compile(rf"(?:\b{_WORD} ){{0,4}}$")
_REACH = 60
# "Ida Bruun, the union's general secretary", "Ida Bruun, who heads the union".
_APPOSED = re.compile(
    rf"(?P<who>{_NAME}), (?P<told>(?:{_WORD} ){{0,5}}?(?:{_ROLE})\b{_PLACE}"
    rf"|who (?:{'|'.join(sorted(_VERBS))})(?: {_WORD}){{1,5}})"
)
_ASKING = r"(?i:did|does|do|is|are|was|were|has|had|have|will|would|can|could|what|who|when|where|why|how|which)\b"
_DESCRIBED = re.compile(
    rf"\b(?:the|(?P<owner>(?:the (?:{_WORD} )?|(?!{_ASKING})[A-Z][\w-]* )?{_WORD}['’]s)) "
    rf"(?P<before>(?:{_WORD} ){{0,3}}?)(?P<role>{_ROLE})\b"
    # "The head of the union said" ends where the verb begins, "the judge in the case" is left alone.
    rf"(?:(?P<place> (?:of|at|for)(?: the)?(?: {_WORD}){{1,4}}?)"
    r"(?=\W*$| (?:say|said|think|promise|expect|about|on|in)\b)"
    r"|(?! (?:of|at|for)\b))(?P<genitive>['’]s)?(?!,? [A-Z])",
)
# Of a line that goes on; a paragraph ends with two.
_LINE_END = re.compile(r"(?<!\n)\r?\n(?!\r?\n)")
# A deputy minister is no minister.
_LESSER = frozenset({"deputy", "vice", "former", "acting"})
_EMPTY = frozenset("the a an of at for in with who its his her their and new".split())
# "Valdorian" and "Valdoria", "growers" and "grower" have as much in common.
_STEM = 6
_ALIKE: Mapping[str, frozenset[str]] = {
    word: frozenset(other[:_STEM] for line in _SAME.splitlines() if word in line.split() for other in line.split())
    for word in _SAME.split()
}


class Roles:
    """Knows who has which role by the words of a corpus. Thread-safe."""

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = texts

    @cached_property
    def _introductions(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Who is introduced and in which words, as stems; read when first needed: a large corpus takes seconds."""
        return tuple((name, _stems(words)) for text in self._texts for name, words in _introduced(text))

    def named(self, question: str) -> str:
        """`question` with whom it describes by their names; unchanged where a description fits nobody, or several."""
        return _DESCRIBED.sub(self._holder, question)

    def _holder(self, match: re.Match[str]) -> str:
        around = _stems(" ".join(match[part] or "" for part in ("owner", "before", "place")))
        role = _ALIKE[match["role"].split()[-1]]
        fitting = [
            name
            for name, told in self._introductions
            if around <= told and role & told and not (told - around) & _LESSER
        ]
        # Of one person the texts may give the whole name and a part of it.
        last_names = {name.split()[-1] for name in fitting}
        return f"{max(fitting, key=len)}{match['genitive'] or ''}" if len(last_names) == 1 else match.group()


def _introduced(text: str) -> Iterator[tuple[str, str]]:
    """Everybody whom `text` introduces, with the words that do."""
    text = _LINE_END.sub(" ", text)
    for match in _HELD.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - _REACH), match.start())
        name = match["who"] or match["titled"]
        yield name, text[before.start() if before else match.start() : match.end()].rstrip(",").removesuffix(name)
    for match in _APPOSED.finditer(text):
        yield match["who"], match["told"]


def _stems(text: str) -> frozenset[str]:
    words = (re.sub(r"['’]s?$", "", word).lower() for word in re.findall(_WORD, text))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY)
