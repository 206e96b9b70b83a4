"""Capture sessions: their states, their transitions, and what happens to those nobody ends."""
