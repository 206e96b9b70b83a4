"""RTStreams: the backend's view of one channel."""
