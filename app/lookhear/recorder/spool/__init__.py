"""The spool: the local, append-only log of a recording. A name on disk is a promise; the journal says what was promised."""
