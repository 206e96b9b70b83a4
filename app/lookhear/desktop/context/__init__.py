"""What is understood of recordings, in sight: the live panel, and what it shares with the library."""
