"""The errors a user can meet; each message is one sentence that names what is wrong and how to mend it."""


class BylineError(Exception):
    """Base of every error that Byline raises on purpose; its message is fit to show to a user."""


class CorpusError(BylineError):
    """The folder of documents cannot be read, or holds nothing to read."""


class LibraryError(BylineError):
    """A file cannot be added to the folder of documents, or removed from it."""


class IndexBusyError(BylineError):
    """Another process is building this corpus's index."""


class IndexDamagedError(BylineError):
    """A stored index does not hold what its manifest says."""


class ModelFileError(BylineError):
    """An embedded model is missing, or is not the file that was shipped."""


class EmbeddingError(BylineError):
    """The endpoint that embeds does not, or the index is of another model than the settings name."""


class SettingsError(BylineError):
    """A setting has a value that cannot be used."""


class QuestionError(BylineError):
    """The question is empty or too long to be answered."""
