"""An engine for Lookhear that sums up in headlines."""
