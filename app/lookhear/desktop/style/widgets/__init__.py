"""The widgets that every window is built of. They know no engine: texts and values come in, signals go out."""

from __future__ import annotations
