"""A conversation to take away: an answer as plain text with footnotes, all of it as Markdown or as one HTML page."""

from __future__ import annotations

from rag.contract import Answer, Citation, Sentence, escape_markdown
from ui.web.blocks import script
from ui.web.conversation import Stopped, Turn, Turns
from ui.web.html import Html, document, element, fragment
from ui.web.sources import shown
from ui.web.wording import file_name, in_quotes, printer, spoken_date, standing

UNSUPPORTED = "not supported by the articles"
STOPPED = "Stopped before it was answered."


def plain(answer: Answer) -> str:
    """The answer and its quotes as numbered footnotes, to be pasted anywhere."""
    notes = (f"[{c.number}] {in_quotes(_line(c.quote))} — {' · '.join(_place(c))}" for c in shown(answer))
    return "\n\n".join([_told(answer), "\n".join(notes)]).strip() + "\n"


def markdown(corpus: str, turns: Turns) -> str:
    """The conversation as Markdown, each answer with its quotes as footnotes."""
    parts = (f"## {escape_markdown(_line(said.question))}\n\n{_markdown(said)}" for said in turns)
    return "\n\n".join([f"# Byline: {escape_markdown(corpus)}", *parts]).strip() + "\n"


def page(corpus: str, turns: Turns) -> str:
    """The conversation as a page of its own, which needs no other file and loads nothing."""
    head = element("h1", None, f"Byline: {corpus}")
    return document(f"Byline: {corpus}", script("export.css"), fragment(head, *(_article(said) for said in turns)))


def _told(answer: Answer) -> str:
    return " ".join(_marked(sentence) for sentence in answer.sentences) or answer.text


def _marked(sentence: Sentence) -> str:
    return f"{sentence.marked()} ({_doubt(sentence)})" if sentence.support == "unsupported" else sentence.marked()


def _doubt(sentence: Sentence) -> str:
    return ": ".join([UNSUPPORTED, *(["; ".join(sentence.missing)] if sentence.missing else [])])


def _markdown(said: Turn) -> str:
    if isinstance(said, Answer):
        return "\n\n".join([said.to_markdown().strip(), f"*{escape_markdown(' · '.join(standing(said)))}*"])
    return f"*{escape_markdown(STOPPED if isinstance(said, Stopped) else said.message)}*"


def _article(said: Turn) -> Html:
    question = element("h2", {"dir": "auto"}, said.question)
    if not isinstance(said, Answer):
        note = STOPPED if isinstance(said, Stopped) else said.message
        return element("article", None, question, element("p", {"class": "note"}, note))
    told = element("p", {"class": "words", "dir": "auto"}, _told(said))
    notes = element("ol", None, *(_footnote(citation) for citation in shown(said)))
    return element("article", None, question, told, notes, element("p", {"class": "note"}, " · ".join(standing(said))))


def _footnote(citation: Citation) -> Html:
    quote = element("blockquote", {"dir": "auto"}, citation.quote)
    return element("li", None, quote, element("p", {"class": "by", "dir": "auto"}, " · ".join(_place(citation))))


def _place(citation: Citation) -> list[str]:
    date = spoken_date(citation.date) if citation.date else None
    printed = None if printer(citation) == file_name(citation.source) else printer(citation)
    known = [citation.speaker, printed, date, citation.source]
    return [*(item for item in known if item), f"characters {citation.start}–{citation.end}"]


def _line(text: str) -> str:
    return " ".join(text.split())
