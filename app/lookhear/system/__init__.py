"""The machine: where files belong and how they become durable. Capability first, then operating system."""
