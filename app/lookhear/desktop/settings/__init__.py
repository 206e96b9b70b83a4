"""The settings window: its pages are made of what `desktop.engine.settings.declared` declares."""
