"""Engines that read and write text: an extract that needs nothing, and a language model behind a service."""
