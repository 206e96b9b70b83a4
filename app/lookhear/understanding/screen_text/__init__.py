"""What is written on a screen: changed places are found, their lines are read, and what is new becomes a sentence."""
