"""The writer that the settings ask for, with the check that its sentences pass."""

from __future__ import annotations

from functools import partial

from index.embedding import Embedder
from index.lexical import Terms
from rag.repair import check
from rag.settings import ModelSettings
from rag.verify import Verifier
from rag.verifying.meaning import LexicalEntailment
from rag.writer.chat import ChatModel
from rag.writer.writer import Writer


def open_writer(settings: ModelSettings, embedder: Embedder, terms: Terms) -> Writer:
    """A writer with that model; nothing is asked of its endpoint yet."""
    model = ChatModel(settings.endpoint, settings.name, settings.seconds)
    verifier = Verifier(LexicalEntailment.load(embedder, terms), terms)
    return Writer(model, settings, embedder.count_tokens, partial(check, verifier))
