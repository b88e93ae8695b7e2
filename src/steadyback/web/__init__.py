"""The pages: a pure function from a request, a state and the time to a page and new entries."""
