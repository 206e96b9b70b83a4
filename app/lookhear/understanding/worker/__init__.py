"""Engines in processes of their own: the wire between, the worker, who watches over it, and engines as the backend sees them."""
