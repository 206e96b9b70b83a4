"""Runs a program that says `import videodb` on our SDK: ``python -m lookhear.dropin script.py``. Opt-in, and for one process only."""

from __future__ import annotations
