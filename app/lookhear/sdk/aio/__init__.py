"""The SDK for programs with a loop. `lookhear.sdk.blocking` is made from it, module by module: change this one only."""

from __future__ import annotations
