"""`python -m eval.benchmarks.retrieval`: do the first ten documents hold the evidence?

MultiHop news (questions that can be answered) and HotpotQA, each asked of BM25, of the embedding, of
their reciprocal-rank fusion and of Byline in one run over the same documents.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from eval import metrics
from eval.benchmarks.baselines import best_items, bm25, dense, passages_of, reciprocal_rank_fusion
from eval.benchmarks.corpora import corpus_of
from eval.benchmarks.data import RetrievalSet, hotpot, multihop_news
from eval.benchmarks.output import arguments, run, write
from index.embedding import Embedder

K = 10
# Passages asked of Byline so that ten documents are among them: few documents here hold more than five.
PASSAGES = 50

Ranked = Sequence[Sequence[str]]
"""For each question the ids of the items found, best first."""


def measure(found: Ranked, evidence: Sequence[Sequence[str]]) -> dict[str, float | None]:
    """nDCG@10 and AllGold@10, means over the questions."""
    supplied = [
        (metrics.hits(ranked, [[gold] for gold in golds], str.__eq__), len(golds))
        for ranked, golds in zip(found, evidence, strict=True)
    ]
    return {
        "ndcg_at_10": metrics.mean(metrics.ndcg_at_k(hits, groups, K) for hits, groups in supplied),
        "all_gold_at_10": metrics.mean(metrics.all_gold_at_k(hits, groups, K) for hits, groups in supplied),
    }


def baselines(asked: RetrievalSet, embedder: Embedder) -> dict[str, Ranked]:
    """What BM25, the embedding and their fusion find for every question."""
    texts, owners = passages_of(asked.items)
    questions = [query.question for query in asked.queries]
    words = bm25(texts, questions)
    meaning = dense(texts, questions, embedder.embed)
    systems = {"BM25": words, "dense": meaning, "RRF": reciprocal_rank_fusion(words, meaning)}
    return {
        name: [[asked.items[item].id for item in best_items(row, owners, K)] for row in scores]
        for name, scores in systems.items()
    }


def byline(asked: RetrievalSet) -> Ranked:
    """What Byline finds in a corpus that holds each item as a file."""
    with corpus_of(asked.items) as (corpus, ids):
        found = [corpus.search(query.question, PASSAGES) for query in asked.queries]
    return [list(dict.fromkeys(ids[passage.source] for passage in passages))[:K] for passages in found]


def answerable(asked: RetrievalSet) -> RetrievalSet:
    """The set without the questions that nothing answers, whose evidence cannot be found."""
    return RetrievalSet(asked.name, asked.items, tuple(query for query in asked.queries if query.evidence))


SETS = {"multihop_news": multihop_news, "hotpot": hotpot}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, write JSON; 0, or 1 when a set cannot be read."""
    given = arguments(__doc__ or "", argv, tuple(SETS))
    console = Console()
    table = Table("set", "system", "nDCG@10", "AllGold@10", title="Retrieval")
    results: dict[str, dict[str, dict[str, float | None]]] = {}
    embedder = Embedder.load()
    for name in given.sets:
        asked = answerable(SETS[name](given.data))
        systems = baselines(asked, embedder) | {"Byline": byline(asked)}
        evidence = [query.evidence for query in asked.queries]
        results[name] = {system: measure(found, evidence) for system, found in systems.items()}
        for system, measured in results[name].items():
            figures = [f"{value:.3f}" for value in measured.values()]
            table.add_row(f"{asked.name} ({len(evidence)})", system, *figures)
    console.print(table)
    write(results, given.output)
    return 0


if __name__ == "__main__":
    run(main)
