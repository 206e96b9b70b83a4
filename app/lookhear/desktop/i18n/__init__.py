"""Languages: which one is spoken, what it is translated with, and in which direction it runs."""

from __future__ import annotations
