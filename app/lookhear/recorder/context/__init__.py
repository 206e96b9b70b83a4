"""What a person has in front of them while a recording runs, for its context log."""
