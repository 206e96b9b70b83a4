"""Replicating a recording into a capture backend, fragment by fragment, for as long as it takes."""
