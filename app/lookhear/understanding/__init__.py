"""Engines behind ports: speech, what is seen, language, judgement, embeddings. Bytes in, values out; no database."""
