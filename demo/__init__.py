"""A desktop of our own to record: virtual displays, sound devices and scenes, for `make run`, the tests and the benchmark."""
