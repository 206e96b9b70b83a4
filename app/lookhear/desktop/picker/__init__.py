"""The channel picker: what can be recorded, live, and a button that says what will be."""
