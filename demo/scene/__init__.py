"""Scenes: moving pictures and sounds on an X11 display that cost next to nothing, and say what they showed when."""
