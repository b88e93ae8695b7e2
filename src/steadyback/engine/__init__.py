"""Decisions: pure functions of what she said, when, and the knowledge. No clock, no files, no network."""
