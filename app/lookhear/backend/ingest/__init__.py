"""Receiving sealed fragments: checked, durable, then acknowledged."""
