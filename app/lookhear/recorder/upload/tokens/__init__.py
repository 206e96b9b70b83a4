"""Where sessions and tokens come from: one port, and one module for each kind of source."""
