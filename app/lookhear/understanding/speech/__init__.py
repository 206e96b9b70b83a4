"""Engines that make text of speech: what is said is found by its voice, cut at its pauses, and heard by a library or a service."""
