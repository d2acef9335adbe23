"""When a model says that it has no answer, in whatever words.

A refusal in words that are not known here is caught all the same: no evidence supports it, so no sentence survives the
check.
"""

from __future__ import annotations

import re

_SOURCES = (
    r"(?:documents?|articles?|sentences?|texts?|evidence|passages?|sources?|context|excerpts?|information|"
    r"statements?|materials?|files?|snippets?|content)"
)
_THE_SOURCES = rf"\b(?:the|these|this|those|your|any|any of the|provided|given)\s+(?:[\w-]+\s+){{0,2}}{_SOURCES}\b"
_TELL = (
    r"(?:say|tell|mention|state|specify|provide|contain|include|answer|indicate|give|disclose|reveal|address|discuss|"
    r"explain|identify|name|describe|report|hold|offer|cover|support|have)"
)
_TOLD = (
    r"(?:said|told|mentioned|stated|specified|provided|contained|included|answered|indicated|given|disclosed|revealed|"
    r"addressed|discussed|explained|identified|named|described|reported|available|found|known|clear|possible)"
)
_NOT = r"(?:do(?:es)?\s+not|do(?:es)?n[’']t|did\s+not|didn[’']t|cannot|can[’']t|fails?\s+to)"
_BE_NOT = r"(?:is|are|was|were)(?:\s+not|n[’']t)"

_PATTERNS = (
    # "No answer.", "Not specified.", "Unknown."
    r"^\W*no\s+(?:clear\s+|direct\s+|definite\s+)?answer\b",
    r"^\W*(?:n/a|none|unknown|unanswerable|insufficient information)\W*$",
    rf"^\W*not\s+(?:enough\b|{_TOLD}\b)",
    # "The documents do not say", "None of the sentences mention it"
    rf"{_THE_SOURCES}[^.]{{0,60}}\b{_NOT}\s+(?:\w+ly\s+)?{_TELL}\b",
    rf"\b(?:none|neither)\s+of\s+(?:the|these|those)\s+(?:\w+\s+)?{_SOURCES}\b",
    # "It is not mentioned.", "The date is not given in the text."
    rf"^\W*(?:it|this|that)\s+{_BE_NOT}\s+(?:\w+ly\s+)?{_TOLD}\b",
    rf"\b{_BE_NOT}\s+(?:\w+ly\s+)?{_TOLD}\b[^.]{{0,40}}\b(?:in|by|from|within|on)\s+(?:any\s+of\s+)?{_THE_SOURCES}",
    # "There is no information about it", "No mention of it is made"
    r"\bthere\s+(?:is|are|was|were)\s+no\s+(?:\w+\s+)?(?:information|mention|answer|indication|details?|reference)\b",
    r"^\W*no\s+(?:\w+\s+)?(?:information|mention|details?)\b",
    # "I do not know", "I'm sorry", "It cannot be determined"
    r"\bI\s+(?:do\s+not|don[’']t|cannot|can[’']t|could\s+not|couldn[’']t|am\s+(?:not\s+able|unable))\b",
    r"^\W*(?:I[’']m|I\s+am)\s+(?:sorry|afraid|unable)\b|^\W*(?:sorry|unfortunately)\b",
    r"\b(?:cannot|can[’']t|could\s+not)\s+be\s+(?:answered|determined|established|inferred)\b",
    r"\b(?:unable|impossible|not\s+possible|insufficient|not\s+enough)\b[^.]{0,40}"
    r"\b(?:to\s+(?:answer|determine|say|tell)|information|evidence|context)\b",
)
_REFUSAL = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")


def is_refusal(sentence: str) -> bool:
    """Whether `sentence` speaks of the evidence's silence; what it quotes is not its own word."""
    return bool(_REFUSAL.search(_QUOTED.sub(" ", sentence)))
