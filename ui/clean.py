"""Text of documents on its way to a terminal."""

import re

_BREAK = re.compile("\r\n|[\r\v\f\x85]")
# C0 and C1 but for newline and tab, and the characters that reorder the text around them.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` without what a terminal would obey instead of show."""
    return _CONTROL.sub("", _BREAK.sub("\n", text))
