"""What turns this program into something installed."""
