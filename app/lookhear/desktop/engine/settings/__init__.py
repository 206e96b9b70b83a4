"""The settings of the desktop application: declared once, kept in one file, told when they change."""
