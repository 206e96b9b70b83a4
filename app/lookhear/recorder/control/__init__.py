"""Talking to a recording that runs: a local socket, one line of JSON each way. It can never harm the recording."""
