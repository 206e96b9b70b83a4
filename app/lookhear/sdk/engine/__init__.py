"""The capture engine: a program at the other end of two pipes (contract §6)."""
