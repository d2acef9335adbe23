"""Lines that belong to the page and not to the report: advertisements, copyright, contact, credits.

They are kept in the text and can be found, but are quoted only when the question asks for what they tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Notice:
    """A kind of line, and the words by which a question asks for it."""

    line: re.Pattern[str]
    asked: re.Pattern[str]


def _notice(line: str, asked: str) -> _Notice:
    return _Notice(re.compile(line, re.IGNORECASE), re.compile(rf"\b(?:{asked})\b", re.IGNORECASE))


_PAGE = (
    r"(?-i:(?:this|the|that|its|your|[\w’']+[’']s?) (?:[\w’']+ )?(?:articles?|documents?|files?|letters?|memos?|pages?"
    r"|pieces?|posts?|releases?|reports?|statements?|texts?|stor(?:y|ies)))"
)
_PERSON = r"(?:[A-Z][\w’'-]*\.? ){1,3}[A-Z][\w’'-]+"
# "The date of the draft" is not that of the page which tells of it, and "the company release the phone" is a deed.
_ASKS_FOR_DAY = (
    rf"updat\w*|publi(?:sh|cation)\w*|posted|last modified|(?:dated|what(?: i|[’'])s the date)(?=\W*$)"
    rf"|when (?:was|did) (?:this|it) (?:written|issued|come out|appear)|(?:day|date) of {_PAGE}"
    rf"|(?:when|day|date)\b(?:(?!\b(?:according|by|in)\b).)*\b{_PAGE},? (?:(?:was|been) )?(?:written|issued|dated"
    r"|released|sent|filed|made|appear\w*|c[ao]me out|from)(?=\W*$)"
    r"|\b(?:article|document|file|letter|memo|page|piece|report|text)(?:[’']s?)? date"
)

_NOTICES = (
    _notice(r"^(?:advertisement|sponsored(?: content)?|promoted|paid post)\W*$", r"advert\w*|sponsor\w*"),
    _notice(
        r"©|\(c\) ?\d{4}|\bcopyright(?:ed)?\b|\ball rights reserved\b|\beducational purposes\b",
        r"copyright\w*|own(?:s|ed|er)?|rights|publish\w*|licen[cs]e\w*|content",
    ),
    _notice(
        r"\b(?:please |to )?contact (?:us|\S+ using)|\b(?:e-?mail|call) us\b|\bcontact page\b",
        r"contact\w*|e-?mail\w*|remov\w*|reach",
    ),
    _notice(
        r"^(?:click|tap) (?:here|this link)\b|^(?:read more|related|share this|follow us|see also)\b"
        r"|^(?:latest|more|top|related) (?:news|stories|articles)\b.{0,20}$|\boriginal source of this article\b",
        r"link\w*|original source|related",
    ),
    _notice(
        r"\b(?:subscribe (?:to|now)|sign up for|our newsletter|(?:cookie|privacy) policy|terms of (?:use|service))\b",
        r"subscri\w*|sign up|newsletter|cookie\w*|privacy|terms",
    ),
    _notice(
        # A label, or a line of nothing but "By" and a name, perhaps with a post, a paper and a place behind commas.
        r"^(?:author|by|written by|reporter|editor)\s*:"
        rf"|^(?-i:(?:By|BY|Written by) {_PERSON}(?:(?:,| and|,? &) {_PERSON})*(?:, [\w &’'-]{{2,40}}){{0,3}})$",
        r"author\w*|wr(?:ote|itten|iter)|byline|reporter|editor",
    ),
    _notice(
        r"^(?:updated?|published|posted|last modified|date)\b\s*:?[\s\d/.,:\-]*(?:\d|$)",
        _ASKS_FOR_DAY,
    ),
    # A line of nothing but a date tells when the page came out, whatever the question asks the day of.
    _notice(
        r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?(?:\d{1,2} )?"
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\W*$",
        _ASKS_FOR_DAY,
    ),
    _notice(r"^\(?(?:source|credit)s?\s*:", r"(?:what|which|whose|its|the|original) source|credit(?:s|ed)?|based on"),
)


def is_boilerplate(line: str) -> bool:
    """Whether `line` is a notice of the page instead of a part of the report."""
    stripped = line.strip()
    return any(notice.line.search(stripped) for notice in _NOTICES)


def asks_for(question: str, line: str) -> bool:
    """Whether `question` asks for what the boilerplate `line` tells."""
    stripped = line.strip()
    return any(notice.line.search(stripped) and notice.asked.search(question) for notice in _NOTICES)
