"""Which engine does what, as somebody chose it: the file ``engines.toml``, and what is taken where nobody chose."""
