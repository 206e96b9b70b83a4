"""Media formats: boxes, fragments, remux and mix. Bytes in, bytes out; used by the recorder and by the backend."""
