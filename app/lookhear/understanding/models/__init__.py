"""Models of engines: their names, where they are fetched from, and where they lie."""
