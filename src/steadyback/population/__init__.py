"""Groups of people: the same answers as the engine's, for many at once. Needs NumPy; nothing of the core imports it."""
