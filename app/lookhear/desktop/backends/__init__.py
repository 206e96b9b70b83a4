"""Where recordings go, for people: one panel, used by the settings and the first run."""
