"""Names for whom a question only describes: "the union leader", "the economist at the Calder Institute".

Who has a role is taken from how the documents introduce people: "Ida Bruun, the union's general secretary", "The
transport minister, Carl Holm, said". The presidents and ministers of a country are the part of `rag.allusions`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from rag.verbs import BASE_FORMS

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
_NO_NAME = (
    r"(?:In|On|At|By|For|The|After|Before|Since|From|With|Officer|Executive|Operating|Financial|General|Justice)\b"
)
_NAMED = rf"(?!{_NO_NAME})[^\W\d_a-z][\w’'-]{{0,40}}[^\W_]"
_NAME = rf"(?<![\w’'-]){_NAMED}(?: {_NAMED}){{1,2}}"
_PLACE = rf"(?: (?:of|at|for)(?: the)?(?: {_WORD}){{1,4}})?"
# "The transport minister, Ida Bruun,", "opposition lawmaker Ida Bruun": what stands before the role belongs to it.
_HELD = re.compile(rf"\b(?i:{_ROLE})(?:{_PLACE}, (?P<who>{_NAME}),| (?P<titled>{_NAME}))")
_BEFORE = re.compile(rf"(?:\b{_WORD} ){{0,4}}$")
_REACH = 60
# "Ida Bruun, the union's general secretary", "Ida Bruun, who heads the union".
_APPOSED = re.compile(
    r"(?<![Ii]n )(?<![Ww]ith )(?<!to )(?<!met )(?<!of )(?<!from )"
    rf"(?P<who>{_NAME}), (?P<told>(?:(?!(?:of|to|for|from|with|by)\b){_WORD} ){{0,5}}?(?i:{_ROLE})\b{_PLACE}"
    rf"|who (?:{'|'.join(sorted(_VERBS))})(?: {_WORD}){{1,5}}?)(?=[,.;:)]|$)",
    re.MULTILINE,
)
_ASKING = r"(?i:did|does|do|is|are|was|were|has|had|have|will|would|can|could|what|who|when|where|why|how|which)\b"
_VERB = rf"(?:{_ASKING}|(?:say|says|said|think|thinks|accuse|reply|speak|{'|'.join(sorted(BASE_FORMS))})\b)"
_DESCRIBED = re.compile(
    rf"\b(?:the|(?P<owner>(?:the (?:{_WORD} )?|(?!{_ASKING})[A-Z][\w-]* )?{_WORD}['’]s)) "
    rf"(?P<before>(?:{_WORD} ){{0,3}}?)(?P<role>(?i:{_ROLE}))(?P<place> (?:of|at|for)(?: the)?(?: {_WORD}){{1,4}}?)?"
    # The description ends here: not so "the chief reason", "the head office".
    r"(?:(?P<genitive>['’]s)|(?=\W*$|[,;:?!] (?![A-Z])"
    rf"| (?:{_VERB}|about|on|in|when|after|before|during|to|and|or)\b))",
)
# Of a line that goes on; a paragraph ends with two.
_LINE_END = re.compile(r"(?<!\n)\r?\n(?!\r?\n)")
# A deputy minister is no minister.
_LESSER = frozenset("deputy vice former acting assistan junior shadow interim".split())
_EMPTY = frozenset("the a an of at for in with who its his her their and new".split())
# "Valdorian" and "Valdoria" have as much in common, "communist" and "community" have not.
_STEM = 8


def _stem(word: str) -> str:
    return word.removesuffix("s")[:_STEM]


_ALIKE: Mapping[str, frozenset[str]] = {
    word: frozenset(_stem(other) for line in _SAME.splitlines() if word in line.split() for other in line.split())
    for word in _SAME.split()
}


class Roles:
    """Knows who has which role by the words of a corpus. Thread-safe."""

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = texts

    @cached_property
    def _introductions(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Who is introduced and in which words, as stems; read when first needed: a large corpus takes seconds."""
        return tuple((name, _stems(words)) for text in self._texts for name, words in introduced(text))

    def named(self, question: str) -> str:
        """`question` with whom it describes by their names; unchanged where a description fits nobody, or several."""
        return _DESCRIBED.sub(self._holder, question)

    def _holder(self, match: re.Match[str]) -> str:
        around = _stems(" ".join(match[part] or "" for part in ("owner", "before", "place")))
        role = _ALIKE[match["role"].lower().split()[-1]]
        fitting = [
            name
            for name, told in self._introductions
            if around <= told and role & told and not (told - around) & _LESSER
        ]
        # Of one person the texts may give the whole name and a part of it.
        last_names = {name.split()[-1] for name in fitting}
        return f"{max(fitting, key=len)}{match['genitive'] or ''}" if len(last_names) == 1 else match.group()


def describes(text: str) -> bool:
    """Whether `text` is nothing but the description of somebody by a role: "the union leader"."""
    return _DESCRIBED.fullmatch(text) is not None


def introduced(text: str) -> Iterator[tuple[str, str]]:
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
    return frozenset(_stem(word) for word in words if word not in _EMPTY)
