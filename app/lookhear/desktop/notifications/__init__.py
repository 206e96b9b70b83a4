"""What is told once, as a notification of the system."""
