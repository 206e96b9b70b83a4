"""The capture backend: receives what recorders seal, keeps it, plays it back. It never imports the recorder: they meet on the wire."""
