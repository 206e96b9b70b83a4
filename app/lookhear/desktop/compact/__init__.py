"""The compact window: every control, where no tray is."""
