"""One page a file: each chooses its components and holds no clinical condition."""
