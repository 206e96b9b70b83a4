"""What the desktop application does, on one asyncio loop beside the GUI: no Qt in here. The GUI reaches it through `desktop.bridge`."""
