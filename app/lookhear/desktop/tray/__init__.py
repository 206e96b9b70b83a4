"""The icon in the tray, its menu, and what both say."""
