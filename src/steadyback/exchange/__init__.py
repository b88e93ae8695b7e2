"""Her diary in the shapes of others: in and out of files that she can open elsewhere."""
