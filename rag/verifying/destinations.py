"""Where somebody goes: a visit to Moscow is not told by a text that speaks of a visit to China."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.names import fold, is_country, names_in

_NAME = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*"
_TO = re.compile(
    r"\b(?:(?:visit|trip|journey|tour|voyage|flight)s?|travell?(?:s|ed|ing)?|go(?:es|ing)?|went|fl(?:y|ies|ew|ying)|"
    rf"return(?:s|ed|ing)?) to (?:the )?(?={_NAME})|\bvisit(?:s|ed|ing)? (?:the )?(?={_NAME})"
)
_BEFORE = re.compile(rf"\b(?P<to>{_NAME}) (?:visit|trip|tour)\b")
# "To the Silk Road Forum in Beijing": the country may come some words behind what lies in it, of the same phrase.
_REACH = 60
_PHRASE = re.compile(
    r"[^,.;:—–]*?(?=[,.;:—–]|\s(?:before|after|as|when|while|just|ahead|to|since|until|which|who)\b|$)"
)


def elsewhere(sentence: str, text: str) -> Iterator[str]:
    """The countries that `sentence` has somebody go to, where `text` only has people go to others."""
    told = {country for country, _ in _countries(text)}
    for country, name in _countries(sentence):
        if told and country not in told:
            yield name


def _countries(text: str) -> Iterator[tuple[str, str]]:
    """The countries gone to, each with its name or its capital's as written."""
    for match in _TO.finditer(text):
        phrase = _PHRASE.match(text[match.end() : match.end() + _REACH])
        countries = [name for name in names_in(phrase.group() if phrase else "") if is_country(name)]
        yield from ((name.normal, name.text) for name in countries[:1])
    for match in _BEFORE.finditer(text):
        # A China visit goes there, a Chinese visit comes from there.
        yield from (
            (name.normal, name.text)
            for name in names_in(match["to"])
            if is_country(name) and name.normal == fold(name.text)
        )
