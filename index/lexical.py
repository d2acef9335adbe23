"""BM25 over passages: finds the words of a question, where embeddings find its meaning."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

# Values that Anserini uses for passages of this size (https://github.com/castorini/anserini); the floors in
# docs/retrieval.md were measured with the same.
K1, B = 0.9, 0.4

# Han and kana have no spaces between words: each character is a term.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:[^\W\d_](?:\.(?=[^\W\d_]\b))?)+|\d+(?:[.,]\d+)*")

STOPWORDS = frozenset(
    "a about all also an and any are as at be been but by can could did do does for from had has have he her him his "
    "how i if in into is it its may me might my no not of on or our she should so some such than that the their them "
    "then there these they this those to us was we were what when where which who whom whose why will with would you "
    "your s t".split()
)


class Terms:
    """Splits text into stemmed terms. Keep one instance: making a stemmer costs more than using it."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")

    def of(self, text: str) -> list[str]:
        """The terms of `text` in order, without stop words, folded to lower case and bare of accents."""
        folded = unicodedata.normalize("NFKD", text.casefold())
        bare = "".join(char for char in folded if not unicodedata.combining(char))
        words = [word.replace(".", "") if not word[0].isdigit() else word for word in _WORD.findall(bare)]
        stemmed: list[str] = self._stemmer.stemWords([word for word in words if word not in STOPWORDS])
        return stemmed


class LexicalIndex:
    """A BM25 index over texts, addressed by their position."""

    def __init__(self, retriever: bm25s.BM25, terms: Terms) -> None:
        self._retriever = retriever
        self._terms = terms

    @classmethod
    def build(cls, texts: Sequence[str], terms: Terms) -> LexicalIndex:
        """Index `texts`, of which there is at least one."""
        retriever = bm25s.BM25(k1=K1, b=B)
        retriever.index([terms.of(text) or [""] for text in texts], show_progress=False)
        return cls(retriever, terms)

    @classmethod
    def load(cls, folder: Path, terms: Terms) -> LexicalIndex:
        """The index saved in `folder`."""
        return cls(bm25s.BM25.load(folder), terms)

    def save(self, folder: Path) -> None:
        """Write the index to `folder`."""
        self._retriever.save(folder, show_progress=False)

    def idf(self, term: str) -> float:
        """How telling a term is: the logarithm of how few texts hold it, highest for one that none holds."""
        starts = self._retriever.scores["indptr"]
        number = self._retriever.vocab_dict.get(term)
        holding = 0 if number is None else int(starts[number + 1] - starts[number])
        return math.log(1 + (self._retriever.scores["num_docs"] + 0.5) / (holding + 0.5))

    def holds(self, text: str) -> bool:
        """Whether any of the texts has a term of `text`, in whatever form."""
        return any(term in self._retriever.vocab_dict for term in self._terms.of(text))

    def scores(self, query: str) -> NDArray[np.float32]:
        """The BM25 score of every text for `query`, 0 where they share no term."""
        known = [term for term in self._terms.of(query) if term in self._retriever.vocab_dict]
        if not known:
            return np.zeros(self._retriever.scores["num_docs"], dtype=np.float32)
        return np.asarray(self._retriever.get_scores(known), dtype=np.float32)
