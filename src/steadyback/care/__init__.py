"""The use cases: one verb a file, joining the journal and the engine."""
