"""Patterns of her days: which factors go with a spasm that day and the next, how surely, and when it is too soon."""
