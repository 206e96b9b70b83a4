"""The recorder: pixels and samples become sealed fragments on disk. Runs without Qt and without a network."""
