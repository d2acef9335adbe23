"""Who is quoted or reported as saying a sentence, told from who reports it."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from index.documents import Document
from index.sentences import SentenceSpan
from rag.days import WEEKDAY
from rag.names import is_country, names_in

_VERBS = (
    "said|says|say|told|added|adds|stated|states|stressed|noted|notes|argued|argues|claimed|claims|alleged|asserted|"
    "explained|warned|announced|insisted|emphasi[sz]ed|reiterated|declared|remarked|commented|replied|answered|"
    "tweeted|posted|published|recalled|acknowledged|admitted|denied|promised|pledged|predicted|expressed|accused|"
    "agreed|described|"
    # Who wrote a song said nothing.
    r"wrote(?! (?:an?|the|his|her|its|their|some|several|many)\b)"
)
# What is said to have been done to somebody else as well: "criticised Bruun" does not make her speak.
_ACTS_OF_SPEECH = (
    "proposed|suggested|suggests|urged|urges|demanded|demands|complained|complains|conceded|confirmed|"
    "vowed|joked|boasted|lamented|repeated|estimated|estimates|hinted|regretted|regrets|criticized|criticised|praised|"
    "welcomed|rejected|(?:declined|refused) to (?:say|comment|answer|tell)"
)
_SAYS = rf"{_VERBS}|{_ACTS_OF_SPEECH}"
_CAPITAL = r"[A-Z][\w’'-]*"
# Without these two a page of capitals would be read again from each of them: a name begins where a word does, and is no
# longer than names are.
_START = r"(?<!\w)(?<!\w[’'-])"
# Of one line: a headline and a name below it are not one name.
_NAME = rf"{_START}{_CAPITAL}(?:[ \t]+(?:(?:of|de|von|van|al|bin|&)[ \t]+)?{_CAPITAL}){{0,9}}"
_SUBJECT_VERB = re.compile(
    rf"(?P<who>{_NAME}|\b[Hh]e\b|\b[Ss]he\b|\b[Tt]hey\b)\s+(?:also\s+|has\s+|had\s+|later\s+)*(?:{_SAYS})\b"
)
# What follows the name has to look like a verb.
_ACTS = re.compile(
    rf"(?P<title>(?:The |[A-Z][\w’'-]* )?(?:[a-z][\w’'-]* ){{1,3}})?(?P<who>{_NAME}) "
    r"[a-z]+(?:ed|s|t|w|d|ught|ook|oke|ose|ave)\b"
)
# "Bruun warned on Monday.", "Bruun posted some capital letters on Monday.": when and where, and no statement.
_ONLY_SAYS = re.compile(
    rf"{_NAME}\s+(?:also\s+|later\s+)*(?:(?:{_VERBS})(?:,? (?:on|in|at|to|during|after|before|last|this|yesterday|"
    rf"later|{WEEKDAY})\b[^,;:“”\"]{{0,80}})?"
    r"|(?:wrote|tweeted|posted|published)(?! that\b)[^,;:“”\"]{0,80})\.?$"
)
# "said harbour master Ida Bruun", but not "said in Osk".
_TITLE_BEFORE = (
    r"(?:(?!(?:in|on|at|to|of|after|by|from|for|with|as|during|that|this|last|via|through|and|before|since|when|while|but"
    r"|is|was|an?|it|he|she|they|so|not|if|how|about|late|early|earlier|later|yesterday)\b)[a-z][\w’'-]*[ \t]+){0,3}"
)
_VERB_SUBJECT = re.compile(rf"[”\",]\s*(?:{_VERBS})\s+{_TITLE_BEFORE}(?P<who>{_NAME})")
_ACCORDING = re.compile(rf"\baccording to\s+(?:the\s+)?(?P<who>{_NAME})")
_APPOSITION = re.compile(rf"(?P<who>{_NAME}),[^,.“”]{{3,120}},\s+(?:also\s+|has\s+)?(?:{_VERBS})\b")
# "The transport minister, Ida Bruun, said".
_TITLED = re.compile(rf"\b[a-z][\w’'-]*,\s+(?P<who>{_CAPITAL}[ \t]+{_NAME}),\s+(?:also\s+|has\s+)?(?:{_VERBS})\b")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_GIVEN = (_APPOSITION, _TITLED, _SUBJECT_VERB, _VERB_SUBJECT, _ACCORDING)
_NO_NAMES = frozenset(
    "president mayor king queen prime minister deputy vice premier chancellor secretary foreign chairman "
    "senator governor general russian chinese american ukrainian british french german leader mr mr dr the on "
    "in at a similarly meanwhile an thi that these those he she it they we i you and but one "
    # "said Wednesday" tells when.
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow when while after as since if "
    "because although though then yet once author ceo".split()
)
# Before a whole name: "Defence Minister Ida Bruun", but "the Justice Department".
_POSTS = frozenset(
    "defence defense interior finance justice health trade supply energy transport education agriculture labour labor "
    "environment councillor councilor commander prosecutor detective captain colonel major sergeant lieutenant "
    "inspector professor attorney chief director harbour nato".split()
)
_UNNAMED = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ss]ome)\s+(?:[\w’'-]+\s+){0,5}"
    r"(?:officials?|minister|spokes\w+|diplomats?|analysts?|sources?|experts?|lawmakers?|advis[eo]rs?|aides?|senator|"
    rf"professor|economists?|reporter|person|man|woman)\s+(?:{_VERBS})\b"
    r"|\b(?i:media|observers|critics|analysts|experts|officials|sources|diplomats|delegates|investigators|lawmakers|"
    rf"reports|newspapers|outlets)\s+(?:also\s+|have\s+|has\s+)?(?:reported|report|reports|{_VERBS})\b"
)
# Stands for a person named before; further back it is anybody's guess.
_LOOK_BACK = 4


def speaker_of(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> str | None:
    """The name of who says sentence `number` by the text's own words, or None when the article says it."""
    if sentences[number].kind != "prose":
        return None
    text = document.text[sentences[number].start : sentences[number].end]
    found = _attributed(text)
    if found is None and _is_quotation(text):
        found = _after(document, sentences, number) or _before(document, sentences, number)
    if found is None:
        return None
    if found.lower() in {"he", "she", "they"}:
        named = _last_named(document, sentences, number)
        return _full_name(document, named) if named else None
    return _full_name(document, found)


class Speakers:
    """Who is given as saying something anywhere in some texts. Thread-safe."""

    def __init__(self, texts: Collection[str]) -> None:
        self._texts = texts

    def __contains__(self, name: object) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        """Whole names and last words; read when first needed, since a large corpus takes seconds."""
        names = {name for text in self._texts for name in speakers_named(text)}
        return frozenset(names | {name.split()[-1] for name in names})


def is_of_nobody_named(text: str) -> bool:
    """Whether `text` gives its words to somebody without a name, as in "a top official said"."""
    return bool(_UNNAMED.search(_QUOTED.sub(" ", text)))


def _attributed(text: str) -> str | None:
    outside = _QUOTED.sub(lambda match: "“" + " " * (len(match.group()) - 2) + "”", text)
    for pattern in _GIVEN:
        for match in pattern.finditer(outside):
            name = _bare(match["who"])
            if name:
                return name
    return None


def _bare(name: str) -> str | None:
    """The name without the titles before it; None when nothing but titles and common words is left."""
    if name.lower() in {"he", "she", "they"}:
        return name
    words = name.split()
    while words and (words[0].lower().rstrip("s") in _NO_NAMES or (len(words) > 1 and words[0].endswith(("’s", "'s")))):
        words.pop(0)
    if len(words) > 2 and words[0].lower() in _POSTS:
        return _bare(" ".join(words[1:]))
    if len(words) == 1 and words[0].lower().rstrip("s") in _POSTS:
        return None
    return re.sub(r"[’']s$", "", " ".join(words)) or None


def attributes(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> bool:
    """Whether sentence `number` only tells who said the quotation that stands before it: "Bruun wrote on Monday."."""
    before, this = sentences[number - 1] if number else None, sentences[number]
    text = document.text[this.start : this.end]
    follows = before is not None and before.paragraph == this.paragraph
    quoted = before is not None and _is_quotation(document.text[before.start : before.end])
    return follows and quoted and bool(_ONLY_SAYS.match(text))


def _is_quotation(text: str) -> bool:
    """Whether all of it is quoted; the opening mark may be lost."""
    if "“" not in text and text.endswith("”"):
        return True
    return text[:1] in '“"' and len(_QUOTED.sub("", text).strip(" .")) < 3


def _after(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> str | None:
    """Who is named for the quotation in a sentence of its own behind it."""
    if number + 1 == len(sentences) or not attributes(document, sentences, number + 1):
        return None
    return _attributed(document.text[sentences[number + 1].start : sentences[number + 1].end])


def _before(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> str | None:
    """Who is named for the sentence before in the same paragraph, whose quotation goes on."""
    for earlier in range(number - 1, max(-1, number - 3), -1):
        if sentences[earlier].paragraph != sentences[number].paragraph:
            return None
        if found := _attributed(document.text[sentences[earlier].start : sentences[earlier].end]):
            return found
    return None


def _last_named(document: Document, sentences: tuple[SentenceSpan, ...], number: int) -> str | None:
    for earlier in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
        text = document.text[sentences[earlier].start : sentences[earlier].end]
        found = _attributed(text) or _acting(text)
        if found and found.lower() not in {"he", "she", "they"}:
            return found
    return None


def _acting(text: str) -> str | None:
    """The person with a title and two names with whom the sentence opens: "Harbour master Ida Bruun rejected it."."""
    match = _ACTS.match(text)
    name = _bare(match["who"]) if match else None
    if match is None or name is None or " " not in name:
        return None
    titled = match["title"] or name != match["who"].removeprefix("The ")
    return name if titled and not any(map(is_country, names_in(name))) else None


def _full_name(document: Document, name: str) -> str:
    """The longest form in which the document gives this name: `Alexei Overchuk` for `Overchuk`."""
    last = re.escape(name.split()[-1])
    forms = [name]
    for match in re.finditer(rf"{_START}(?:{_CAPITAL}[ \t]+){{1,5}}{last}\b", document.text):
        bare = _bare(match.group())
        if bare and len(bare.split()) <= 3:
            forms.append(bare)
    return max(forms, key=len)


def speakers_named(text: str) -> list[str]:
    """The names that `text` gives as saying something, in order of appearance."""
    outside = _QUOTED.sub(" ", text)
    found = [(match.start(), _bare(match["who"])) for pattern in _GIVEN for match in pattern.finditer(outside)]
    names = [name for _, name in sorted(found, key=lambda item: item[0]) if name and name[0].isupper()]
    return [name for name in dict.fromkeys(names) if name.lower() not in {"he", "she", "they"}]
