"""Search in what was found: by words and by meaning, fused by rank; and answers that are made of it. Rules over the ports."""
