"""Telling others what happened: the bus inside the process."""
