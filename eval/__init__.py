"""Asks a corpus questions with known answers, scores what comes back, and reports it."""
