"""Media as live sources send them (RTP), taken apart without a decoder: H.264 and AAC-LC become fragments as they are."""
