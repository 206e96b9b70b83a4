"""What the backend answers, as values: nothing here asks anybody for anything, and everything may go from thread to thread."""
