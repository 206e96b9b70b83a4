"""The capture client: drives an engine that is a process of its own. Standard library only."""
