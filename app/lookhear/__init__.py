"""Lookhear: a desktop recorder that seals what it sees and hears before it says so."""

from __future__ import annotations

__version__ = "0.1.0"
