"""One question and what came of it: an answer, an abstention, a failure, or words still arriving."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from rag.contract import MARKER, Answer, Citation, Conflict, Sentence, Side
from ui.counting import counted
from ui.web.conversation import Failure, Stopped, Turn
from ui.web.exporting import STOPPED, UNSUPPORTED, plain
from ui.web.html import Attributes, Child, Html, element, fragment, join
from ui.web.keeping import kept
from ui.web.wording import attribution, file_name, in_quotes, shortened, spoken_date, standing

# A label is read out whole by a screen reader, and a tooltip has to fit on a phone.
LABEL_LIMIT = 300
PASSAGE_LIMIT = 220

# A headline of more than a dozen lines would push its own answer off the screen.
QUESTION_LIMIT = 500

# A longer last word could not stay on one line with its chip on a phone.
TAIL_LIMIT = 20


def turn(number: int, said: Turn, asked: str = "") -> Html:
    """A finished turn; `number` is its place in the conversation, which its chips name.

    `asked` is what the browser called its question; the turn then brings along what the browser is to keep.
    """
    keep = kept(said) if asked else None
    if isinstance(said, Answer):
        body = _answered(number, said) if said.answered else _abstained(number, said)
        state = "answered" if said.answered else "abstained"
        return _frame(number, said.question, state, asked, keep, _notice(said), body, _foot(number, said))
    body = _failed(said) if isinstance(said, Failure) else _stopped(said)
    state = "failed" if isinstance(said, Failure) else "stopped"
    return _frame(number, said.question, state, asked, keep, body, element("div", {"class": "foot"}, _again(number)))


def arriving(number: int, question: str, stage: str, text: str, asked: str = "") -> Html:
    """A turn whose answer is still being made: the text so far, its markers not yet to be clicked."""
    status = element("p", {"class": "stage", "role": "status"}, f"{stage or 'asking'} …")
    return _frame(number, question, "arriving", asked, None, _words(text), status)


def _words(text: str) -> Html | None:
    whole = re.sub(r"\s*\[\d*$", "", text)
    if not whole:
        return None
    pieces = MARKER.split(whole)
    words = fragment(*(_waiting_chip(piece) if i % 2 else piece for i, piece in enumerate(pieces)))
    return element("p", {"class": "words", "dir": "auto"}, words)


def _failed(said: Failure) -> Html:
    return element("p", {"class": "failed", "role": "alert", "dir": "auto"}, said.message)


def _stopped(said: Stopped) -> Html:
    return fragment(_words(said.text), element("p", {"class": "halted", "role": "status"}, STOPPED))


def _notice(answer: Answer) -> Html | None:
    """What the reader of an answer has to know first: that the model failed and who answered in its place."""
    return element("p", {"class": "notice", "role": "note", "dir": "auto"}, answer.notice) if answer.notice else None


def chip(number: int, citation: Citation) -> Html:
    """A citation in the text as a button; `number` is its turn, and the page's script reads the rest."""
    quote = in_quotes(shortened(citation.quote, LABEL_LIMIT))
    attributes: Attributes = {
        "type": "button",
        "class": "chip",
        "data-turn": number,
        "data-n": citation.number,
        "data-quote": quote,
        "data-about": " · ".join(_about(citation)),
        "aria-label": ", ".join([f"Citation {citation.number}: {quote}", *_about(citation)]),
    }
    return element("button", attributes, str(citation.number))


def _about(citation: Citation) -> list[str]:
    date = spoken_date(citation.date) if citation.date else None
    known = [citation.speaker, citation.publisher, date, file_name(citation.source)]
    return [item for item in known if item]


def _frame(number: int, question: str, state: str, asked: str, keep: str | None, *body: Child) -> Html:
    shown = question if len(question) <= QUESTION_LIMIT else shortened(question, QUESTION_LIMIT)
    attributes: Attributes = {
        "class": f"turn {state}",
        "data-turn": number,
        "data-state": state,
        "data-question": question,
        "data-asked": asked or None,
        "data-kept": keep,
    }
    return element("article", attributes, element("h2", {"class": "question", "dir": "auto"}, shown), *body)


def _answered(number: int, answer: Answer) -> Html:
    """The sentences in order; words that only a conflict rests on are told once, in its sides."""
    cited = {citation.number: citation for citation in answer.citations}
    disputed = {n for conflict in answer.conflicts for side in conflict.sides for n in side.citations}
    told = [s for s in answer.sentences if s.support != "verbatim" or not disputed.issuperset(s.citations)]
    runs = groupby(told, key=lambda sentence: _source(sentence, cited))
    paragraphs = [_run(number, source, list(run), cited) for source, run in runs]
    conflicts = [_conflict(number, conflict, cited) for conflict in answer.conflicts]
    return fragment(*paragraphs, *conflicts)


def _source(sentence: Sentence, cited: Mapping[int, Citation]) -> str | None:
    """The file whose words a sentence is, or None for one that was written from several."""
    return cited[sentence.citations[0]].source if sentence.support == "verbatim" else None


def _run(number: int, source: str | None, sentences: Sequence[Sentence], cited: Mapping[int, Citation]) -> Html:
    told = join((_sentence(number, sentence, cited) for sentence in sentences), " ")
    words = element("p", {"class": "words", "dir": "auto"}, told)
    if source is None:
        return words
    by = element("p", {"class": "by", "dir": "auto"}, attribution(cited[sentences[0].citations[0]]))
    return element("blockquote", {"class": "quoted"}, words, by)


def _sentence(number: int, sentence: Sentence, cited: Mapping[int, Citation]) -> Html:
    words = _followed(sentence.text, *(chip(number, cited[n]) for n in sentence.citations))
    if sentence.support != "unsupported":
        return words
    lacking = element("span", {"class": "missing", "dir": "auto"}, "; ".join(sentence.missing))
    flag = element("span", {"class": "flag"}, UNSUPPORTED)
    return fragment(element("span", {"class": "unsupported"}, words), " ", flag, lacking if sentence.missing else None)


def _followed(text: str, *chips: Html) -> Html:
    """`text` with its chips, the first kept on the line of the last word: browsers break before a button."""
    if not chips:
        return fragment(text)
    head, space, last = text.rpartition(" ")
    if len(last) > TAIL_LIMIT:
        return fragment(text, *(fragment(" ", each) for each in chips))
    first, *rest = chips
    tail = element("span", {"class": "tail"}, last, "\u00a0", first)
    return fragment(head, space, tail, *(fragment(" ", each) for each in rest))


def _conflict(number: int, conflict: Conflict, cited: Mapping[int, Citation]) -> Html:
    told = "Sources disagree" if conflict.surely else "Sources may disagree"
    heading = element("h3", None, told, element("span", {"dir": "auto"}, conflict.about))
    sides = [_side(number, side, cited) for side in conflict.sides]
    return element("section", {"class": "conflict", "aria-label": told}, heading, *sides)


def _side(number: int, side: Side, cited: Mapping[int, Citation]) -> Html:
    quotes = [_side_quote(number, cited[n]) for n in side.citations]
    value = element("p", {"class": "value", "dir": "auto"}, side.value)
    return element("div", {"class": "side"}, value, *quotes)


def _side_quote(number: int, citation: Citation) -> Html:
    words = _followed(in_quotes(citation.quote), chip(number, citation))
    by = element("p", {"class": "by"}, attribution(citation))
    return fragment(element("p", {"class": "said", "dir": "auto"}, words), by)


def _abstained(number: int, answer: Answer) -> Html:
    label = element("p", {"class": "verdict"}, "No answer in these articles")
    reason = element("p", {"class": "reason", "dir": "auto"}, MARKER.sub("", answer.text))
    offered = element("ul", {"class": "closest"}, *(_passage(number, c) for c in answer.closest))
    heading = element("h3", None, f"Closest {counted(len(answer.closest), 'passage').partition(' ')[2]}")
    return fragment(label, reason, *([heading, offered] if answer.closest else []))


def _passage(number: int, citation: Citation) -> Html:
    words = _followed(shortened(citation.quote, PASSAGE_LIMIT), chip(number, citation))
    by = element("p", {"class": "by"}, attribution(citation))
    return element("li", {"class": "passage"}, element("p", {"dir": "auto"}, words), by)


def _waiting_chip(number: str) -> Html:
    return element("span", {"class": "chip waiting"}, number)


def _foot(number: int, answer: Answer) -> Html:
    """How the answer stands, and what can be done with it."""
    stands = element("p", {"class": "standing"}, " · ".join(standing(answer)))
    actions = [
        _action("copy", "Copy the answer with its footnotes", number, plain(answer)),
        _action("edit", "Change the question and ask again", number),
        _action("up", "A good answer", number),
        _action("down", "A bad answer", number),
    ]
    group = element("div", {"class": "actions", "role": "group", "aria-label": "This answer"}, *actions)
    return element("div", {"class": "foot"}, stands, group, _note(number))


def _again(number: int) -> Html:
    attributes: Attributes = {"type": "button", "class": "again", "data-turn": number}
    group = _action("edit", "Change the question and ask again", number)
    return fragment(element("button", attributes, "Ask again"), element("div", {"class": "actions"}, group))


def _action(name: str, label: str, number: int, text: str | None = None) -> Html:
    attributes: Attributes = {
        "type": "button",
        "class": f"action {name}",
        "aria-label": label,
        "title": label,
        "data-turn": number,
        "data-text": text,
    }
    return element("button", attributes)


def _note(number: int) -> Html:
    """Where a reader may say why an answer was good or bad; shown once they said that it was."""
    name = f"note-{number}"
    box: Attributes = {"id": name, "name": "note", "rows": 2, "dir": "auto", "placeholder": "Why? (optional)"}
    return element(
        "form",
        {"class": "remark", "data-turn": number, "hidden": True, "aria-label": "A note on this answer"},
        element("label", {"for": name}, "Noted. Kept on this machine only; add a word if you like."),
        element("textarea", box),
        element("button", {"type": "submit", "class": "send-note"}, "Add the note"),
    )
