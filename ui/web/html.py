"""The one place where HTML is made: text is always escaped, and only harmless tags and attributes exist."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TAGS = frozenset(
    "article blockquote button div form h1 h2 h3 input label li mark nav ol option p progress section select span sup "
    "textarea time ul".split()
)
# Of tables, of what opens and closes, and of drawings.
TAGS |= frozenset("code dd details desc dl dt h4 line rect summary svg table tbody td text th thead title tr".split())
VOID = frozenset({"input"})
ATTRIBUTES = re.compile(
    r"(?:class|id|type|role|dir|hidden|tabindex|title|for|name|rows|placeholder|autocomplete|enterkeyhint|datetime"
    r"|value|max|checked|selected|disabled|multiple|accept"
    # Of tables, and of shapes that are drawn: numbers and words, nothing that names something to load.
    r"|scope|open|viewBox|preserveAspectRatio|x|y|x1|y1|x2|y2|width|height|text-anchor"
    r"|(?:data|aria)-[a-z-]+)"
)

Attributes = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that `element` or `fragment` made; any other string is text and gets escaped."""

    markup: str

    def __str__(self) -> str:
        return self.markup


Child = Html | str | None


def element(tag: str, attributes: Attributes | None = None, *children: Child) -> Html:
    """One element; an attribute that is None or False is left out, one that is True stands without a value.

    ValueError for a tag or attribute that could run code, load something or leave the page: a document's
    words can therefore do no such thing, whatever they are.
    """
    if tag not in TAGS:
        raise ValueError(f"<{tag}> is not a tag of this page")
    inside = "".join(_attribute(name, value) for name, value in (attributes or {}).items())
    if tag in VOID:
        return Html(f"<{tag}{inside}>")
    return Html(f"<{tag}{inside}>{fragment(*children)}</{tag}>")


def fragment(*children: Child) -> Html:
    """Children side by side, without an element around them."""
    return Html("".join(_markup(child) for child in children))


def document(title: str, style: str, body: Html) -> str:
    """A whole page with `body` in it; `style` is CSS of ours, never words of a document.

    ValueError when `style` could end its element. The page's policy lets it load and run nothing.
    """
    if "<" in style:
        raise ValueError("a stylesheet in a page holds no <")
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


def join(children: Iterable[Child], between: Child) -> Html:
    """Children with `between` in each gap."""
    return Html(_markup(between).join(_markup(child) for child in children))


def escape(text: str) -> str:
    """`text` as HTML that parses back to the same characters.

    A carriage return needs its reference, since parsers turn a bare one into a line feed; a NUL has no
    form in HTML and becomes the replacement character.
    """
    return html.escape(text).replace("\r", "&#13;").replace("\0", "\ufffd")


def _markup(child: Child) -> str:
    if child is None:
        return ""
    return child.markup if isinstance(child, Html) else escape(child)


def _attribute(name: str, value: str | int | bool | None) -> str:
    if not ATTRIBUTES.fullmatch(name):
        raise ValueError(f"{name} is not an attribute of this page")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
