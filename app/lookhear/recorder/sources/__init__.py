"""Sources of pictures and sound: one port each, one module per system or library."""
