"""The SDK: what developers import. `connect()` and what hangs on it, the capture client, and the engine that it drives."""
