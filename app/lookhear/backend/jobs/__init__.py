"""Work that outlives a crash: rows of a queue, and the runner that takes them one after the other."""
