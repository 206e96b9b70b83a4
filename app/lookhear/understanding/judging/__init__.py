"""Engines that decide for alerts: by words and meanings, or by a language model behind a service."""
