"""The shapes of the clinical content, loading it and checking it."""
