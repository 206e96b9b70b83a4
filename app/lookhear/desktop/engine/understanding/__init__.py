"""What was said and what was on the screen, as the backend's engines tell it: while it is recorded, afterwards, and in a search."""
