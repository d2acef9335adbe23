"""What the reader is trained on: how many rows of each kind, and how they are made to look like real ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

from rag.reader.training import yes_no
from rag.reader.training.claims import claims_of
from rag.reader.training.near_misses import NearMisses, names
from rag.reader.training.rewording import reworded
from rag.reader.training.rivals import RIVALS, among_rivals
from rag.reader.training.rows import Row, read_claims, read_questions, read_selections, read_sentences, sentence_spans
from rag.reader.training.written import (
    CLUSTERS,
    CONTRASTS,
    SEARCHES,
    TRAINED,
    Texts,
    claim_rows,
    paragraph_rows,
    read_texts,
    text_groups,
    text_rows,
)

SQUAD = ("squad1_1000ctx", "squad2_10articles")
HELD_OUT = "squad1_first1p28MB"
"""Never trained on, nor any row that shares a passage or question with it: the scorers are fitted on it."""
IDEAS = ("sentences", "mined", "near-misses", "yes-no", "claims", "typed")
"""What a run can do without: rival sentences, mined passages, near misses, questions for yes or no, claims, and
questions made to look like typed ones."""
_OWN_TEXTS = {"trained": TRAINED, "searches": SEARCHES, "clusters": CLUSTERS, "contrasts": CONTRASTS}
OWN = (*_OWN_TEXTS, "paragraphs")
"""What was written for this project: texts of every kind, searches and news, and questions over SQuAD's paragraphs."""
QAMR_ROWS = 9000
FEVER_ROWS = 9000
CLUSTERS_TIMES = 3
"""How often a question over several articles on one story is read for one reading of the others: they are few."""
CLAIMS_TIMES = 3
"""How often each claim written for this project is read for one reading of the questions: claims are short and few."""
GROUPED = {"people": 0.55, "closed": 0.1, "claims": 0.15, "told": 0.1, "biomedical": 0.1}
GROUPED_WITH_OWN = {"own": 0.4, "people": 0.3, "closed": 0.08, "claims": 0.1, "told": 0.06, "biomedical": 0.06}
"""Of the questions with rivals: those written for this project, those of people (SQuAD, QED), the same and FEVER's
claims for yes or no, FairytaleQA, BioASQ and CovidQA."""
_STOPWORDS = frozenset(
    "a an the of in on at to for from by with and or is are was were be been did do does has have had that this"
    " these those it its as what which who whom whose when where how why there their".split()
)
_WORDS = re.compile(r"\w+(?:[’'-]\w+)*")


def mixture(folder: Path, seed: int, without: Collection[str] = ()) -> list[Row]:
    """All rows of one training run, shuffled: about half answerable, half not, and a tenth claims.

    without: the ideas of `IDEAS` to leave out, to see what each is worth.
    """
    rng = Random(seed)
    questions = {name: read_questions(folder, name, rng) for name in (*SQUAD, "qed_nq", "fairytaleqa")}
    people = [row for name in (*SQUAD, "qed_nq") for row in questions[name]]
    biomedical = [*read_questions(folder, "bioasq_factoid", rng)[:1200], *read_questions(folder, "covidqa", rng)[:500]]
    answerable = [row for row in people if row.answer]
    base = [*answerable, *questions["fairytaleqa"][:2500], *biomedical, *qamr_paragraphs(folder, rng)[:7000]]
    selected = read_selections(folder, "selqa", rng)
    sentences = without_held_out(read_sentences(folder, "squad_sentences", rng), folder)
    near = NearMisses(base, rng)
    judged = [*read_claims(folder, "fever_athnlp", rng), *read_claims(folder, "fever_symmetric", rng)]
    kinds: dict[str, list[Row]] = {
        "base": base,
        "sentences": sentences,
        "again": rng.sample(answerable, 7500),
        "selections": [row for row in selected if row.answer] + [row for row in selected if not row.answer][:2500],
        "asked in vain": [row for row in people if not row.answer] * 4,
        "mined": read_questions(folder, "mined_unanswerable", rng)[:9000],
        "near-misses": list(_near_misses(near, base, [row for row in sentences if row.answer], rng)),
        "yes-no": [*yes_no.of_claims(judged, rng), *yes_no.of_answered(answerable, near, rng)],
    }
    rows = [row for kind, some in kinds.items() if kind not in without for row in some]
    make = _trimmed if "typed" in without else _as_typed
    dressed = [make(row, rng) for row in without_held_out(rows, folder)]
    claims = [*rng.sample(judged, FEVER_ROWS), *claims_of(answerable, near, rng)]
    everything = [*dressed, *([] if "claims" in without else claims)]
    rng.shuffle(everything)
    return everything


def own(folder: Path, seed: int, times: int, named: Collection[str] = OWN) -> list[Row]:
    """The questions written for this project, each so many times and typed anew each time, and the claims.

    Claims are read `CLAIMS_TIMES` as often, questions over clusters `CLUSTERS_TIMES`. named: which of `OWN` to read.
    """
    rng = Random(seed)
    texts = _own_texts(named)
    claims, rows = claim_rows(texts), _own_rows(folder, rng, texts, named)
    if "clusters" in named:
        rows += text_rows(read_texts(CLUSTERS), rng) * (CLUSTERS_TIMES - 1)
    return [*claims * (CLAIMS_TIMES * times), *(_as_typed(row, rng) for _ in range(times) for row in rows)]


def _own_texts(named: Collection[str]) -> list[Texts]:
    return [one for name, file in _OWN_TEXTS.items() if name in named for one in read_texts(file)]


def _own_rows(folder: Path, rng: Random, texts: Sequence[Texts], named: Collection[str]) -> list[Row]:
    contexts = _squad_contexts(folder, rng) if "paragraphs" in named else ()
    return without_held_out([*text_rows(texts, rng), *paragraph_rows(contexts)], folder)


def _squad_contexts(folder: Path, rng: Random) -> set[str]:
    return {row.context for name in SQUAD for row in read_questions(folder, name, rng)}


def _own_groups(folder: Path, rng: Random, named: Collection[str], rivals: int) -> list[list[Row]]:
    """A search's results are each other's rivals; where texts are fewer, so are passages, and others' are rivals."""
    texts = _own_texts(named)
    searches = [one for one in texts if len(one.texts) > RIVALS]
    others = [one for one in texts if len(one.texts) <= RIVALS]
    rows = _own_rows(folder, rng, others, named)
    return [*text_groups(searches, rivals, rng, RIVALS), *among_rivals(rows, rng, rivals)]


def grouped(folder: Path, seed: int, count: int, named: Collection[str] = (), rivals: int = RIVALS) -> list[list[Row]]:
    """`count` questions, each with the passage that answers before its rivals, in the shares of `GROUPED`.

    named: which of `OWN` are among them. rivals: how many each has where there are so many, `RIVALS` at least.
    """
    rng = Random(seed)
    people = [row for name in (*SQUAD, "qed_nq") for row in read_questions(folder, name, rng)]
    near = NearMisses(people, rng)
    judged = [*read_claims(folder, "fever_athnlp", rng), *read_claims(folder, "fever_symmetric", rng)]
    told = read_questions(folder, "fairytaleqa", rng)
    biomedical = [*read_questions(folder, "bioasq_factoid", rng), *read_questions(folder, "covidqa", rng)]
    rows = {
        "people": without_held_out(people, folder),
        "closed": without_held_out(yes_no.of_answered([row for row in people if row.answer], near, rng), folder),
        "claims": yes_no.of_claims(judged, rng),
        "told": told,
        "biomedical": biomedical,
    }
    groups = {name: list(among_rivals(found, rng, rivals)) for name, found in rows.items()}
    if named:
        groups["own"] = _own_groups(folder, rng, named, rivals)
    found = [
        group
        for name, share in (GROUPED_WITH_OWN if named else GROUPED).items()
        for group in rng.sample(groups[name], min(round(share * count), len(groups[name])))
    ]
    rng.shuffle(found)
    return [_under_one_question(group, rng) for group in found]


def _as_typed(row: Row, rng: Random) -> Row:
    return _noisy(_titled(_trimmed(row, rng), rng), rng)


def _under_one_question(group: list[Row], rng: Random) -> list[Row]:
    """Passages cut and titled each by itself, under one question."""
    question = _noisy(group[0], rng).question
    return [replace(_titled(_trimmed(row, rng), rng), question=question) for row in group]


def without_held_out(rows: Iterable[Row], folder: Path) -> list[Row]:
    """The rows that share neither question nor passage with the set kept out of training."""
    held = read_questions(folder, HELD_OUT, Random(0))
    questions, passages = {row.question for row in held}, {row.context for row in held}
    return [row for row in rows if row.question not in questions and row.context not in passages]


def _near_misses(near: NearMisses, rows: list[Row], sentences: list[Row], rng: Random) -> Iterable[Row]:
    yield from _first(near.question, rows, 9000, rng)
    yield from _first(near.question, sentences, 3000, rng)
    yield from _first(near.context, rows, 3000, rng)
    yield from _first(near.without_sentence, rows, 5000, rng)


def _first(change: Callable[[Row], Row | None], rows: list[Row], count: int, rng: Random) -> list[Row]:
    answerable = [row for row in rows if row.answer]
    changed = (change(row) for row in rng.sample(answerable, len(answerable)))
    return list(islice((row for row in changed if row), count))


def qamr_paragraphs(folder: Path, rng: Random) -> list[Row]:
    """QAMR's single sentences set among three to five that share words with them; one in five is left out."""
    rows = [row for row in read_questions(folder, "qamr", rng) if len(row.question.split()) >= 6]
    akin = _akin(sorted({row.context for row in rows}))
    return [_among(row, rng.sample(akin[row.context], rng.randint(2, 4)), rng) for row in rows[:QAMR_ROWS]]


def _akin(texts: list[str]) -> dict[str, list[str]]:
    """The eight texts that share most words with each, for their length."""
    words = {text: set(_WORDS.findall(text.lower())) - _STOPWORDS for text in texts}

    def likeness(text: str, other: str) -> float:
        return float(len(words[text] & words[other]) / (len(words[other]) + 5) ** 0.5)

    return {text: sorted(texts, key=lambda other: -likeness(text, other))[1:9] for text in texts}


def _among(row: Row, others: list[str], rng: Random) -> Row:
    assert row.answer
    before, after = others[: len(others) // 2], others[len(others) // 2 :]
    if rng.random() < 0.2 and row.answer_text.lower() not in " ".join(others).lower():
        return Row(row.question, " ".join(others))
    shift = sum(len(text) + 1 for text in before)
    start, end = row.answer
    return Row(row.question, " ".join([*before, row.context, *after]), (start + shift, end + shift))


def _trimmed(row: Row, rng: Random) -> Row:
    """Half of the long passages cut to three to six sentences, around the answer where there is one."""
    spans = sentence_spans(row.context)
    count = rng.randint(3, 6)
    if len(spans) <= count or rng.random() < 0.5:
        return row
    start, end = row.answer or rng.choice(spans)
    touched = [number for number, (a, b) in enumerate(spans) if a < end and b > start]
    first = max(0, min(touched[0] - rng.randint(0, count - 1), len(spans) - count))
    low, high = spans[first][0], max(spans[min(first + count, len(spans)) - 1][1], end)
    answer = (start - low, end - low) if row.answer else None
    return replace(row, context=row.context[low:high], answer=answer)


def _titled(row: Row, rng: Random) -> Row:
    """One passage in seven under a headline made of its names, as passages come with their document's title."""
    found = names(row.context)
    if not found or rng.random() > 0.15:
        return row
    title = rng.choice([" and ", ": ", ", "]).join(rng.sample(found, min(len(found), rng.randint(1, 3)))) + "\n\n"
    answer = (row.answer[0] + len(title), row.answer[1] + len(title)) if row.answer else None
    return replace(row, context=title + row.context, answer=answer)


def _noisy(row: Row, rng: Random) -> Row:
    """The question as people type: sometimes in other words, lower case, keywords, misspelt, without question mark."""
    question = reworded(row.question, rng)
    if rng.random() < 0.10:
        question = question.lower()
    if rng.random() < 0.06:
        question = " ".join(w for w in _WORDS.findall(question) if w.lower() not in _STOPWORDS) or question
    if rng.random() < 0.07:
        question = _misspelt(question, rng)
    if rng.random() < 0.12:
        question = question.rstrip("? ")
    return replace(row, question=question)


def _misspelt(text: str, rng: Random) -> str:
    long = [match for match in _WORDS.finditer(text) if len(match.group()) >= 5]
    if not long:
        return text
    word = rng.choice(long)
    place = word.start() + rng.randint(1, len(word.group()) - 3)
    swapped = text[place + 1] + text[place] if rng.random() < 0.5 else text[place]
    return text[:place] + swapped + text[place + 2 :]
