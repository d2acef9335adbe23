"""Who does something, where the source has somebody else do the same in the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rag.names import normal, same_name
from rag.verifying.words import Word

# What may stand between a subject and its verb.
_BETWEEN = frozenset("has have had is are was were been be also later then both each will would".split())
# So many words of content behind the verb have to be the same for it to be the same deed.
_SAME = 2

_Deed = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Act:
    """A deed (the verb and what follows, as stems), the name before the verb, and all names of the clause before it."""

    deed: _Deed
    actor: tuple[Word, ...]
    before: tuple[Word, ...]

    @property
    def name(self) -> str:
        """The actor's name as written."""
        return " ".join(word.text for word in self.actor)


def other_actor(claim: Sequence[Word], evidence: Sequence[Word]) -> Iterator[str]:
    """The actors of `claim` whose deed `evidence` tells of somebody else by name, and nowhere of them."""
    known = list(_acts(evidence))
    for act in _acts(claim):
        same = [other for other in known if other.deed == act.deed]
        if same and not any(_is(one, name) for one in act.actor for other in same for name in other.before):
            yield f"the cited text has {same[0].name} do this, not {act.name}"


def _acts(words: Sequence[Word]) -> Iterator[_Act]:
    for place, verb in enumerate(words):
        if not verb.past or not verb.content:
            continue
        earlier = [word for word in words[:place] if word.sentence == verb.sentence]
        while earlier and (earlier[-1].text.casefold() in _BETWEEN or earlier[-1].text.endswith("ly")):
            earlier.pop()
        behind = [word.stem for word in words[place + 1 :] if word.sentence == verb.sentence and word.content]
        if earlier and _is_name(earlier[-1]) and len(behind) >= _SAME:
            run = tuple(takewhile(_is_name, reversed(earlier)))[::-1]
            yield _Act((verb.stem, *behind[:_SAME]), run, tuple(filter(_is_name, earlier)))


def _is_name(word: Word) -> bool:
    return word.content and word.text[0].isupper()


def _is(one: Word, other: Word) -> bool:
    return one.stem == other.stem or normal(one.text) == normal(other.text) or same_name(one.text, other.text)
