# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""The SDK for programs without a loop, made from `lookhear.sdk.aio` module by module."""

from __future__ import annotations
