"""Engines that make vectors of texts: MiniLM on this computer, or a service."""
