"""The local server: clock, store and network round the pure web room. Loopback only."""
