"""Pictures of every window of the application: see `tests.tools.gallery.__main__`."""

from __future__ import annotations
