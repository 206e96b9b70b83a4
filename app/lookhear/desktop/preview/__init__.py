"""What is seen and heard before and while it is recorded: pictures of displays, levels of sounds."""
