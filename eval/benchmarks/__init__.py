"""Measures Byline on public sets that lie beside the project, next to plain systems on the same sets."""
