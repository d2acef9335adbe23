"""Files become documents, sentences and passages with exact spans, searchable by meaning and by words."""
