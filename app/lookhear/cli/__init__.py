"""The command line: one module per command. Each has `add_parser` and a `run` that gives an exit code."""
