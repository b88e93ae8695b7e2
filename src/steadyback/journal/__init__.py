"""What she told us: entries, the order they fold in, how two copies merge, and where they are kept."""
