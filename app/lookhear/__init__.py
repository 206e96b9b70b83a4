"""Lookhear: a desktop recorder that seals what it sees and hears before it says so, and a backend that takes it live."""

from __future__ import annotations

__version__ = "0.4.0"
