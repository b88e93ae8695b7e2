"""The local server: the clock, the store and the loopback address behind the pages."""
