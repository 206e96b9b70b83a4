"""The desktop application: a tray icon, a pill, windows. What it does stands in `desktop.engine`, without Qt; the rest is Qt."""
