"""Live sources that this backend fetches by itself: RTSP over TCP becomes RTStreams like those of recorders."""
