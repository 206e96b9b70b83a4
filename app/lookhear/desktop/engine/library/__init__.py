"""The recordings of this computer and of the configured backend, as a person browses them."""
