"""The player: a recording with its displays, its sounds and its timeline. Everything of QtMultimedia stays in here."""
