"""What stands around the conversation: the masthead, the welcome with its examples, the box to ask in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ui.web.html import Attributes, Html, element
from ui.web.wording import counted


def masthead(corpus: str, documents: int, views: Mapping[str, str]) -> Html:
    """The nameplate, what is being asked, the `views` (name and label of each), and the switch between themes."""
    label = "Switch between light and dark"
    switch: Attributes = {"type": "button", "class": "theme", "aria-label": label, "title": label}
    return element(
        "div",
        {"class": "masthead"},
        element("h1", {"class": "nameplate"}, "Byline"),
        element("p", {"class": "corpus", "dir": "auto"}, f"{corpus} · {counted(documents, 'article')}"),
        element("nav", {"class": "views", "aria-label": "Views"}, *(_view(*view) for view in views.items())),
        element("button", switch, element("span", {"class": "moon", "aria-hidden": "true"})),
    )


def _view(name: str, label: str) -> Html:
    return element("button", {"type": "button", "data-view": name}, label)


def welcome(examples: Sequence[str]) -> Html:
    """The first view: what this is in two lines, and questions to begin with."""
    heading = element("h3", None, "For instance")
    offered = element("ul", None, *(_example(question) for question in examples))
    return element(
        "section",
        {"class": "welcome", "aria-label": "Welcome"},
        element("h2", None, "Ask the articles."),
        element("p", {"class": "lead"}, "Every sentence of an answer opens its source at the exact words."),
        *([heading, offered] if examples else []),
    )


def _example(question: str) -> Html:
    return element("li", None, element("button", {"type": "button", "class": "example"}, question))


def composer() -> Html:
    """The form that questions are asked in."""
    box: Attributes = {
        "id": "question",
        "name": "question",
        "rows": 1,
        "placeholder": "Ask the articles …",
        "autocomplete": "off",
        "enterkeyhint": "send",
        "dir": "auto",
    }
    return element(
        "form",
        {"class": "composer", "aria-label": "Ask a question"},
        element("label", {"for": "question", "class": "unseen"}, "Your question"),
        element("textarea", box),
        element("button", {"type": "submit", "class": "send"}, "Ask"),
    )
