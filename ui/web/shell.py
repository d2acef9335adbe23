"""What stands around the conversation: the masthead, the welcome with its examples, the box to ask in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ui.counting import counted
from ui.web.html import Attributes, Html, element, fragment


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


def composer(corpus: str) -> Html:
    """The form that questions are asked in, and what can be done with the conversation as a whole.

    The browser keeps conversations by the name of the `corpus` that they are about.
    """
    attributes: Attributes = {"class": "composer", "aria-label": "Ask a question", "data-corpus": corpus}
    return element(
        "form",
        attributes,
        _editing(),
        element("label", {"for": "question", "class": "unseen"}, "Your question"),
        element("div", {"class": "line"}, _box(), *_sending()),
        _tools(),
        element("p", {"class": "unseen told", "role": "status"}),
    )


def _box() -> Html:
    box: Attributes = {
        "id": "question",
        "name": "question",
        "rows": 1,
        "placeholder": "Ask the articles …",
        "autocomplete": "off",
        "enterkeyhint": "send",
        "dir": "auto",
    }
    return element("textarea", box)


def _sending() -> list[Html]:
    """The button that sends, and the one that takes its place while an answer is being made."""
    stop: Attributes = {"type": "button", "class": "stop", "title": "Stop answering (Escape)"}
    return [element("button", {"type": "submit", "class": "send"}, "Ask"), element("button", stop, "Stop")]


def _editing() -> Html:
    cancel = element("button", {"type": "button", "class": "leave"}, "Keep it as it was")
    note = "You are changing an earlier question; asking it drops what came after it."
    return element("p", {"class": "editing", "hidden": True}, element("span", None, note), " ", cancel)


def _tools() -> Html:
    return element(
        "div",
        {"class": "tools", "role": "group", "aria-label": "Conversation"},
        _tool("fresh", "New chat", "Begin a new conversation"),
        _tool("past", "History", "Earlier conversations, kept in this browser"),
        _tool("save markdown", "Markdown", "Save this conversation as Markdown"),
        _tool("save html", "HTML", "Save this conversation as an HTML page"),
    )


def _tool(name: str, label: str, told: str) -> Html:
    return element("button", {"type": "button", "class": f"tool {name}", "title": told}, label)


def follow_ups(question: str, questions: Sequence[str]) -> Html:
    """What may be asked after the answer to `question`; nothing when there is nothing."""
    if not questions:
        return fragment()
    asking = (element("button", {"type": "button", "class": "follow-up", "dir": "auto"}, q) for q in questions)
    offered = element("ul", None, *(element("li", None, button) for button in asking))
    heading = element("h3", None, "Ask next")
    return element(
        "section", {"class": "follow-ups", "aria-label": "Ask next", "data-question": question}, heading, offered
    )


def drawer() -> Html:
    """Where earlier conversations are listed; the browser fills copies of the first row with what it kept."""
    close: Attributes = {"type": "button", "class": "shut", "aria-label": "Close the history", "title": "Close"}
    heading = element("div", {"class": "bar"}, element("h2", None, "History"), element("button", close, "×"))
    opening = element(
        "button",
        {"type": "button", "class": "reopen"},
        element("span", {"class": "name", "dir": "auto"}),
        element("span", {"class": "when"}),
    )
    row = element("li", {"class": "past-row", "hidden": True}, opening, _delete())
    return element(
        "section",
        {"class": "drawer", "role": "dialog", "aria-label": "History", "hidden": True},
        heading,
        element("p", {"class": "none"}, "Conversations about these articles are kept here, in this browser only."),
        element("ul", {"class": "rows"}, row),
    )


def _delete() -> Html:
    return element("button", {"type": "button", "class": "delete", "title": "Delete this conversation"}, "Delete")


def parcel(name: str, kind: str, text: str, asked: str) -> Html:
    """A file on its way to the browser, which saves it under `name`; `kind` is its media type."""
    return element(
        "div", {"class": "parcel", "data-name": name, "data-kind": kind, "data-asked": asked, "hidden": True}, text
    )
