"""The first run: what the system must allow, a test recording, where recordings go. Its steps stand in the settings as well."""
