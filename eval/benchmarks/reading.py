"""`python -m eval.benchmarks.reading`: are the answers right, and withheld where there is none?

SQuAD 2.0 with all its paragraphs as one corpus, RGB with and without the passages that hold the fact,
the null questions of MultiHop news, the characters cited for questions with marked evidence, questions for yes or
no that were written for this (eval/yes_no.jsonl), questions over the seeds that no rule was made with
(eval/afresh.jsonl), the same as people type them to somebody, conversations (eval/conversations.jsonl,
eval/follow_ups.jsonl), and questions over invented texts
(eval/written.jsonl, eval/written_more.jsonl, eval/written_searches.jsonl, eval/clusters.jsonl,
eval/contrasts.jsonl).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from eval import metrics
from eval.benchmarks.corpora import corpus_in, corpus_of
from eval.benchmarks.data import Asked, Item, multihop_news, rows, written
from eval.benchmarks.data import conversations as conversations_in
from eval.benchmarks.output import Figures, measure, run
from eval.spans import Span
from rag import Corpus, Settings, Within
from rag.contract import Answer, Citation, Passage
from rag.reader.questions import analyse
from rag.reader.training.rows import read_jsonl
from rag.reader.training.written import fingerprint

YES_NO, AFRESH, CONVERSATIONS, FOLLOW_UPS, WRITTEN, WRITTEN_MORE, WRITTEN_SEARCHES, CLUSTERS, CONTRASTS, RGB_JUDGED = (
    Path(__file__).parent.with_name(f"{name}.jsonl")
    for name in (
        "yes_no", "afresh", "conversations", "follow_ups", "written", "written_more", "written_searches", "clusters",
        "contrasts", "rgb_judged",
    )
)  # fmt: skip
INVENTED = Path(__file__).parent.with_name("invented") / "articles"


def squad(folder: Path) -> Figures:
    """SQuAD 2.0 (https://arxiv.org/abs/1806.03822), open: the paragraph is not given but has to be found.

    `correct`: of the questions with an answer, how many got it with a citation of the right paragraph.
    """
    asked = rows(folder, "squad2.jsonl")
    paragraphs = {context: f"p{number}" for number, context in enumerate(dict.fromkeys(r["context"] for r in asked))}
    with corpus_of([Item(name, "", text) for text, name in paragraphs.items()]) as (corpus, ids):
        answers = [corpus.answer(row["question"].strip()) for row in asked]
    right = [
        holds_answer(answer, [row["answers"]])
        and any(ids[citation.source] == paragraphs[row["context"]] for citation in answer.citations)
        for row, answer in zip(asked, answers, strict=True)
        if row["answerable"]
    ]
    return {"correct": metrics.mean(map(float, right))} | abstention([row["answerable"] for row in asked], answers)


def rgb(folder: Path) -> Figures:
    """RGB (https://arxiv.org/abs/2309.01431): a small corpus for each question.

    `found`: the fact, where passages with it lie among others. `both`: the fact and the false one, where
    passages tell each. `abstained`: where only passages are given that RGB says do not tell it; of these, `told
    nowhere`: where none tells it either by the judgement in eval/rgb_judged.jsonl, which knew no answer of ours.
    """
    asked = rows(folder, "rgb_fact.jsonl")
    noisy = [_ask_passages(row, "positive", "negative") for row in asked]
    torn = [_ask_passages(row, "positive", "positive_wrong") for row in asked]
    silent = [(row["query"], _ask_passages(row, "negative")) for row in asked if row["negative"]]
    judged = {row["query"]: row["tells"] for row in read_jsonl(RGB_JUDGED)}
    facts = [alternatives(row["answer"]) for row in asked]
    both = [[*fact, *alternatives(row["fakeanswer"])] for fact, row in zip(facts, asked, strict=True)]
    return {
        "found": metrics.mean(float(holds_answer(a, fact)) for a, fact in zip(noisy, facts, strict=True)),
        "both": metrics.mean(float(holds_answer(a, pair)) for a, pair in zip(torn, both, strict=True)),
        "abstained": metrics.mean(float(not answer.answered) for _, answer in silent),
        "abstained, told nowhere": metrics.mean(
            float(not answer.answered) for query, answer in silent if judged.get(fingerprint(query)) == "no"
        ),
    }


def null_questions(folder: Path) -> Figures:
    """MultiHop news: questions whose answer no article holds, among those that several hold together."""
    asked = multihop_news(folder)
    with corpus_of(asked.items) as (corpus, _):
        answers = [corpus.answer(query.question) for query in asked.queries]
    return abstention([bool(query.evidence) for query in asked.queries], answers)


def evidence(folder: Path) -> Figures:
    """Questions with marked evidence (https://research.trychroma.com/evaluating-chunking).

    All files are one corpus. Characters cited, next to those of the best passage as a whole; a refusal
    recalls nothing.
    """
    place = folder / "span_evidence"
    asked = rows(place, "questions.jsonl")
    gold = [[Span(row["corpus"], part["start"], part["end"]) for part in row["evidence"]] for row in asked]
    with tempfile.TemporaryDirectory() as data, corpus_in(place, Path(data)) as corpus:
        cited = [_spans(corpus.answer(row["question"]).citations) for row in asked]
        whole = [_spans(corpus.search(row["question"], 1)) for row in asked]
    return {
        f"{metric.__name__.removeprefix('character_')} {name}": metrics.mean(map(metric, spans, gold))
        for name, spans in (("cited", cited), ("best passage", whole))
        for metric in (metrics.character_recall, metrics.character_precision)
    }


def yes_no(folder: Path) -> Figures:
    """Questions for yes or no over the seeds and over all of MultiHop news, half of which nothing settles.

    `right`: of those that can be answered, how many cite the sentence that settles it.
    """
    asked = read_jsonl(YES_NO)
    answered: list[tuple[dict[str, Any], Answer]] = []
    with tempfile.TemporaryDirectory() as data, corpus_in(Settings.load().corpus, Path(data)) as corpus:
        answered += [(row, corpus.answer(row["question"])) for row in asked if row["corpus"] == "seeds"]
    with corpus_of(multihop_news(folder).items) as (corpus, _):
        answered += [(row, corpus.answer(row["question"])) for row in asked if row["corpus"] == "multihop_news"]
    rows_asked, answers = zip(*answered, strict=True)
    right = [float(_quotes(answer, row["evidence"])) for row, answer in answered if row["answerable"]]
    return {"right": metrics.mean(right)} | abstention([row["answerable"] for row in rows_asked], answers)


def afresh(_: Path) -> Figures:
    """Questions over the seeds by three writers who had seen nothing but the articles, when rules and model were made.

    `right`: of those that can be answered, how many cite a place that answers.
    """
    return _afresh("question")


def afresh_typed(_: Path) -> Figures:
    """The same as somebody else typed them: with greeting, please and thanks, told of and asked indirectly."""
    return _afresh("typed")


def _afresh(field: str) -> Figures:
    asked = read_jsonl(AFRESH)
    with tempfile.TemporaryDirectory() as data, corpus_in(Settings.load().corpus, Path(data)) as corpus:
        return _cited(asked, [corpus.answer(row[field]) for row in asked])


def conversations(_: Path) -> Figures:
    """The last question of conversations over the seeds and over the invented articles of eval/invented.

    Half had been looked at when rules were made. `right`: of those that can be answered, how many cite a place that
    answers; `asked whole`: where the last question is asked by itself, with all that it leaves to the conversation.
    """
    asked = read_jsonl(CONVERSATIONS)
    leaning: list[Answer] = []
    whole: list[Answer] = []
    for name, folder in (("seeds", Settings.load().corpus), ("invented", INVENTED)):
        with tempfile.TemporaryDirectory() as data, corpus_in(folder, Path(data)) as corpus:
            for row in (row for row in asked if row["corpus"] == name):
                leaning.append(_last_answer(corpus, row["turns"]))
                whole.append(corpus.answer(row["standalone"]))
    figures = _cited(asked, leaning)
    return figures | {f"asked whole: {label}": figure for label, figure in _cited(asked, whole).items()}


def follow_ups(_: Path) -> Figures:
    """The last question of conversations over the stories of eval/clusters.jsonl, each a corpus, and over the seeds.

    Those over every second story had been looked at when rules were made. Figures as for `conversations`.
    """
    rows_asked: list[dict[str, Any]] = []
    leaning: list[Answer] = []
    whole: list[Answer] = []
    stories = [row["texts"] for row in read_jsonl(CLUSTERS)]
    for story, told in groupby(conversations_in(FOLLOW_UPS), key=lambda one: one.story):
        with _seeds_or(stories, story) as (corpus, sources):
            for one in told:
                rows_asked.append({"gold": [_place(corpus, sources[text], quote) for text, quote in one.gold]})
                leaning.append(_last_answer(corpus, one.turns))
                whole.append(corpus.answer(one.standalone))
    figures = _cited(rows_asked, leaning)
    return figures | {f"asked whole: {label}": figure for label, figure in _cited(rows_asked, whole).items()}


@contextmanager
def _seeds_or(stories: Sequence[Sequence[str]], story: int | str) -> Iterator[tuple[Corpus, list[str]]]:
    """The corpus of a story, or of the seeds, and its sources in the order of the texts."""
    if story == "seeds":
        with tempfile.TemporaryDirectory() as data, corpus_in(Settings.load().corpus, Path(data)) as corpus:
            yield corpus, sorted(document.source for document in corpus.documents)
    else:
        items = [Item(str(number), "", text) for number, text in enumerate(stories[int(story)])]
        with corpus_of(items) as (corpus, ids):
            yield corpus, sorted(ids, key=lambda source: int(ids[source]))


def _place(corpus: Corpus, source: str, quote: str) -> tuple[str, int, int]:
    start = corpus.document(source).text.index(quote)
    return source, start, start + len(quote)


def _last_answer(corpus: Corpus, turns: Sequence[str]) -> Answer:
    history: list[tuple[str, str]] = []
    for question in turns[:-1]:
        history.append((question, corpus.answer(question, history).text))
    return corpus.answer(turns[-1], history)


def _cited(asked: Sequence[dict[str, Any]], answers: Sequence[Answer]) -> Figures:
    """How many of the rows with a place that answers cite one, how many of the others are refused."""
    right = [
        float(answer.answered and any(_touches(c.source, c, row["gold"]) for c in answer.citations))
        for row, answer in zip(asked, answers, strict=True)
        if row["gold"]
    ]
    return {"right": metrics.mean(right)} | abstention([bool(row["gold"]) for row in asked], answers)


def _quotes(answer: Answer, sentence: str) -> bool:
    words = " ".join(sentence.split())
    quotes = [" ".join(citation.quote.split()) for citation in answer.citations]
    return any(quote in words or words in quote for quote in quotes)


def own_texts(_: Path) -> Figures:
    """Questions over invented articles and search results, many of them in quite other words than the text.

    They are of the same make as what the reader is trained on and its scorers fitted on, over other texts. `right`: of
    those that can be answered, how many cite the sentence that answers.
    """
    return _own_figures(_answered(WRITTEN))


def more_of_own_texts(_: Path) -> Figures:
    """Of the same make: half for yes or no, the others for reasons, for what somebody says, and of any kind."""
    answered = _answered(WRITTEN_MORE)
    closed = [analyse(one.question).answer_type == "yes-no" for one, _ in answered]
    figures = {
        name: _own_figures([pair for pair, is_closed in zip(answered, closed, strict=True) if is_closed is wanted])
        for name, wanted in (("yes or no", True), ("others", False))
    }
    return {f"{name}: {label}": figure for name, some in figures.items() for label, figure in some.items()}


def searches(_: Path) -> Figures:
    """Questions over what a search of the web shows, eight snippets each, and over news reports, by another writer."""
    return _own_figures(_answered(WRITTEN_SEARCHES))


def clusters(_: Path) -> Figures:
    """Questions over four or five invented articles on one story, a third of them in quite other words than these."""
    return _own_figures(_answered(CLUSTERS))


def contrasts(_: Path) -> Figures:
    """Questions over sixteen invented articles, four in nine of them in pairs that differ in one point only.

    `both of a pair`: the pairs of which each is answered by a sentence that answers it.
    """
    answered = _answered(CONTRASTS)
    kinds = [one["kind"] for row in read_jsonl(CONTRASTS) for one in row["questions"]]
    paired = [_is_right(one) for one, kind in zip(answered, kinds, strict=True) if kind == "pair"]
    both = [float(first and second) for first, second in zip(paired[::2], paired[1::2], strict=True)]
    return _own_figures(answered) | {"both of a pair": metrics.mean(both)}


_OwnAnswer = tuple[Asked, tuple[tuple[str, Citation], ...]]
"""A question, and what its answer cites with the item that is cited from; nothing where it is refused."""


def _answered(file: Path) -> list[_OwnAnswer]:
    items, asked = written(file)
    with corpus_of(items) as (corpus, ids):
        names = {identifier: name for name, identifier in ids.items()}
        answers = [corpus.answer(one.question, within=_within(one, names)) for one in asked]
    return [
        (one, tuple((ids[citation.source], citation) for citation in answer.citations if answer.answered))
        for one, answer in zip(asked, answers, strict=True)
    ]


def _own_figures(answered: Sequence[_OwnAnswer]) -> Figures:
    right = [float(_is_right(pair)) for pair in answered if pair[0].gold]
    outcomes = [(bool(one.gold), bool(cited)) for one, cited in answered]
    return {
        "right": metrics.mean(right),
        "abstained": metrics.abstention_recall(outcomes),
        "false refusals": metrics.false_refusals(outcomes),
    }


def _is_right(answered: _OwnAnswer) -> bool:
    one, cited = answered
    return any(_touches(item, citation, one.gold) for item, citation in cited)


def _touches(item: str, citation: Citation, gold: Sequence[tuple[str, int, int]]) -> bool:
    return any(item == found and citation.start < end and start < citation.end for found, start, end in gold)


def _within(one: Asked, names: Mapping[str, str]) -> Within:
    return Within(sources=frozenset(names[item] for item in one.among))


def abstention(answerable: Sequence[bool], answers: Sequence[Answer]) -> Figures:
    """How many questions without an answer were refused, and how many with one."""
    outcomes = list(zip(answerable, (answer.answered for answer in answers), strict=True))
    return {
        "abstained": metrics.abstention_recall(outcomes),
        "false refusals": metrics.false_refusals(outcomes),
    }


def holds_answer(answer: Answer, accepted: Sequence[Sequence[str]]) -> bool:
    """Whether an answer that was given holds one string of every group, in its text or its quotes."""
    texts = [answer.text, *(citation.quote for citation in answer.citations)]
    return answer.answered and bool(metrics.correct(texts, accepted))


def _ask_passages(row: dict[str, Any], *kinds: str) -> Answer:
    items = [Item(f"{kind}{number}", "", text) for kind in kinds for number, text in enumerate(row[kind])]
    with corpus_of(items) as (corpus, _):
        return corpus.answer(row["query"])


def alternatives(answer: str | list[str | list[str]]) -> list[list[str]]:
    """RGB writes one answer, or a list of parts that are all needed, each one or a list of alternatives."""
    parts = [answer] if isinstance(answer, str) else answer
    return [[part] if isinstance(part, str) else part for part in parts]


def _spans(places: Sequence[Citation] | Sequence[Passage]) -> list[Span]:
    return [Span(place.source, place.start, place.end) for place in places]


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "squad2": squad,
    "rgb_fact": rgb,
    "multihop_news": null_questions,
    "span_evidence": evidence,
    "yes_no": yes_no,
    "afresh": afresh,
    "afresh_typed": afresh_typed,
    "conversations": conversations,
    "follow_ups": follow_ups,
    "written": own_texts,
    "written_more": more_of_own_texts,
    "written_searches": searches,
    "clusters": clusters,
    "contrasts": contrasts,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write JSON; 0, or an error where a set cannot be read."""
    return measure("Reading", __doc__ or "", MEASURES, argv)


if __name__ == "__main__":
    run(main)
