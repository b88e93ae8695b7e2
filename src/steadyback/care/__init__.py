"""Use cases: what she does, one verb a file, and the state that her entries add up to."""
