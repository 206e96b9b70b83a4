"""The library: the recordings, found again, played, named, exported and let go."""
