"""The words of a text that carry its meaning, words that news uses for each other under one stem."""

from __future__ import annotations

import re
from dataclasses import replace

from index.lexical import Terms
from rag.verifying.attribution import SAYING
from rag.verifying.number_words import WORD_NUMBER
from rag.verifying.words import Word, words_of

_ALIKE = """
rise increase grow growth gain climb soar surge jump
fall decrease decline drop sink plunge shrink slump
begin start launch
end finish conclude
buy purchase acquire
sell sale
visit trip travel journey tour
talk discuss discussion negotiate negotiation dialogue conversation
meet meeting summit
help assist assistance aid support
build construct construction
kill die death dead
war conflict
country nation state
relation relationship tie link connection
agreement accord deal pact treaty
leader president chief head
official authority
company firm business corporation
big large huge major vast massive
important significant key crucial
show demonstrate display
want seek wish desire aim hope intend
restore reopen resume renew
expand extend broaden enhance deepen strengthen develop develop development
plan schedule
expect predict forecast anticipate
threat threaten
hurt harm damage injure
near nearly almost about roughly approximately around some
novel book
film movie
child kid
doctor physician
car vehicle automobile
house home
job work employment
money fund cash
attack strike assault
get receive obtain
give provide supply deliver
cooperate cooperation collaborate collaboration partnership partner
purchase buy
because due owing
additional further more
""".strip()
# Numbers, their units and who says something are left to the rules that check them.
_UNITS = (
    r"per|cents?|percent|percentage|dollars?|euros?|pounds?|yuan|rou?bles?|thousand|million|billion|trillion|hundred"
)
_CHECKED = re.compile(rf"\d.*|{SAYING}|{WORD_NUMBER}|{_UNITS}", re.IGNORECASE)


class Lexicon:
    """Reads texts for their words of content. Keep one: it stems its table once."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._alike: dict[str, str] = {}
        for line in _ALIKE.splitlines():
            stems = [stem for word in line.split() for stem in terms.of(word)]
            for stem in stems:
                self._alike.setdefault(stem, self._alike.get(stems[0], stems[0]))

    def claimed(self, text: str) -> list[Word]:
        """The words of content but names, numbers and verbs of saying, which are checked by rule."""
        return [word for word in self.spoken(text) if word.text[0].islower()]

    def spoken(self, text: str) -> list[Word]:
        """The words of content but numbers and verbs of saying."""
        words = (word for word in words_of(text, self._terms) if word.content)
        return [
            replace(word, stem=self._alike.get(word.stem, word.stem))
            for word in words
            if not _CHECKED.fullmatch(word.text)
        ]
