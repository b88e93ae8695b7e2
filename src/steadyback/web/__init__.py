"""Pages and components: a pure function from a request and a state to a reply. No clock, no store, no network."""
