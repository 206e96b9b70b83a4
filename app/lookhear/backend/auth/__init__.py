"""Who may do what: API keys, client tokens, ingest grants."""
