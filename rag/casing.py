"""Names in questions typed without capitals, written as the corpus writes them.

Which names have to stand near an answer, and whose words are asked for, is told by capitals (rag/names.py); people who
type to a machine leave them out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITALISED = r"[A-Z][^\W\d_]*(?:-[^\W\d_]+)*"
# Articles and prepositions stay small in headlines.
_SHORT = 3
# A capital after a word without one is no sentence's beginning.
# The pronoun has no article: the country is meant, whose name is too short a word to be told by the corpus.
_THE_US = re.compile(r"\b(?P<the>the) us\b", re.IGNORECASE)
_NAMES = re.compile(rf"\b[a-z][\w’'-]*,? (?P<names>{_CAPITALISED}(?: {_CAPITALISED})*)")


class Casing:
    """Knows the words that a corpus writes with a capital and never without. Thread-safe."""

    def __init__(self, texts: Iterable[str]) -> None:
        forms: Counter[str] = Counter()
        plain: set[str] = set()
        for line in (line for text in texts for line in text.splitlines()):
            plain.update(word for word in _WORD.findall(line) if word[0].islower())
            if not _is_headline(line):
                forms.update(name for match in _NAMES.finditer(line) for name in _WORD.findall(match["names"]))
        # The most frequent form comes last and stays.
        ordered = sorted(forms, key=lambda form: (forms[form], form))
        self._forms = {form.lower(): form for form in ordered if form.lower() not in plain}

    def restored(self, question: str) -> str:
        """`question` with its names as the corpus writes them, where nothing but its first letter is a capital."""
        question = _THE_US.sub(r"\g<the> US", question)
        if any(letter.isupper() for letter in question[1:]):
            return question
        return _WORD.sub(lambda match: self._forms.get(match.group().lower(), match.group()), question)


def _is_headline(line: str) -> bool:
    """Whether a line gives capitals to most of its longer words, names or not."""
    longer: list[str] = [word for word in _WORD.findall(line) if len(word) > _SHORT]
    return 2 * sum(word[0].isupper() for word in longer) > len(longer)
